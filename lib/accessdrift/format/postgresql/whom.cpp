#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/postgresql/doors.h"

namespace accessdrift::postgresql {

/// Those of a rule's roles that are members of one.
std::vector<Doors::Who> Doors::members_only(SourceReading::File& file, const hba::Rule& rule,
                                            const std::string& group) {
  Roles& roles = server_.catalogue.roles;
  const Place place = rule.span.place;
  if (roles.are_known()) return known_members_only(file, rule, group);
  Who who;
  for (const hba::NameTerm& term : rule.roles) {
    if (term.kind == TermKind::Name && term.text == group)
      who.mentions.push_back(roles.mention(group, place));
  }
  if (!who.mentions.empty()) return {who};
  who = all_of(file, rule);
  const std::string said = key_of(rule) + " in " + group;
  who.extra = {
      {requests_.unknown(file, "members_of_" + source::attribute_word(group), said, place), place}};
  return {who};
}

std::vector<Doors::Who> Doors::known_members_only(SourceReading::File& file, const hba::Rule& rule,
                                                  const std::string& group) {
  Roles& roles = server_.catalogue.roles;
  Who certain, unclear;
  for (const std::uint32_t number : roles.members_of(group)) {
    if (!Roles::is_account(roles.role(number))) continue;
    const std::string& role = roles.role(number).name;
    const Certainty fits = server_.fits(role, rule.roles);
    if (fits == Certainty::No) continue;
    (fits == Certainty::Yes ? certain : unclear)
        .mentions.push_back(roles.mention(role, rule.span.place));
  }
  return with_unclear(file, rule, std::move(certain), std::move(unclear));
}

/// Both, where there are some. Of the second ones it is not known whether a pattern fits them.
std::vector<Doors::Who> Doors::with_unclear(SourceReading::File& file, const hba::Rule& rule,
                                            Who certain, Who unclear) {
  std::vector<Who> all;
  if (!certain.mentions.empty()) all.push_back(std::move(certain));
  if (unclear.mentions.empty()) return all;
  const Place place = unclear.mentions.front().place;
  unclear.extra = {{requests_.unknown(file, "patterns_fit", key_of(rule), place), place}};
  all.push_back(std::move(unclear));
  return all;
}

/// Whether there is such a role; one of another side stays on this one, too, so an edit of the
/// roles is none of the rule.
bool Doors::is_on_some_side(const std::string& name) {
  const Roles& roles = server_.catalogue.roles;
  if (!roles.are_known()) return true;
  constexpr std::string_view kAbout = "postgresql roles called as a database";
  const Roles::Role* const role = roles.find(name);
  BetweenSides& between = server_.reading.between;
  if (role != nullptr && Roles::is_account(*role)) between.tell(kAbout, {name});
  return between.is_told(kAbout, {name});
}

std::vector<Doors::Who> Doors::who(SourceReading::File& file, const hba::Rule& rule,
                                   const Part& part) {
  Roles& roles = server_.catalogue.roles;
  const Place place = part.to.front().place;
  if (!part.only_role.empty()) {
    const Certainty fits = server_.fits(part.only_role, rule.roles);
    if (fits == Certainty::No || !is_on_some_side(part.only_role)) return {};
    Who who;
    who.mentions = {roles.mention(part.only_role, place)};
    who.mentions.front().may_be_nobodys = true;
    if (fits == Certainty::Unknown)
      who.extra = {{requests_.unknown(
                        file, "fits_" + source::attribute_word(part.only_role),
                        part.only_role + " fits " + written(rule.roles, rule.span.text), place),
                    place}};
    return {who};
  }
  if (part.only_members.empty()) return {all_of(file, rule)};
  if (!is_for_everybody(rule)) return members_only(file, rule, part.only_members);
  Who who;
  who.mentions = {roles.members_mention(file, part.only_members, place)};
  return {who};
}

}  // namespace accessdrift::postgresql
