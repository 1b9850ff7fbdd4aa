#include "accessdrift/engine/possible_members.h"

#include <algorithm>
#include <queue>

#include "accessdrift/base/text.h"
#include "accessdrift/engine/domain.h"

namespace accessdrift {

namespace {

Region until(Region region, Instant end, Universe& universe) {
  if (end >= kEndOfTime) return region;
  return universe.diagrams().intersect(region, universe.before(end));
}

}  // namespace

PossibleMembers::PossibleMembers(const GroupClosure& groups, Universe& universe)
    : snapshot_(groups.snapshot()),
      population_(groups.population()),
      side_(groups.side()),
      groups_(groups),
      universe_(universe) {
  if (snapshot_.unlisted.empty()) return;
  is_open_.resize(snapshot_.groups.size());
  for (const GroupIndex group : snapshot_.open_groups) is_open_[group.index()] = true;
  IdentitySet representatives;
  for (std::size_t u = snapshot_.declared_users(); u < snapshot_.users.size(); ++u) {
    const IdentityIndex identity = population_.identity(UserIndex{u}, side_);
    unlisted_.add(identity);
    if (snapshot_.is_representative(UserIndex{u})) representatives.add(identity);
  }
  others_ = (groups.active() & population_.people()) - representatives;
  others_ -= IdentitySet::first(1);  // anonymous
}

bool PossibleMembers::is_source(GroupIndex group) const {
  return is_open_[group.index()] || snapshot_.rules[group.index()] != nullptr;
}

PossibleMembers::Found PossibleMembers::of(GroupIndex group) {
  Found found;
  if (unlisted_.is_empty()) return found;
  for (const Source& source : sources_in(group)) {
    if (is_open_[source.group.index()]) add_further_members(source, found);
    if (snapshot_.rules[source.group.index()] != nullptr) add_by_rule(source, found);
  }
  return found;
}

const std::vector<PossibleMembers::Source>& PossibleMembers::sources_in(GroupIndex group) {
  const auto [at, is_new] = sources_.try_emplace(group);
  if (is_new) at->second = find_sources(group);
  return at->second;
}

/// The one that is inside longest is settled first: of a path the earliest end counts, of several
/// paths the latest.
std::vector<PossibleMembers::Source> PossibleMembers::find_sources(GroupIndex group) const {
  const auto ends_earlier = [](const Source& a, const Source& b) { return a.end < b.end; };
  std::priority_queue<Source, std::vector<Source>, decltype(ends_earlier)> open(ends_earlier);
  open.push({group, kEndOfTime});
  std::vector<bool> is_settled(snapshot_.groups.size(), false);
  std::vector<Source> sources;
  while (!open.empty()) {
    const Source one = open.top();
    open.pop();
    if (is_settled[one.group.index()]) continue;
    is_settled[one.group.index()] = true;
    if (is_source(one.group)) sources.push_back(one);
    for (const GroupClosure::Nested& inside : groups_.inside(one.group))
      open.push({inside.group, std::min(one.end, inside.end)});
  }
  return sources;
}

void PossibleMembers::add_further_members(const Source& source, Found& found) {
  found.open_groups.insert(population_.printed_group(source.group, side_));
  const std::string attribute = population_.further_member_of(source.group, side_);
  const Region among = universe_.where(
      attribute, [](const std::optional<Value>& value) { return value == Value{true}; });
  found.parts.push_back({eligible(source.group), until(among, source.end, universe_)});
}

const IdentitySet& PossibleMembers::eligible(GroupIndex group) {
  const GroupDeclaration& declared = *snapshot_.groups[group.index()].it;
  if (declared.within.empty()) return others_;
  const auto [at, is_new] = eligible_.try_emplace(group);
  if (!is_new) return at->second;
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t identity : others_.numbers()) {
    const UserIndex user = population_.user(IdentityIndex{identity}, side_);
    if (can_be_further_member(snapshot_, user, declared)) inside.push_back(identity);
  }
  return at->second = IdentitySet::of(inside);
}

void PossibleMembers::add_by_rule(const Source& source, Found& found) {
  const Expression rule = with_user_told(*snapshot_.rules[source.group.index()]);
  const Channels channels{{universe_.care(), std::nullopt}};
  const std::optional<Truth> truth =
      compile_condition(rule, snapshot_, universe_, {{}, {}, channels}, known_tests_);
  found.is_limited |= !truth;
  if (!truth) return;
  found.parts.push_back({unlisted_, until(truth->holds, source.end, universe_)});
}

}  // namespace accessdrift
