#include "accessdrift/format/pgbouncer/claims.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace accessdrift::pgbouncer {
namespace {

/// Sets of earlier parts that are told apart.
constexpr std::size_t kMostSets = 32;
/// More are not asked.
constexpr std::size_t kMostTests = 1'000'000;

}  // namespace

Claims::Claims(const Pool& pool) : pool_(pool), instance_(pool.instance()) {
  for (const auto& [name, user] : instance_.users)
    ++(user.secret == Secret::None ? without_secret_ : with_secret_);
}

void Claims::note(const std::vector<std::string>& names, const Reached& reached,
                  const Conditions& match) {
  const auto number = static_cast<std::uint32_t>(asking_.size());
  Asking& asking = asking_.emplace_back(Asking{reached.is_all, {}, match});
  if (!reached.is_all) {
    asking.to.insert(reached.closed.begin(), reached.closed.end());
    asking.to.insert(reached.open.begin(), reached.open.end());
  }
  all_closed_.reset();
  for (const std::string& name : names) {
    const auto [noted, is_new] = asked_.try_emplace(name);
    if (is_new) noted->second.user = find(name);
    const User* const user = noted->second.user;
    if (is_new && user != nullptr)
      ++(user->secret == Secret::None ? asked_without_secret_ : asked_with_secret_);
    noted->second.by.push_back(number);
  }
}

const User* Claims::find(const std::string& name) const {
  const auto user = instance_.users.find(name);
  return user == instance_.users.end() ? nullptr : &user->second;
}

std::vector<std::uint32_t> Claims::asked_by(const std::string& name) const {
  const auto found = asked_.find(name);
  return found == asked_.end() ? std::vector<std::uint32_t>() : found->second.by;
}

/// What others can claim adds nothing to what anybody can.
void Claims::add(Users& to, Asked one) {
  if (are_free(to)) return;
  if (one == Asked{}) to.clear();
  to.insert(std::move(one));
}

/// Those of them who can exist.
Claims::Users Claims::users(const Names& names, bool is_open) {
  if (!names) return all_users(is_open);
  Users found;
  for (const std::string& name : *names) {
    const User* const user = is_open ? nullptr : find(name);
    if (user == nullptr && !is_open) continue;
    tests_ += 1;
    add(found, {asked_by(name), user != nullptr && user->secret == Secret::None});
    if (are_free(found)) break;
    if (found.size() > kMostSets || tests_ > kMostTests) return {Asked{}};
  }
  return found;
}

/// Where users are looked up there is one whom no rule names.
Claims::Users Claims::all_users(bool is_open) {
  if (is_open || asked_with_secret_ < with_secret_) return {Asked{}};
  if (!all_closed_) all_closed_ = all_asked();
  return *all_closed_;
}

/// Of users who are all asked somewhere, or exist before 1.23 only.
Claims::Users Claims::all_asked() {
  tests_ += asked_.size();
  if (tests_ > kMostTests) return {Asked{}};
  Users found;
  const bool is_one_free = asked_without_secret_ < without_secret_;
  if (is_one_free) found.insert({{}, true});
  for (const auto& [name, noted] : asked_) {
    if (noted.user == nullptr) continue;
    const bool is_without = noted.user->secret == Secret::None;
    if (is_without && is_one_free) continue;
    found.insert({noted.by, is_without});
    if (found.size() > kMostSets) return {Asked{}};
  }
  return found;
}

bool Claims::is_about(const Asking& asking, const std::string& resource) const {
  if (asking.to.contains(resource)) return true;
  return asking.is_of_all && resource != instance_.id(kReplication);
}

