#include "accessdrift/format/proxysql/writing.h"

#include <algorithm>
#include <optional>

#include "accessdrift/format/named_unknown.h"

namespace accessdrift::proxysql {

std::string both(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + " && " + b;
}

namespace {

constexpr std::string_view kDefaults = "default hostgroups";
constexpr std::string_view kFastDefaults = "default hostgroups with fast_forward";

/// The number in `hostgroup 20 of PATH`, where the rest is as in `like` of 0.
std::optional<std::int64_t> number_in(std::string_view name, const std::string& like) {
  const std::size_t zero = like.find('0');
  const std::string_view rest = std::string_view(like).substr(zero + 1);
  const bool fits = name.size() > zero + rest.size() && name.ends_with(rest) &&
                    name.starts_with(std::string_view(like).substr(0, zero));
  if (!fits) return std::nullopt;
  return whole_number(name.substr(zero, name.size() - zero - rest.size()));
}

}  // namespace

Writing::Writing(SourceReading& reading, const Instance& instance)
    : reading_(reading), instance_(instance) {
  for (const User& user : instance.users) {
    if (user.hostgroup < 0) continue;
    tell(kDefaults, user.hostgroup);
    if (user.is_fast) tell(kFastDefaults, user.hostgroup);
  }
  defaults_ = told(kDefaults);
  fast_defaults_ = told(kFastDefaults);
}

void Writing::tell(std::string_view about, std::int64_t number) {
  reading_.between.tell(instance_.id(about), {std::to_string(number)});
}

std::vector<std::int64_t> Writing::told(std::string_view about) const {
  std::vector<std::int64_t> numbers;
  for (const BetweenSides::Item& told : reading_.between.told(instance_.id(about)))
    numbers.push_back(*whole_number(told.front()));
  std::ranges::sort(numbers);
  return numbers;
}

void Writing::tell_apart(std::int64_t hostgroup) {
  reading_.told_apart.insert(instance_.id(Writing::hostgroup(hostgroup)));
}

bool Writing::is_told(std::string_view about, std::int64_t number) const {
  return reading_.between.is_told(instance_.id(about), {std::to_string(number)});
}

std::vector<std::int64_t> Writing::hostgroups() const {
  std::vector<std::int64_t> numbers;
  const std::string like = instance_.id(hostgroup(0));
  for (const std::string& name : reading_.told_apart)
    if (const auto number = number_in(name, like)) numbers.push_back(*number);
  return numbers;
}

std::string Writing::hostgroup(std::int64_t number) {
  return "hostgroup " + std::to_string(number);
}

std::string Writing::with_default(std::int64_t number, bool are_fast) const {
  return instance_.id("default_hostgroup " + std::to_string(number) +
                      (are_fast ? ", fast_forward" : ""));
}

std::string Writing::unique(const std::string& id) {
  const int count = ++ids_[id];
  return count == 1 ? id : id + " (" + std::to_string(count) + ")";
}

NamePlace Writing::named(std::string_view text, Place place) const {
  return {reading_.names.intern(text), place};
}

Mention Writing::user(std::string_view name, Place place) const {
  std::string buffer;
  return {reading_.names.intern(folded_identity(name, buffer)), MentionKind::User, false, place};
}

void Writing::add(const Said& said, At at) {
  PolicyDeclaration policy;
  const std::string id = unique(instance_.id(said.id));
  policy.id = reading_.names.intern(id);
  policy.effect = said.effect;
  policy.key = policy.body = policy.effect_place = policy.to_place = at.place;
  policy.is_implied = said.is_implied;
  if (!said.rule.empty()) policy.rule = reading_.names.intern(instance_.id(said.rule));
  if (said.who.empty() || said.is_of_group) {
    const std::string group = said.who.empty() ? instance_.id(kUsers) : said.who;
    policy.who.push_back({reading_.names.intern(group), MentionKind::Group, false, at.place});
  } else {
    policy.who.push_back(user(said.who, at.place));
  }
  policy.to.push_back(named(instance_.id(said.to), at.place));
  if (!said.action.empty()) policy.actions = {named(said.action, at.place)};
  if (!said.when.empty()) policy.when = ConditionText{said.when, at.place, at.place.begin, false};
  at.file->declarations.policies.push_back(std::move(policy));
  members_.emplace_back(id, at);
}

void Writing::close_set(std::string_view id, Combine combine, At at) {
  SetDeclaration set;
  set.id = reading_.names.intern(instance_.id(id));
  set.key = set.body = set.combine_place = at.place;
  set.combine = combine;
  for (const auto& [member, place] : members_) {
    const bool is_here = place.file == at.file;
    set.members.push_back({reading_.names.intern(member), false, is_here ? place.place : at.place});
  }
  members_.clear();
  at.file->declarations.sets.push_back(std::move(set));
}

void Writing::add_set(std::string_view id, Combine combine, At at,
                      const std::vector<std::string>& sets) {
  SetDeclaration set;
  set.id = reading_.names.intern(instance_.id(id));
  set.key = set.body = set.combine_place = at.place;
  set.combine = combine;
  for (const std::string& member : sets)
    set.members.push_back({reading_.names.intern(instance_.id(member)), true, at.place});
  at.file->declarations.sets.push_back(std::move(set));
}

void Writing::add_group(std::string_view id, At at, const std::vector<Mention>& members) {
  declare_group(id, at, members, false);
}

void Writing::add_group(std::string_view id, MembersByFile members) {
  const At home = start();
  std::vector<Mention>& own = members[home.file];
  for (const auto& [file, some] : members) {
    if (file == home.file) continue;
    const std::string part = std::string(id) + ", in " + file->document.text->path();
    declare_group(part, {file, {0, 0}}, some, true);
    own.push_back({reading_.names.intern(part), MentionKind::Group, false, home.place});
  }
  declare_group(id, home, own, false);
}

void Writing::declare_group(std::string_view id, At at, const std::vector<Mention>& members,
                            bool is_part) {
  Declarations& declarations = at.file->declarations;
  GroupDeclaration group;
  group.id = reading_.names.intern(id);
  group.is_made = true;
  group.is_part = is_part;
  group.key = group.body = at.place;
  group.members = {static_cast<std::uint32_t>(declarations.mentions.size()),
                   static_cast<std::uint32_t>(members.size())};
  declarations.mentions.insert(declarations.mentions.end(), members.begin(), members.end());
  declarations.groups.push_back(std::move(group));
}

std::string Writing::network(std::string_view text, const std::vector<IpPrefix>& prefixes, At at) {
  const auto [known, is_new] = networks_.try_emplace(std::string(text));
  if (!is_new) return known->second;
  known->second = "client_addr_" + source::attribute_word(text) + "_" +
                  source::digits_of(std::string(text) + instance_.suffix);
  NetworkDeclaration network;
  network.name = reading_.names.intern(known->second);
  network.key = network.body = at.place;
  network.is_spelled_out = true;
  for (const IpPrefix& prefix : prefixes) network.entries.push_back({prefix, {}, at.place});
  at.file->declarations.networks.push_back(std::move(network));
  return known->second;
}

void Writing::attribute(std::string_view name, TypeKind kind, bool is_required, At at) {
  source::declare_attribute(reading_, *at.file, name, {kind, {}, is_required}, at.place);
}

}  // namespace accessdrift::proxysql
