#include "accessdrift/drift/roll_up.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

/// Targets with one change.
struct Group {
  AccessChange change;
  bool is_limited = false;
  std::vector<Target> targets;
};

/// Of a limited target: who may be decided otherwise, nobody knows when.
AccessChange unknown_change(const TargetChanges& changes) {
  AccessChange unknown{.identities = changes.reach,
                       .before = Diagrams::never(),
                       .after = Diagrams::never(),
                       .care = Diagrams::never()};
  unknown.certainty = Certainty::May;
  return unknown;
}

class RollingUp {
 public:
  explicit RollingUp(const Snapshot& texts) : texts_(texts) {}

  void add(const TargetChanges& changes) {
    if (changes.is_limited) add(changes.target, unknown_change(changes), true);
    const SideNames& resource = changes.target.resource;
    const bool is_like_others = !changes.target.is_by_url() && resource.before == resource.after;
    auto* const of_shared =
        is_like_others ? &group_of_shared_[changes.changes.shared().get()] : nullptr;
    changes.changes.each([&](const AccessChange& change, std::optional<std::size_t> place) {
      if (!place || of_shared == nullptr) {
        add(changes.target, change, false);
        return;
      }
      const auto known = of_shared->find(*place);
      if (known != of_shared->end()) {
        groups_[known->second].targets.push_back(changes.target);
      } else {
        of_shared->emplace(*place, add(changes.target, change, false));
      }
    });
  }

  /// The place of its group.
  std::size_t add(const Target& target, const AccessChange& change, bool is_limited) {
    const bool has_two_owners = target.resource.before != target.resource.after;
    Key key{change.before,
            change.after,
            change.care,
            change.worlds,
            change.kind,
            change.certainty,
            is_limited,
            target.is_by_url(),
            has_two_owners ? target.resource : SideNames{},
            change.identities.sketch(),
            false};
    std::vector<std::size_t>* alike = &by_key_[key];
    std::optional<std::size_t> found = find(change.identities, *alike);
    if (!found && alike->size() >= kCrowded) {
      key.identities = change.identities.hash();
      key.is_crowded = true;
      alike = &by_key_[key];
      found = find(change.identities, *alike);
    }
    if (found) {
      groups_[*found].targets.push_back(target);
      return *found;
    }
    alike->push_back(groups_.size());
    groups_.push_back({change, is_limited, {target}});
    return alike->back();
  }

  [[nodiscard]] std::vector<Finding> findings() const {
    std::vector<Finding> findings;
    for (const Group& group : groups_)
      std::ranges::move(findings_of(group.change, group.is_limited, group.targets, texts_),
                        std::back_inserter(findings));
    return findings;
  }

 private:
  /// So many sets of one sketch are looked through; more have a key each.
  static constexpr std::size_t kCrowded = 16;

  /// Two owners stand alone.
  struct Key {
    Region before, after, care, worlds;
    ChangeKind kind = ChangeKind::Shifted;
    Certainty certainty = Certainty::Must;
    bool is_limited = false;
    bool is_by_url = false;
    SideNames owners;
    std::uint64_t identities = 0;
    bool is_crowded = false;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  [[nodiscard]] std::optional<std::size_t> find(const IdentitySet& identities,
                                                const std::vector<std::size_t>& among) const {
    const auto found = std::ranges::find_if(
        among, [&](std::size_t g) { return groups_[g].change.identities == identities; });
    return found == among.end() ? std::nullopt : std::optional(*found);
  }

  const Snapshot& texts_;
  std::map<Key, std::vector<std::size_t>> by_key_;
  std::vector<Group> groups_;
  /// By place, those of shared changes that were added as they are.
  std::map<const SharedChanges*, std::map<std::size_t, std::size_t>> group_of_shared_;
};

/// Everybody whose access to the target changes in one way.
struct OneWay {
  ChangeKind kind = ChangeKind::Shifted;
  Certainty certainty = Certainty::Must;
  IdentitySet identities;
};

std::vector<OneWay>::iterator find_way(std::vector<OneWay>& ways, ChangeKind kind,
                                       Certainty certainty) {
  return std::ranges::find_if(
      ways, [&](const OneWay& way) { return way.kind == kind && way.certainty == certainty; });
}

std::vector<OneWay> ways_of(const std::vector<AccessChange>& changes) {
  std::vector<OneWay> ways;
  for (const AccessChange& change : changes) {
    const auto known = find_way(ways, change.kind, change.certainty);
    if (known == ways.end()) {
      ways.push_back({change.kind, change.certainty, change.identities});
    } else {
      known->identities |= change.identities;
    }
  }
  return ways;
}

/// What is shared is looked at once.
class Ways {
 public:
  [[nodiscard]] std::vector<OneWay> of(const Changes& changes) {
    std::vector<OneWay> ways = ways_of(changes.own());
    if (changes.shared() == nullptr) return ways;
    const auto [known, is_new] = of_shared_.try_emplace(changes.shared().get());
    if (is_new) known->second = ways_of(changes.shared()->changes);
    for (const OneWay& shared : known->second) {
      auto own = find_way(ways, shared.kind, shared.certainty);
      if (own == ways.end()) own = ways.insert(own, {shared.kind, shared.certainty, {}});
      own->identities = joined(shared.identities, changes.but_for(), own->identities);
    }
    std::erase_if(ways, [](const OneWay& way) { return way.identities.is_empty(); });
    return ways;
  }

