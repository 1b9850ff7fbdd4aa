#include "accessdrift/cel/attribute_names.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "accessdrift/base/text.h"
#include "accessdrift/base/zone_problem.h"

namespace accessdrift::cel {
namespace {

constexpr std::size_t kMostSuggestedFor = 100;  // problems of one condition

std::string_view root_of(std::string_view name) { return name.substr(0, name.find('.')); }

bool is_root(std::string_view word) {
  constexpr std::array<std::string_view, 6> kRoots{"user",  "resource", "request",
                                                   "token", "networks", "windows"};
  return std::ranges::find(kRoots, word) != kRoots.end();
}

/// What stands behind a prefix, if it is known.
std::string_view one_of(const std::set<std::string, std::less<>>& known, std::string_view prefix,
                        const SyntaxNode& name) {
  if (!name.text.starts_with(prefix)) return {};
  const std::string_view id = std::string_view(name.text).substr(prefix.size());
  return known.contains(id) ? id : std::string_view();
}

}  // namespace

bool is_network_name(const SyntaxNode& node) {
  return node.kind == SyntaxKind::Name && root_of(node.text) == "networks";
}

bool is_window_name(const SyntaxNode& node) {
  return node.kind == SyntaxKind::Name && root_of(node.text) == "windows";
}

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates,
                       std::string_view prefix) {
  const auto near = nearest(word, candidates);
  if (!near) return {};
  return "did you mean " + quoted(std::string(prefix) + *near) + "?";
}

std::optional<Attribute> AttributeNames::find(const SyntaxNode& name) {
  const auto found = look_up(name.text);
  if (is_refused(name, found.has_value())) return std::nullopt;
  if (!found) tell_unknown(name);
  return found;
}

std::optional<Attribute> AttributeNames::look_up(std::string_view name) const {
  const std::string_view root = root_of(name);
  if (root == "user" || root == "resource") {
    const auto found = schema_.attributes.find(name.substr(std::min(root.size() + 1, name.size())));
    if (found == schema_.attributes.end()) return std::nullopt;
    const Operator op = root == "user" ? Operator::UserAttribute : Operator::ResourceAttribute;
    return Attribute{op, &found->first, &found->second};
  }
  const auto found = schema_.request.find(name);
  if (found == schema_.request.end()) return std::nullopt;
  return Attribute{Operator::RequestAttribute, &found->first, &found->second};
}

bool AttributeNames::is_refused(const SyntaxNode& name, bool exists) {
  const std::string_view root = root_of(name.text);
  if (is_network_name(name) || is_window_name(name)) {
    problems_.add("wrong-type", name.range,
                  {quoted(name.text) + " is not a value", "expected a value",
                   is_network_name(name)
                       ? "a network stands on the right of `in`: `request.ip in networks.NAME`"
                       : "a window stands on the right of `in`: `request.time in windows.NAME`"});
    return true;
  }
  const bool is_elsewhere = root != "user" && (exists || is_root(root));
  if (use_ == Use::GroupRule && is_elsewhere) {
    problems_.add(
        "wrong-use", name.range,
        {quoted(name.text) + " cannot be read by a group rule", "expected an attribute of `user`",
         "a group rule reads the attributes of the identity only"});
    return true;
  }
  return false;
}

void AttributeNames::tell_unknown(const SyntaxNode& name) {
  if (name.text.find('.') == name.text.npos && is_root(name.text)) {
    problems_.add("unknown-attribute", name.range,
                  {quoted(name.text) + " alone is not an attribute",
                   "expected " + quoted(name.text + ".NAME")});
    return;
  }
  problems_.add("unknown-attribute", name.range,
                {"unknown attribute " + quoted(name.text), "no attribute has this name",
                 help_for(name.text)});
}

std::string AttributeNames::help_for(std::string_view name) {
  std::string near = problems_.all().size() < kMostSuggestedFor ? near_name(name) : std::string();
  if (!near.empty()) return near;
  const std::string_view root = root_of(name);
  const bool is_declared_once = root == "user" || root == "resource";
  return "declare it under " + quoted(is_declared_once ? "attributes" : "context");
}

std::string AttributeNames::near_name(std::string_view name) {
  const std::string_view root = root_of(name);
  if ((root == "user" || root == "resource") && root.size() < name.size()) {
    const auto names = std::views::keys(schema_.attributes);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    return suggestion(name.substr(root.size() + 1), candidates, std::string(root) + '.');
  }
  std::vector<std::string> longer;
  for (const std::string& known : all_names()) {
    if (known.ends_with('.' + std::string(name))) longer.push_back(quoted(known));
  }
  if (!longer.empty() && longer.size() <= 3) return "did you mean " + join_or(longer) + "?";
  const std::vector<std::string_view> candidates(all_names().begin(), all_names().end());
  return suggestion(name, candidates);
}

const std::vector<std::string>& AttributeNames::all_names() {
  if (!all_names_.empty()) return all_names_;
  for (const auto& [name, type] : schema_.attributes) {
    all_names_.push_back("user." + name);
    if (use_ == Use::Condition) all_names_.push_back("resource." + name);
  }
  if (use_ == Use::Condition) {
    for (const auto& [name, type] : schema_.request) {
      if (!is_of_identity(name)) all_names_.push_back(name);
    }
  }
  std::ranges::sort(all_names_);
  return all_names_;
}

bool AttributeNames::has_network(const SyntaxNode& name) {
  return is_declared(name, schema_.networks, "network");
}

bool AttributeNames::has_window(const SyntaxNode& name) {
  return is_declared(name, schema_.windows, "window");
}

std::string_view AttributeNames::named_condition(const SyntaxNode& name) const {
  return one_of(schema_.named_conditions, "conditions.", name);
}

std::string_view AttributeNames::list(const SyntaxNode& name) const {
  return one_of(schema_.lists, "lists.", name);
}

bool AttributeNames::is_declared(const SyntaxNode& name,
                                 const std::set<std::string, std::less<>>& known,
                                 std::string_view kind) {
  const std::string section(root_of(name.text));
  const std::string code = "unknown-" + std::string(kind);
  if (section.size() == name.text.size()) {
    problems_.add(code, name.range,
                  {quoted(section) + " alone is not a " + std::string(kind),
                   "expected " + quoted(section + ".NAME")});
    return false;
  }
  const std::string_view id = std::string_view(name.text).substr(section.size() + 1);
  if (known.contains(id)) return true;
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  std::string meant;
  if (problems_.all().size() < kMostSuggestedFor) meant = suggestion(id, candidates, section + ".");
  problems_.add(code, name.range,
                {"unknown " + std::string(kind) + " " + quoted(id),
                 "no " + std::string(kind) + " has this name",
                 meant.empty() ? "declare it under " + quoted(section) : meant});
  return false;
}

bool AttributeNames::has_zone(std::string_view zone, Range range) {
  if (schema_.zones->find(zone)) return true;
  ZoneProblem problem = why_not_found(*schema_.zones, zone);
  problems_.add(problem.code, range,
                {std::move(problem.message), std::move(problem.label), std::move(problem.help)});
  return false;
}

bool AttributeNames::is_free(std::string_view word) const {
  if (is_root(word)) return false;
  if (schema_.request.contains(word)) return false;
  const auto inside = schema_.request.lower_bound(std::string(word) + '.');
  return inside == schema_.request.end() || root_of(inside->first) != word;
}

}  // namespace accessdrift::cel
