#include "accessdrift/format/hoop/objects.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

/// How objects of a kind are told: keys that all of them have.
struct Shape {
  Kind kind;
  std::array<std::string_view, 3> keys;
};

constexpr std::array<Shape, 16> kShapes = {{
    {Kind::Connection, {"name", "access_mode_connect", ""}},
    {Kind::Connection, {"name", "access_mode_exec", ""}},
    {Kind::Connection, {"name", "access_mode_runbooks", ""}},
    {Kind::AccessRequestRule, {"name", "reviewers_groups", ""}},
    {Kind::AccessRequestRule, {"name", "access_type", "connection_names"}},
    {Kind::Attribute, {"name", "access_control_group_names", ""}},
    {Kind::Attribute, {"name", "access_request_rule_names", ""}},
    {Kind::WithoutEffect, {"name", "supported_entity_types", ""}},
    {Kind::WithoutEffect, {"name", "risk_evaluation", ""}},
    {Kind::GuardRail, {"name", "input", "output"}},
    {Kind::GuardRail, {"name", "input", "connection_ids"}},
    {Kind::RunbookRule, {"name", "runbooks", "user_groups"}},
    {Kind::User, {"email", "groups", "slack_id"}},
    {Kind::ServiceAccount, {"subject", "groups", "status"}},
    {Kind::ServerAuth, {"auth_method", "admin_role_name", ""}},
    {Kind::WithoutEffect, {"hostname", "platform", "mode"}},
}};

/// Lists in a bundle, and files that hold an empty one, by name.
constexpr std::array<std::pair<std::string_view, Kind>, 15> kNames = {{
    {"connections", Kind::Connection},
    {"plugins", Kind::Plugin},
    {"users", Kind::User},
    {"serviceaccounts", Kind::ServiceAccount},
    {"service_accounts", Kind::ServiceAccount},
    {"access_request_rules", Kind::AccessRequestRule},
    {"guardrails", Kind::GuardRail},
    {"attributes", Kind::Attribute},
    {"runbook_rules", Kind::RunbookRule},
    {"agents", Kind::WithoutEffect},
    {"sessions", Kind::WithoutEffect},
    {"reviews", Kind::WithoutEffect},
    {"datamasking_rules", Kind::WithoutEffect},
    {"spiffe_mappings", Kind::WithoutEffect},
    {"runbooks", Kind::WithoutEffect},
}};

constexpr std::array<std::string_view, 9> kPlugins = {
    "audit", "access_control", "dlp", "indexer", "review", "runbooks", "slack", "webhooks", "jira"};

bool is_known_plugin(std::string_view name) {
  return std::ranges::find(kPlugins, name) != kPlugins.end();
}

bool has_key(NodeView object, std::string_view wanted) {
  bool found = false;
  each_entry(object, [&](NodeView key, NodeView) { found = found || key.scalar() == wanted; });
  return found;
}

bool has_shape(NodeView object, const Shape& shape) {
  return std::ranges::all_of(
      shape.keys, [&](std::string_view key) { return key.empty() || has_key(object, key); });
}

/// As messages call objects of a kind.
constexpr std::array<std::string_view, kKinds> kKindWords = {
    "connections",           "plugins",        "users",      "service accounts",
    "access request rules",  "guardrails",     "attributes", "runbook rules",
    "server configurations", "configurations", "objects"};

/// A plugin with its connections, or what hoop prints of one connection of it.
bool is_plugin(NodeView object) {
  if (!is_known_plugin(text_of(object, "name"))) return false;
  const std::optional<NodeView> connections = find(object, "connections");
  return has_key(object, "connections") && (!connections || connections->is_sequence());
}

/// Of hoop-inspect: listeners before what they protect.
bool is_inspect(NodeView object) {
  const std::optional<NodeView> listeners = find(object, "listeners");
  return listeners && listeners->is_sequence() && !listeners->is_empty_collection() &&
         find_text(listeners->first_child(), "upstream") &&
         find_text(listeners->first_child(), "protocol");
}

std::optional<Kind> kind_of(NodeView object) {
  if (!object.is_mapping()) return std::nullopt;
  for (const Shape& shape : kShapes) {
    if (has_shape(object, shape)) return shape.kind;
  }
  if (is_plugin(object)) return Kind::Plugin;
  if (is_inspect(object)) return Kind::Inspect;
  return std::nullopt;
}

/// Of the first object in a list that tells.
std::optional<Kind> kind_in(NodeView list) {
  for (NodeView item = list.first_child(); !item.is_end(list); item = item.next_sibling())
    if (const std::optional<Kind> kind = kind_of(item)) return kind;
  return std::nullopt;
}

