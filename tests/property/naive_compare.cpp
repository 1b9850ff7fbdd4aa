#include <algorithm>
#include <map>

#include "naive_addresses.h"

namespace accessdrift::naive {
namespace {

using ByPerson = std::vector<const RequestSet*>;

const RequestSet kNothing;

ByPerson by_person(const std::vector<Holder>& holders, const Side& side) {
  ByPerson all(side.all(), &kNothing);
  for (const Holder& holder : holders) all[holder.person] = &holder.allowed;
  return all;
}

ByPerson by_person(const Access& access, const Target& target, const Side& side) {
  static const std::vector<Holder> kNobody;
  const auto found = access.find(target);
  return by_person(found == access.end() ? kNobody : found->second, side);
}

/// The ids of the resources of both sides, and what they are printed as.
class Printed {
 public:
  Printed(const Side& before, const Side& after) : renamed_(pair_things(before, after)) {
    for (const auto& [b, a] : renamed_) old_of_[a] = b;
  }
  [[nodiscard]] std::string of_before(const std::string& id) const { return id_in(renamed_, id); }
  [[nodiscard]] std::string id_before(const std::string& printed) const {
    return id_in(old_of_, printed);
  }

 private:
  static std::string id_in(const std::map<std::string, std::string>& ids, const std::string& id) {
    const auto found = ids.find(id);
    return found == ids.end() ? id : found->second;
  }

  RenamedThings renamed_;
  std::map<std::string, std::string> old_of_;
};

bool is_found_by_url(const Side& side, const std::string& id, const std::string& action) {
  const auto thing = side.find_thing(id);
  return thing && side.things[*thing].is_found_by_url(action);
}

/// One run of the comparison by URL.
class ComparingByUrl {
 public:
  ComparingByUrl(const Side& before, const Side& after, const std::vector<OwnedAddress>& addresses,
                 const RepresentativeRequests& requests, const std::vector<Pair>& pairs)
      : before_(before),
        after_(after),
        addresses_(addresses),
        pairs_(pairs),
        access_before_(before, requests),
        access_after_(after, requests),
        printed_(before, after) {}

  std::vector<UrlChange> run() {
    using Owners = std::pair<std::optional<std::size_t>, std::optional<std::size_t>>;
    std::map<Owners, std::vector<std::size_t>> by_owners;
    for (std::size_t i = 0; i < addresses_.size(); ++i)
      by_owners[{addresses_[i].before, addresses_[i].after}].push_back(i);
    for (const auto& [owners, addresses] : by_owners) {
      for (const std::string& method : methods_of(owners.first, owners.second))
        compare(addresses, method);
    }
    return std::move(changes_);
  }

 private:
  [[nodiscard]] std::set<std::string> methods_of(const std::optional<std::size_t>& before,
                                                 const std::optional<std::size_t>& after) const {
    std::set<std::string> methods;
    if (before) {
      for (const auto& [method, action] : before_.things[*before].methods) methods.insert(method);
    }
    if (after) {
      for (const auto& [method, action] : after_.things[*after].methods) methods.insert(method);
    }
    return methods;
  }

  /// Of URLs that have the same owners.
  void compare(const std::vector<std::size_t>& addresses, const std::string& method) {
    const OwnedAddress& first = addresses_[addresses.front()];
    UrlTarget target;
    target.method = method;
    if (first.before) {
      target.owner_before = printed_.of_before(before_.things[*first.before].id);
      target.action_before = before_.meaning(*first.before, method).value_or("");
    }
    if (first.after) {
      target.owner_after = after_.things[*first.after].id;
      target.action_after = after_.meaning(*first.after, method).value_or("");
    }
    std::vector<ByPerson> then;
    std::vector<ByPerson> now;
    for (const std::size_t a : addresses) {
      const Attributes told = told_by_url(addresses_[a].address, method);
      then.push_back(allowed(before_, access_before_, first.before, target.action_before, told));
      now.push_back(allowed(after_, access_after_, first.after, target.action_after, told));
    }
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      UrlChange change{i, target, addresses, {}, {}};
      for (std::size_t a = 0; a < addresses.size(); ++a) {
        change.before.push_back(*then[a][pairs_[i].on_before(before_)]);
        change.after.push_back(*now[a][pairs_[i].on_after(after_)]);
      }
      if (change.before != change.after) changes_.push_back(std::move(change));
    }
  }

  [[nodiscard]] static ByPerson allowed(const Side& side, AccessByUrl& access,
                                        const std::optional<std::size_t>& owner,
                                        const std::string& action, const Attributes& of_url) {
    if (!owner || action.empty()) return by_person(std::vector<Holder>(), side);
    return by_person(access.holders({*owner, action, of_url}), side);
  }

  const Side& before_;
  const Side& after_;
  const std::vector<OwnedAddress>& addresses_;
  const std::vector<Pair>& pairs_;
  AccessByUrl access_before_;
  AccessByUrl access_after_;
  Printed printed_;
  std::vector<UrlChange> changes_;
};

}  // namespace

std::vector<Change> compare(const Side& before, const Access& access_before, const Side& after,
                            const Access& access_after, const std::vector<Pair>& pairs) {
  const Printed printed(before, after);
  std::set<Target> targets;  // as printed
  for (const auto& [target, holders] : access_after) targets.insert(target);
  for (const auto& [target, holders] : access_before)
    targets.emplace(printed.of_before(target.first), target.second);
  std::vector<Change> changes;
  for (const Target& target : targets) {
    const Target old{printed.id_before(target.first), target.second};
    if (is_found_by_url(before, old.first, old.second) ||
        is_found_by_url(after, target.first, target.second))
      continue;
    const ByPerson allowed_before = by_person(access_before, old, before);
    const ByPerson allowed_after = by_person(access_after, target, after);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const RequestSet& then = *allowed_before[pairs[i].on_before(before)];
      const RequestSet& now = *allowed_after[pairs[i].on_after(after)];
      if (then != now) changes.push_back({i, target.first, target.second, then, now});
    }
  }
  return changes;
}

std::vector<UrlChange> compare_by_url(const Side& before, const Side& after,
                                      const std::vector<OwnedAddress>& addresses,
                                      const RepresentativeRequests& requests,
                                      const std::vector<Pair>& pairs) {
  return ComparingByUrl(before, after, addresses, requests, pairs).run();
}

}  // namespace accessdrift::naive
