#include "accessdrift/drift/roll_up.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
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
    for (const AccessChange& change : changes.changes) add(changes.target, change, false);
  }

  void add(const Target& target, const AccessChange& change, bool is_limited) {
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
      return;
    }
    alike->push_back(groups_.size());
    groups_.push_back({change, is_limited, {target}});
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
};

/// Everybody whose access to the target changes in one way.
struct OneWay {
  ChangeKind kind = ChangeKind::Shifted;
  Certainty certainty = Certainty::Must;
  IdentitySet identities;
};

std::vector<OneWay> ways_of(const TargetChanges& changes) {
  std::vector<OneWay> ways;
  for (const AccessChange& change : changes.changes) {
    const auto known = std::ranges::find_if(ways, [&](const OneWay& way) {
      return way.kind == change.kind && way.certainty == change.certainty;
    });
    if (known == ways.end()) {
      ways.push_back({change.kind, change.certainty, change.identities});
    } else {
      known->identities |= change.identities;
    }
  }
  return ways;
}

/// One change of each set of identities and pair of regions.
class Examples {
 public:
  void add(const Target& target, const AccessChange& change) {
    const SideNames& resource = target.resource;
    std::vector<IdentitySet>& met = met_[{
        change.before, change.after, change.care, change.worlds, change.kind, target.is_by_url(),
        resource.before == resource.after ? SideNames{} : resource, change.identities.sketch()}];
    if (std::ranges::find(met, change.identities) != met.end()) return;
    met.push_back(change.identities);
    Finding example;
    static_cast<AccessChange&>(example) = change;
    example.identities = IdentitySet();
    example.identities.add(change.identities.smallest());
    example.resources = {target.resource};
    example.actions = {target.action};
    examples.push_back(std::move(example));
  }

  std::vector<Finding> examples;

 private:
  std::map<std::tuple<Region, Region, Region, Region, ChangeKind, bool, SideNames, std::uint64_t>,
           std::vector<IdentitySet>>
      met_;
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
  for (const TargetChanges& changes : comparison.changes) {
    for (const AccessChange& change : changes.changes) examples.add(changes.target, change);
    if (changes.is_limited || changes.target.is_by_url()) {
      rolling.add(changes);
      continue;
    }
    for (OneWay& way : ways_of(changes)) {
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
