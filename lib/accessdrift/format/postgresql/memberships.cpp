#include <algorithm>
#include <iterator>
#include <utility>

#include "accessdrift/base/digest.h"
#include "accessdrift/format/postgresql/roles.h"

namespace accessdrift::postgresql {
namespace {

constexpr std::size_t kDigits = 16;

std::string link_text(std::string_view member, std::string_view group) {
  return std::string(member) + kGrants + std::string(group);
}

}  // namespace

void Roles::tell_grants(const std::set<std::string>& roles) {
  std::set<std::string> links;
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
      links.insert(link_text(roles_[one].name, roles_[grant.group].name));
      left.push_back(grant.group);
    }
  }
  Digest digest;
  for (const std::string& link : links) digest.add(link);
  side_ = digest.hex(kDigits) + kGrants;
  reading_.told_apart.insert(side_);
  for (const std::string& link : links) reading_.told_apart.insert(side_ + link);
}

/// Whether another side has no such grant.
bool Roles::is_lacking_elsewhere(const std::string& link) const {
  const std::set<std::string>& told = reading_.told_apart;
  return std::ranges::any_of(told, [&](const std::string& text) {
    const bool is_side = text.find(kGrants) + 1 == text.size() && text != side_;
    return is_side && !told.contains(text + link);
  });
}

/// Of all sides, by member.
std::multimap<std::string, std::string, std::less<>> Roles::grants_of_sides() const {
  std::multimap<std::string, std::string, std::less<>> all;
  for (const std::string& text : reading_.told_apart) {
    const std::size_t begin = text.find(kGrants);
    const std::size_t end = begin == text.npos ? begin : text.find(kGrants, begin + 1);
    if (end != text.npos)
      all.emplace(text.substr(begin + 1, end - begin - 1), text.substr(end + 1));
  }
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
    const std::string link = link_text(member, granted);
    const bool is_here = reading_.told_apart.contains(side_ + link);
    if (is_member ? is_lacking_elsewhere(link) : !is_here) return told_of(member, granted);
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
