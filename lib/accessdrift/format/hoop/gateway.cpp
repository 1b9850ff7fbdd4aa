#include "accessdrift/format/hoop/gateway.h"

#include <algorithm>

namespace accessdrift::hoop {

using namespace source;

Gateway::Gateway(SourceReading& read, const Objects& found)
    : reading(read), objects(found), people(read, found) {
  for (const Object& config : found.of(Kind::ServerAuth)) {
    if (const auto name = find_text(config.node, "admin_role_name")) admin_group = name->scalar();
    if (const auto name = find_text(config.node, "auditor_role_name"))
      auditor_group = name->scalar();
  }
}

void Gateway::settle_connections() {
  std::ranges::sort(connections, {},
                    [](const Connection& connection) { return connection.name.scalar(); });
  for (const Connection& connection : connections)
    if (!connection.id.empty()) by_id_.emplace(connection.id, &connection);
}

const Connection* Gateway::find_connection(std::string_view name) const {
  const auto found = std::ranges::lower_bound(
      connections, name, {}, [](const Connection& connection) { return connection.name.scalar(); });
  return found == connections.end() || found->name.scalar() != name ? nullptr : &*found;
}

const Connection* Gateway::find_connection_by_id(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

PolicyDeclaration Gateway::policy(std::string_view id, Effect effect, NodeView key) {
  PolicyDeclaration made;
  made.id = reading.names.intern(std::string(kPolicyPrefix) + std::string(id));
  made.key = key.place();
  made.body = key.place();
  made.effect = effect;
  made.effect_place = key.place();
  made.to_place = key.place();
  return made;
}

void Gateway::name_everybody(PolicyDeclaration& policy) const {
  policy.who.push_back(
      {reading.names.intern("authenticated"), MentionKind::Authenticated, false, policy.key});
}

void Gateway::name_anyone(PolicyDeclaration& policy) const {
  policy.who.push_back({reading.names.intern("anyone"), MentionKind::Anyone, false, policy.key});
}

void Gateway::name_group(PolicyDeclaration& policy, const Object& object, NodeView group) {
  policy.who.push_back(people.mention(*object.file, group.scalar(), group.place()));
}

void Gateway::cover(PolicyDeclaration& policy, std::string_view connection, Place place) const {
  policy.to.push_back({reading.names.intern(connection), place});
}

void Gateway::cover_all(PolicyDeclaration& policy) const {
  cover(policy, kGateway, policy.key);
  act_all(policy);
}

void Gateway::act_all(PolicyDeclaration& policy) const {
  for (const std::string_view action : {"connect", "exec", "runbook"})
    act(policy, action, policy.key);
}

void Gateway::act(PolicyDeclaration& policy, std::string_view action, Place place) const {
  if (!policy.actions) policy.actions.emplace();
  policy.actions->push_back({reading.names.intern(action), place});
}

void Gateway::require(PolicyDeclaration& policy, std::string condition, Place place) {
  policy.when = ConditionText{std::move(condition), place, place.begin, false};
}

void Gateway::declare_switch(const Object& object, std::string_view name, Place place) {
  if (!declared_.emplace(name).second) return;
  object.file->declarations.context.push_back(
      {reading.names.intern(name), AttributeType{TypeKind::Bool, {}}, place, place});
}

void Gateway::declare_text(const Object& object, std::string_view name, Place place) {
  if (!declared_.emplace(name).second) return;
  object.file->declarations.context.push_back(
      {reading.names.intern(name), AttributeType{TypeKind::String, {}}, place, place});
}

void Gateway::declare_unknown(const Object& object, std::string_view name, Place place) {
  if (!declared_.emplace(name).second) return;
  AttributeType type{TypeKind::Bool, {}};
  type.is_required = true;
  type.is_world = true;
  object.file->declarations.context.push_back({reading.names.intern(name), type, place, place});
}

void Gateway::add(SetDraft& gate, const Object& object, PolicyDeclaration policy) {
  if (policy.who.empty() || policy.to.empty()) return;
  gate.policies.push_back(policy.id);
  object.file->declarations.policies.push_back(std::move(policy));
}

void Gateway::add_approvals(const Object& object, PolicyDeclaration policy) {
  policy.is_implied = true;
  if (policy.who.empty() || policy.to.empty()) return;
  object.file->declarations.policies.push_back(std::move(policy));
}

void Gateway::add_absence(SetDraft& gate, const Object& object, PolicyDeclaration policy,
                          const std::vector<std::string_view>& groups) {
  policy.is_implied = true;
  const auto absent = std::ranges::find_if(people.all(), [&](const Person& person) {
    return !person.can_sign_in && person.is_in_any(groups);
  });
  if (absent == people.all().end()) return add(gate, object, std::move(policy));
  const Place place = absent->status;
  policy.key = policy.body = policy.effect_place = policy.to_place = place;
  for (Mention& mention : policy.who) mention.place = place;
  for (NamePlace& to : policy.to) to.place = place;
  for (NamePlace& action : *policy.actions) action.place = place;
  if (policy.when) policy.when = ConditionText{policy.when->text, place, place.begin, false};
  add(gate, {object.node, absent->file}, std::move(policy));
}

void Gateway::let_others_through(SetDraft& gate, std::string_view id) {
  const Object& all = *objects.first_of(Kind::Connection);
  PolicyDeclaration policy = this->policy(id, Effect::Allow, all.node);
  name_everybody(policy);
  cover_all(policy);
  policy.is_implied = true;
  add(gate, all, std::move(policy));
}

Diagnostic& Gateway::remark(const Object& object, std::string_view code, Severity severity,
                            std::string message, Span span) {
  Diagnostic& made = object.file->declarations.remarks.emplace_back();
  made.severity = severity;
  made.code = code;
  made.message = std::move(message);
  made.span = span;
  return made;
}

void Gateway::write_sets() {
  if (connections.empty()) return;
  std::vector<std::pair<Name, bool>> gates;
  for (const SetDraft* const gate : {&visibility, &reviews, &reviewers, &runbook_rules}) {
    gates.emplace_back(reading.names.intern(gate->id), true);
    std::vector<std::pair<Name, bool>> members;
    members.reserve(gate->policies.size());
    for (const Name policy : gate->policies) members.emplace_back(policy, false);
    write_set(gate->id, Combine::FirstApplicable, members);
  }
  for (const Name veto : vetoes) gates.emplace_back(veto, false);
  write_set("hoop", Combine::AllOf, gates);
}

void Gateway::write_set(std::string_view id, Combine combine,
                        const std::vector<std::pair<Name, bool>>& members) {
  const Place place = objects.first_of(Kind::Connection)->node.place();
  SetDeclaration set;
  set.id = reading.names.intern(id);
  set.key = place;
  set.body = place;
  set.combine = combine;
  set.combine_place = place;
  for (const auto& [member, is_set] : members) set.members.push_back({member, is_set, place});
  objects.first_of(Kind::Connection)->file->declarations.sets.push_back(std::move(set));
}

}  // namespace accessdrift::hoop
