#include <algorithm>
#include <utility>

#include "accessdrift/format/postgresql/doors.h"

namespace accessdrift::postgresql {

/// Whether somebody can come through a pool as this role; `decided`: not if an earlier rule is
/// about it wherever the pool comes from.
bool Doors::may_come_as(const std::string& name, const hba::Rule& rule, const Part& part) {
  ++passed_tests_;
  if (decided_.contains(name)) return false;
  if (!part.only_pattern.empty() && Server::matches(part.only_pattern, name) == Certainty::No)
    return false;
  Roles& roles = server_.catalogue.roles;
  if (server_.fits(name, rule.roles) == Certainty::No) return false;
  if (!roles.are_known()) return true;
  const Roles::Role* const role = roles.find(name);
  return role != nullptr && role->file != nullptr && role->can_login;
}

bool Doors::may_come_as_one_of(const hba::NameTerm& term, const hba::Rule& rule, const Part& part) {
  if (term.kind == TermKind::Name) return may_come_as(term.text, rule, part);
  Roles& roles = server_.catalogue.roles;
  // Past the bound somebody is taken to be there, which hides nobody who gets in.
  if (!roles.are_known() || passed_tests_ > kMostTests) return true;
  const auto may = [&](const Roles::Role& role) { return may_come_as(role.name, rule, part); };
  if (term.kind != TermKind::Member) return std::ranges::any_of(roles.all(), may);
  return std::ranges::any_of(roles.members_of(term.text),
                             [&](std::uint32_t number) { return may(roles.role(number)); });
}

/// Whether one can be claimed whom a rule fits in a part of it.
bool Doors::is_claimed(const hba::Rule& rule, const Part& part) {
  if (!part.only_role.empty()) return may_come_as(part.only_role, rule, part);
  if (part.only_members.empty())
    return std::ranges::any_of(rule.roles, [&](const hba::NameTerm& term) {
      return may_come_as_one_of(term, rule, part);
    });
  hba::NameTerm members;
  members.kind = TermKind::Member;
  members.text = part.only_members;
  return may_come_as_one_of(members, rule, part);
}

/// Whoever the pool lets in by a name that is claimed has here what one of the roles has.
void Doors::write_claimed(std::size_t number, const Passage& passage, const Part& part,
                          const std::vector<Words>& fits) {
  const hba::Rule& rule = server_.rules[number].line;
  if (rule.method == hba::Method::Reject || !is_claimed(rule, part)) return;
  SourceReading::File& file = server_.file_of(rule.span.text);
  const Shown shown = shown_of(file, rule, passage);
  if (!shown.is_possible) return;
  PolicyDeclaration claimed =
      policy(passed_id(number, passage, part) + ", claimed", Effect::Allow, file, rule, part);
  claimed.who = {
      {server_.reading.names.intern("anonymous"), MentionKind::Claimant, false, rule.span.place}};
  claimed.is_implied = true;
  std::vector<Words> when = fits;
  // A pattern asks for the name of the role, which whoever comes has none of.
  if (part.only_pattern.empty()) when.insert(when.end(), part.extra.begin(), part.extra.end());
  when.insert(when.end(), shown.extra.begin(), shown.extra.end());
  add(file, std::move(claimed), when);
}

/// Roles whom no later rule is asked about through this passage.
void Doors::note_decided(const hba::Rule& rule, const Part& part) {
  if (!part.extra.empty() || !part.only_members.empty()) return;
  Roles& roles = server_.catalogue.roles;
  const auto note = [&](const std::string& name) {
    const bool is_about = part.only_role.empty() || part.only_role == name;
    if (is_about && ++passed_tests_ <= kMostTests) decided_.insert(name);
  };
  for (const hba::NameTerm& term : rule.roles) {
    if (term.kind == TermKind::Name) note(term.text);
    if (term.kind != TermKind::Member || !roles.are_known()) continue;
    for (const std::uint32_t member : roles.members_of(term.text)) note(roles.role(member).name);
  }
}

}  // namespace accessdrift::postgresql