 private:
  /// Most often all who are left out come again.
  static IdentitySet joined(const IdentitySet& shared, const IdentitySet& but_for,
                            const IdentitySet& own) {
    const bool are_same = (but_for & shared).is_subset_of(own) && own.is_subset_of(shared);
    return are_same ? shared : (shared - but_for) | own;
  }

  std::map<const SharedChanges*, std::vector<OneWay>> of_shared_;
};

/// One change of each pair of regions.
class Examples {
 public:
  void add(const Target& target, const Changes& changes) {
    for (const AccessChange& change : changes.own()) add(target, change);
    if (changes.shared() == nullptr) return;
    const auto& shared = changes.shared()->changes;
    const auto [known, is_new] = untold_.try_emplace(changes.shared().get());
    if (is_new) {
      known->second.resize(shared.size());
      std::iota(known->second.begin(), known->second.end(), std::size_t{0});
    }
    std::erase_if(known->second, [&](std::size_t place) {
      AccessChange change = shared[place];
      change.identities -= changes.but_for();
      const bool is_here = !change.identities.is_empty();
      if (is_here) add(target, change);
      return is_here;
    });
  }

  std::vector<Finding> examples;

 private:
  void add(const Target& target, const AccessChange& change) {
    const SideNames& resource = target.resource;
    const bool is_new = met_.insert({change.before, change.after, change.care, change.worlds,
                                     change.kind, target.is_by_url(),
                                     resource.before == resource.after ? SideNames{} : resource})
                            .second;
    if (!is_new) return;
    Finding example;
    static_cast<AccessChange&>(example) = change;
    example.identities = IdentitySet();
    example.identities.add(change.identities.smallest());
    example.resources = {target.resource};
    example.actions = {target.action};
    examples.push_back(std::move(example));
  }

  std::map<const SharedChanges*, std::vector<std::size_t>> untold_;  ///< places
  std::set<std::tuple<Region, Region, Region, Region, ChangeKind, bool, SideNames>> met_;
};

/// Methods of one meaning are one.
void add_action(const AskedAction& action, std::vector<AskedAction>& actions,
                const Snapshot& texts) {
  const auto known = std::ranges::find(actions, action.names, &AskedAction::names);
  if (known == actions.end()) return actions.push_back(action);
  known->methods.insert(known->methods.end(), action.methods.begin(), action.methods.end());
  std::ranges::sort(known->methods, {}, [&](Name method) { return texts.text(method); });
}

}  // namespace

std::vector<Finding> findings_of(const AccessChange& change, bool is_limited,
                                 const std::vector<Target>& targets, const Snapshot& texts) {
  // By text of the resource.
  std::map<std::string, std::pair<SideNames, std::vector<AskedAction>>> actions_of;
  for (const Target& target : targets) {
    auto& [resource, actions] = actions_of[text_of(texts, target.resource)];
    resource = target.resource;
    add_action(target.action, actions, texts);
  }
  std::map<std::vector<AskedAction>, std::vector<SideNames>> resources_with;
  for (auto& [id, entry] : actions_of) {
    std::ranges::sort(entry.second, {},
                      [&](const AskedAction& one) { return text_of(texts, one); });
    resources_with[entry.second].push_back(entry.first);
  }
  std::vector<Finding> findings;
  findings.reserve(resources_with.size());
  for (auto& [actions, resources] : resources_with)
    findings.push_back({change, is_limited, resources, actions});
  return findings;
}

std::vector<Finding> roll_up(const Comparison& comparison) {
  RollingUp rolling(*comparison.after);
  for (const TargetChanges& changes : comparison.changes) rolling.add(changes);
  return rolling.findings();
}

Outline outline(const Comparison& comparison) {
  RollingUp rolling(*comparison.after);
  Examples examples;
  Ways ways;
  for (const TargetChanges& changes : comparison.changes) {
    examples.add(changes.target, changes.changes);
    if (changes.is_limited || changes.target.is_by_url()) {
      rolling.add(changes);
      continue;
    }
    for (OneWay& way : ways.of(changes.changes)) {
      rolling.add(changes.target,
                  {.identities = std::move(way.identities),
                   .before = Diagrams::never(),
                   .after = Diagrams::never(),
                   .care = Diagrams::never(),
                   .kind = way.kind,
                   .certainty = way.certainty},
                  false);
    }
  }
  return {rolling.findings(), std::move(examples.examples)};
}

}  // namespace accessdrift
