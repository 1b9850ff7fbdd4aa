#include <algorithm>
#include <utility>

#include "accessdrift/format/postgresql/roles.h"

namespace accessdrift::postgresql {
namespace {

/// A member, and what it is granted.
constexpr std::string_view kGrants = "grants";

}  // namespace

void Roles::tell_grants(const std::set<std::string>& roles) {
  links_.clear();
  std::set<std::uint32_t> met;
  std::vector<std::uint32_t> left;
  for (const std::string& role : roles) {
    const auto known = by_name_.find(role);
    if (known != by_name_.end()) left.push_back(known->second);
  }
  while (!left.empty()) {
    const std::uint32_t one = left.back();
    left.pop_back();
    if (!met.insert(one).second) continue;
    for (const std::size_t at : grants_of_[one]) {
      const Grant& grant = grants_[at];
      if (grant.is_revoked) continue;
      links_.insert({roles_[one].name, roles_[grant.group].name});
      left.push_back(grant.group);
    }
  }
  reading_.between.tell_all(kGrants, source::side_of(reading_), links_);
}

/// Of all sides, by member.
std::multimap<std::string, std::string, std::less<>> Roles::grants_of_sides() const {
  std::multimap<std::string, std::string, std::less<>> all;
  for (const BetweenSides::Item& link : reading_.between.told(kGrants))
    all.emplace(link.front(), link.back());
  return all;
}

/// The grants by which a role is a member of another one where all sides' are taken together, the
/// role's own first; a shortest such path.
std::vector<std::pair<std::string, std::string>> Roles::path_of_sides(
    std::string_view role, std::string_view group) const {
  const auto grants = grants_of_sides();
  std::map<std::string, std::string, std::less<>> from = {{std::string(role), {}}};
  std::vector<std::string> order = {std::string(role)};
  for (std::size_t i = 0; i < order.size() && !from.contains(group); ++i) {
    const auto [first, last] = grants.equal_range(order[i]);
    for (auto link = first; link != last; ++link) {
      if (from.try_emplace(link->second, order[i]).second) order.push_back(link->second);
    }
  }
  std::vector<std::pair<std::string, std::string>> path;
  if (!from.contains(group)) return path;
  for (std::string at(group); at != role; at = from.find(at)->second)
    path.emplace_back(from.find(at)->second, at);
  std::ranges::reverse(path);
  return path;
}

Roles::Told Roles::membership(std::string_view role, std::string_view group) {
  const bool is_member = this->is_member(role, group) == Certainty::Yes;
  const auto path = path_of_sides(role, group);
  for (const auto& [member, granted] : path) {
    const BetweenSides::Item link = {member, granted};
    const bool is_here = links_.contains(link);
    const bool tells =
        is_member ? is_here && reading_.between.does_some_side_lack(kGrants, link) : !is_here;
    if (tells) return told_of(member, granted);
  }
  return path.empty() ? told_of(std::string(role), std::string(group))
                      : told_of(path.front().first, path.front().second);
}

/// A grant, what revoked it, or the role to which it is not given.
Roles::Told Roles::told_of(const std::string& member, const std::string& group) const {
  const auto known = by_name_.find(member);
  const auto granted = by_name_.find(group);
  if (known == by_name_.end()) return {};
  const Role& role = roles_[known->second];
  if (granted != by_name_.end()) {
    const auto at = grant_of_.find({granted->second, known->second});
    if (at != grant_of_.end()) {
      const Grant& grant = grants_[at->second];
      if (!grant.is_revoked) return {grant.file, grant.place};
      if (grant.revoked_in != nullptr) return {grant.revoked_in, grant.revoked_place};
    }
  }
  return {role.file, role.key};
}

}  // namespace accessdrift::postgresql