std::optional<Kind> kind_named(std::string_view name) {
  for (const auto& [known, kind] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

/// `access-request-rules` of `hoop/access-request-rules.json`, as a bundle writes it.
std::optional<Kind> kind_of_path(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  std::string stem(path.substr(0, path.find('.')));
  std::ranges::replace(stem, '-', '_');
  return kind_named(stem);
}

/// The list of a page: `{"pages": {…}, "data": […]}`.
std::optional<NodeView> data_of(NodeView root) {
  const std::optional<NodeView> data = find(root, "data");
  if (!data || !data->is_sequence()) return std::nullopt;
  return has_key(root, "pages") || has_key(root, "total") ? data : std::nullopt;
}

bool is_bundle(NodeView root) {
  bool has_list = false;
  bool has_other = false;
  each_entry(root, [&](NodeView key, NodeView value) {
    const bool is_list = kind_named(key.scalar()) && value.is_sequence();
    has_list = has_list || is_list;
    has_other = has_other || (!is_list && value.kind() != NodeKind::Null);
  });
  return has_list && !has_other;
}

/// Nothing on the only page; the file's name tells of what.
bool is_empty_page(NodeView root, NodeView data) {
  const std::optional<NodeView> pages = find(root, "pages");
  return data.is_empty_collection() && pages && has_key(*pages, "total") &&
         has_key(*pages, "page") && has_key(*pages, "size");
}

bool is_certain_object(NodeView object) {
  return kind_of(object).value_or(Kind::WithoutEffect) != Kind::WithoutEffect;
}

/// One is enough: what is wrong with another is told then.
bool is_certain_list(NodeView list) {
  if (!list.is_sequence()) return false;
  for (NodeView item = list.first_child(); !item.is_end(list); item = item.next_sibling())
    if (is_certain_object(item)) return true;
  return false;
}

}  // namespace

bool is_certain(NodeView root) {
  if (root.is_sequence()) return is_certain_list(root);
  if (const auto data = data_of(root)) return is_certain_list(*data) || is_empty_page(root, *data);
  if (!is_bundle(root)) return is_certain_object(root);
  bool is_ours = false;
  each_entry(root, [&](NodeView, NodeView list) { is_ours = is_ours || is_certain_list(list); });
  return is_ours;
}

Objects::Objects(SourceReading& reading) : reading_(reading) {
  for (SourceReading::File& file : reading.files) add_file(file);
  lay_plans(Kind::Connection);
  lay_plans(Kind::User);
  tell_missing_pages();
}

void Objects::add_file(SourceReading::File& file) {
  const NodeView root(file.document);
  if (file.is_translated) return add_planned(file, root);
  const std::optional<Kind> by_path = kind_of_path(file.document.text->path());
  if (root.is_sequence()) return add_list(file, root, by_path);
  if (const auto data = data_of(root)) {
    add_list(file, *data, by_path);
    const std::optional<Kind> told = kind_in(*data);
    if (told || by_path) note_page(root, told ? *told : *by_path);
    return;
  }
  if (!is_bundle(root)) return add(file, root, std::nullopt);
  each_entry(root, [&](NodeView key, NodeView list) {
    if (list.is_sequence()) add_list(file, list, kind_named(key.scalar()));
  });
}

void Objects::add_list(SourceReading::File& file, NodeView list, std::optional<Kind> known) {
  const std::optional<Kind> told = kind_in(list);
  const std::optional<Kind> usual = told ? told : known;
  if (!usual) return refuse(list);
  note(*usual, file, list);
  each_item(list, [&](NodeView object) { add(file, object, usual); });
}

void Objects::add(SourceReading::File& file, NodeView object, std::optional<Kind> known) {
  const std::optional<Kind> own = kind_of(object);
  const std::optional<Kind> kind = own || !object.is_mapping() ? own : known;
  if (!kind) return refuse(object);
  note(*kind, file, object);
  all_[index(*kind)].push_back({object, &file});
}

void Objects::note(Kind kind, SourceReading::File& file, NodeView node) {
  if (!first_[index(kind)]) first_[index(kind)] = Object{node, &file};
  // What Terraform looks after need not be all.
  if (node.is_sequence() && !file.is_translated) is_listed_[index(kind)] = true;
}

void Objects::refuse(NodeView node) {
  Diagnostic& problem =
      report(reading_, "not-of-format", "this is nothing that hoop exports", node.span());
  problem.label = "neither connections, plugins, users nor rules";
  problem.help = "export it again with `hoop admin get … -o json`";
}

void Objects::note_page(NodeView root, Kind kind) {
  const std::optional<NodeView> pages = find(root, "pages");
  const std::optional<NodeView> total = find(pages ? *pages : root, "total");
  if (!total || total->kind() != NodeKind::Integer) return;
  std::size_t count = 0;
  const std::string_view digits = total->scalar();
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  Total& known = totals_[kind];
  if (count > known.count) known = {count, *total};
}

void Objects::tell_missing_pages() {
  for (const auto& [kind, total] : totals_) {
    const std::size_t held = all_[index(kind)].size();
    if (held >= total.count || kind == Kind::WithoutEffect) continue;
    is_listed_[index(kind)] = false;
    Diagnostic& problem = warn(reading_, "partial-source",
                               std::to_string(held) + " of " + std::to_string(total.count) + " " +
                                   std::string(kKindWords[index(kind)]) + " are here",
                               total.place.span());
    problem.label = "what is on further pages is not known";
    problem.help = "export all pages of the list";
  }
}

}  // namespace accessdrift::hoop
