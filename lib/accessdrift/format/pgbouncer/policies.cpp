#include "accessdrift/format/pgbouncer/policies.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/pgbouncer/pool.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

/// What a condition that asks for a list is to people.
struct Spoken {
  std::string_view asked;  ///< before the list
  std::string_view list;   ///< one that begins like another one stands before that
  std::string_view words;
};
constexpr auto kSpoken = std::to_array<Spoken>({{"!lists.", kWithoutSecretList, "with a secret"},
                                                {"lists.", kWithoutSecretList, "without a secret"},
                                                {"!lists.", kWithMd5List, "with no md5 secret"},
                                                {"!lists.", kUserList, "no user of the pool"}});

/// As people are told of it.
std::string spoken(const std::string& condition) {
  std::string told = source::spoken(condition);
  for (const Spoken& one : kSpoken) {
    const std::string asked = std::string(one.asked) + std::string(one.list);
    for (std::size_t at = told.find(asked); at != told.npos; at = told.find(asked, at)) {
      const std::size_t end = std::min(told.find_first_of(" )", at), told.size());
      told.replace(at, end - at, one.words);
    }
  }
  return told;
}

}  // namespace

Conditions both(Conditions a, const Conditions& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string not_since_1_23() { return "!" + source::since("pgbouncer", "1.23"); }

PolicyDeclaration Policies::make(std::string_view id, Effect effect, Place place) const {
  PolicyDeclaration policy;
  policy.id = reading_.names.intern(id);
  policy.effect = effect;
  policy.key = policy.body = policy.effect_place = policy.to_place = place;
  return policy;
}

Mention Policies::mention(std::string_view text, MentionKind kind, Place place) const {
  std::string buffer;
  const std::string_view id = kind == MentionKind::User ? folded_identity(text, buffer) : text;
  return {reading_.names.intern(id), kind, false, place};
}

NamePlace Policies::named(std::string_view text, Place place) const {
  return {reading_.names.intern(text), place};
}

void Policies::require(PolicyDeclaration& policy, const Conditions& conditions, Place place) {
  if (conditions.empty()) return;
  const std::string condition = fmt::format("{}", fmt::join(conditions, " && "));
  policy.when = ConditionText{condition, place, place.begin, false};
  std::string written = spoken(condition);
  if (written != condition) policy.when->written = std::move(written);
}

bool Policies::add(PolicyDeclaration policy) {
  if (policy.who.empty() || policy.to.empty()) return false;
  file_.declarations.policies.push_back(std::move(policy));
  return true;
}

void Policies::add_set(std::string_view id, Combine combine, Place place,
                       const std::vector<std::pair<std::string, bool>>& members) {
  SetDeclaration set;
  set.id = reading_.names.intern(id);
  set.key = set.body = set.combine_place = place;
  set.combine = combine;
  for (const auto& [member, is_set] : members)
    set.members.push_back({reading_.names.intern(member), is_set, place});
  file_.declarations.sets.push_back(std::move(set));
}

void Policies::add_group(std::string_view id, Place place, const std::vector<Mention>& members) {
  Declarations& declarations = file_.declarations;
  GroupDeclaration group;
  group.id = reading_.names.intern(id);
  group.is_made = group.is_derived = true;
  group.key = group.body = place;
  group.members = {static_cast<std::uint32_t>(declarations.mentions.size()),
                   static_cast<std::uint32_t>(members.size())};
  declarations.mentions.insert(declarations.mentions.end(), members.begin(), members.end());
  declarations.groups.push_back(std::move(group));
}

void Policies::add_list(std::string_view id, Place place, const std::vector<Mention>& members) {
  add_group(id, place, members);
  file_.declarations.groups.back().is_list = true;
}

void Policies::declare_condition(const std::string& name, const std::string& text,
                                 const std::string& written, SourceReading::File& file,
                                 Place place) {
  NamedConditionDeclaration made;
  made.name = reading_.names.intern(name);
  made.key = made.body = place;
  made.when = ConditionText{text, place, place.begin, false};
  made.when->written = written;
  file.declarations.named_conditions.push_back(std::move(made));
}

void Policies::declare_fact(std::string_view name, Place place) {
  source::declare_attribute(reading_, file_, name, {TypeKind::Bool, {}}, place);
}

}  // namespace accessdrift::pgbouncer