/// By which parts users are asked there; one that asks wherever the claim is made leaves none of
/// them.
Claims::Users Claims::asked_at(const std::string& resource, const Users& users,
                               const Conditions& match) {
  const auto is_met = [&](const std::string& one) {
    return std::ranges::find(match, one) != match.end();
  };
  Users there;
  for (const Asked& one : users) {
    tests_ += one.by.size() + 1;
    if (tests_ > kMostTests) return {Asked{}};
    Asked here{{}, one.is_without_secret};
    bool is_turned_away = false;
    for (const std::uint32_t number : one.by) {
      if (!is_about(asking_[number], resource)) continue;
      here.by.push_back(number);
      is_turned_away = is_turned_away || std::ranges::all_of(asking_[number].match, is_met);
    }
    if (!is_turned_away) add(there, std::move(here));
  }
  return there;
}

/// Each by itself, but for the console.
std::vector<std::string> Claims::databases_of(const std::vector<std::string>& to) const {
  std::vector<std::string> all;
  for (const std::string& resource : to) {
    if (resource != instance_.id(kPool)) {
      all.push_back(resource);
      continue;
    }
    for (const std::string& database : pool_.databases())
      all.push_back(pool_.resource_of(database));
    if (!instance_.fallback) continue;
    for (const std::string_view other : {kOthers, kOwn}) all.push_back(pool_.resource_of(other));
  }
  return all;
}

void Claims::add_databases(const std::vector<std::string>& to, const Users& users,
                           const Conditions& match, Where& where) {
  Where found;
  bool is_everywhere = true;
  if (are_free(users)) {
    found[Asked{}] = to;
  } else {
    for (const std::string& resource : databases_of(to)) {
      const Users there = asked_at(resource, users, match);
      is_everywhere = is_everywhere && !there.empty();
      for (const Asked& one : there) found[one].push_back(resource);
    }
    if (found.size() > kMostSets) found = {{Asked{}, to}};
    if (found.size() == 1 && is_everywhere) found.begin()->second = to;
  }
  for (auto& [asked, resources] : found) {
    std::vector<std::string>& all = where[asked];
    std::ranges::move(resources, std::back_inserter(all));
  }
}

/// Who claims the name of an admin administers it.
void Claims::add_console(const Names& names, bool is_open, const Conditions& match,
                         std::vector<Claim>& claims) {
  const auto add = [&](std::string_view action, const std::vector<std::string>& of_action) {
    std::vector<std::string> some;
    std::ranges::copy_if(of_action, std::back_inserter(some), [&](const std::string& name) {
      return !names || std::ranges::find(*names, name) != names->end();
    });
    for (const Asked& one : asked_at(pool_.console(), users(some, is_open), match)) {
      claims.push_back(claim(one, {pool_.console()}));
      claims.back().action = action;
    }
  };
  std::vector<std::string> admins, all;
  for (const Written& user : instance_.admins) admins.push_back(user.text);
  all = admins;
  for (const Written& user : instance_.stats) all.push_back(user.text);
  add("connect", all);
  add("administer", admins);
}

Claim Claims::claim(const Asked& asked, std::vector<std::string> to) const {
  Claim made;
  made.to = std::move(to);
  made.is_without_secret = asked.is_without_secret;
  if (asked.is_without_secret) made.when.push_back(not_since_1_23());
  for (const std::uint32_t number : asked.by)
    made.when.push_back(fmt::format("!({})", fmt::join(asking_[number].match, " && ")));
  return made;
}

std::vector<Claim> Claims::of(const Names& names, const Reached& reached, const Conditions& match) {
  std::vector<Claim> claims, of_console;
  Where where;
  for (const bool is_open : {false, true}) {
    std::vector<std::string> to = is_open ? reached.open : reached.closed;
    if (std::erase(to, pool_.console()) > 0) add_console(names, is_open, match, of_console);
    if (!to.empty()) add_databases(to, users(names, is_open), match, where);
  }
  for (auto& [asked, to] : where) claims.push_back(claim(asked, std::move(to)));
  std::ranges::move(of_console, std::back_inserter(claims));
  return claims;
}

}  // namespace accessdrift::pgbouncer
