#include "accessdrift/format/hoop/access_rules.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

void read_access_type(Gateway& gateway, AccessRule& rule) {
  const std::optional<NodeView> type = find_text(rule.object.node, "access_type");
  const std::string_view word = type ? type->scalar() : std::string_view();
  rule.covers = {word == "jit" || word == "jit_command",
                 word == "command" || word == "jit_command"};
  if (rule.covers[0] || rule.covers[1] || word == "sidecar") return;
  warn(gateway.reading, "unknown-mode",
       "access request rule `" + shortened(rule.name.scalar()) + "` has no access type that counts",
       type ? type->span() : rule.name.span())
      .label = "so it applies to nothing";
}

bool is_true(NodeView object, std::string_view key) {
  const std::optional<NodeView> value = find(object, key);
  return value && value->kind() == NodeKind::Boolean && value->scalar() == "true";
}

/// Attributes that lists of attributes give the rule.
void add_listed_attributes(Gateway& gateway, AccessRule& rule) {
  for (const Object& attribute : gateway.objects.of(Kind::Attribute)) {
    const std::vector<std::string_view> names =
        words_of(texts_of(gateway.reading, attribute.node, "access_request_rule_names"));
    const std::string_view name = text_of(attribute.node, "name");
    const bool is_listed = std::ranges::find(names, rule.name.scalar()) != names.end();
    const bool is_known = std::ranges::find(rule.attributes, name) != rule.attributes.end();
    if (is_listed && !is_known) rule.attributes.push_back(name);
  }
}

AccessRule read_rule(Gateway& gateway, const Object& object, NodeView name) {
  SourceReading& reading = gateway.reading;
  AccessRule rule;
  rule.object = object;
  rule.name = name;
  rule.id = text_of(object.node, "id");
  rule.asked = texts_of(reading, object.node, "approval_required_groups");
  rule.skips = texts_of(reading, object.node, "skip_review_groups");
  const std::optional<NodeView> reviewers = find(object.node, "reviewers_groups");
  rule.reviewers = reviewers ? *reviewers : name;
  const std::optional<NodeView> type = find_text(object.node, "access_type");
  rule.access_type = type ? *type : name;
  for (const NodeView named : texts_of(reading, object.node, "connection_names"))
    rule.connections.emplace(named.scalar(), named.place());
  rule.attributes = words_of(texts_of(reading, object.node, "attributes"));
  rule.terms.groups = words_of(texts_of(reading, object.node, "reviewers_groups"));
  rule.terms.force = words_of(texts_of(reading, object.node, "force_approval_groups"));
  if (!is_true(object.node, "all_groups_must_approve"))
    rule.terms.minimum = number_of(gateway, object.node, "min_approvals");
  rule.approval = gateway.attribute_names.name_of("approval.", name.scalar());
  read_access_type(gateway, rule);
  add_listed_attributes(gateway, rule);
  return rule;
}

}  // namespace

bool AccessRule::is_brought_to(const Connection& connection) const {
  return std::ranges::any_of(attributes, [&](std::string_view attribute) {
    return connection.attributes.contains(attribute);
  });
}

bool AccessRule::names(const Connection& connection) const {
  return connections.contains(connection.name.scalar());
}

std::vector<std::string_view> actions_of(Session session) {
  if (session == Session::Jit) return {"connect"};
  return {"exec", "runbook"};
}

std::optional<std::int64_t> number_of(Gateway& gateway, NodeView object, std::string_view key) {
  const std::optional<NodeView> value = find(object, key);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  const std::string_view digits = value->is_scalar() ? value->scalar() : std::string_view();
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (value->kind() == NodeKind::Integer && problem == std::errc() &&
      end == digits.data() + digits.size())
    return number;
  report(gateway.reading, "wrong-type", "`" + std::string(key) + "` is no number", value->span())
      .label = "expected a whole number";
  return std::nullopt;
}

std::vector<AccessRule> read_access_rules(Gateway& gateway) {
  std::vector<AccessRule> rules;
  for (const Object& object : gateway.objects.of(Kind::AccessRequestRule)) {
    const std::optional<NodeView> name = find_text(object.node, "name");
    if (!name) {
      report(gateway.reading, "missing-key", "this access request rule has no `name`",
             object.node.span())
          .label = "approvals are told by it";
      continue;
    }
    const auto other = std::ranges::find_if(
        rules, [&](const AccessRule& rule) { return rule.name.scalar() == name->scalar(); });
    if (other == rules.end()) {
      rules.push_back(read_rule(gateway, object, *name));
      continue;
    }
    Diagnostic& problem = report(
        gateway.reading, "defined-twice",
        "access request rule `" + shortened(name->scalar()) + "` is here twice", name->span());
    problem.label = "listed again";
    problem.notes.push_back({other->name.span(), "first listed here"});
  }
  std::ranges::sort(rules, {}, [](const AccessRule& rule) {
    return std::pair(fold_ascii(rule.id), rule.name.scalar());
  });
  return rules;
}

std::vector<const AccessRule*> rules_of(const Connection& connection, Session session,
                                        const std::vector<AccessRule>& rules) {
  std::vector<const AccessRule*> by_attribute;
  std::vector<const AccessRule*> by_name;
  for (const AccessRule& rule : rules) {
    if (!rule.covers_session(session)) continue;
    if (rule.is_brought_to(connection)) by_attribute.push_back(&rule);
    if (rule.names(connection)) by_name.push_back(&rule);
  }
  std::vector<const AccessRule*> found = by_attribute.empty() ? by_name : by_attribute;
  const bool have_ids =
      std::ranges::none_of(found, [](const AccessRule* rule) { return rule->id.empty(); });
  if (found.size() < 2 || !have_ids) return found;
  return {found.front()};
}

}  // namespace accessdrift::hoop
