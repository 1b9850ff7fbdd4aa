#include "accessdrift/drift/roll_up.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

namespace accessdrift {
namespace {

/// Targets with one change.
struct Group {
  AccessChange change;
  bool is_limited = false;
  std::vector<Target> targets;
};

class RollingUp {
 public:
  explicit RollingUp(const Comparison& comparison) : comparison_(comparison) {}

  std::vector<Finding> run() {
    for (const TargetChanges& changes : comparison_.changes) {
      if (changes.is_limited) {
        AccessChange unknown{.identities = changes.reach,
                             .before = Diagrams::never(),
                             .after = Diagrams::never(),
                             .care = Diagrams::never()};
        unknown.certainty = Certainty::May;
        add(changes.target, unknown, true);
      }
      for (const AccessChange& change : changes.changes) add(changes.target, change, false);
    }
    std::vector<Finding> findings;
    for (const Group& group : groups_)
      std::ranges::move(
          findings_of(group.change, group.is_limited, group.targets, *comparison_.after),
          std::back_inserter(findings));
    return findings;
  }

 private:
  /// Two owners stand alone.
  struct Key {
    Region before, after, care, worlds;
    ChangeKind kind = ChangeKind::Shifted;
    Certainty certainty = Certainty::Must;
    bool is_limited = false;
    bool is_by_url = false;
    SideNames owners;
    std::uint64_t identities = 0;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  void add(const Target& target, const AccessChange& change, bool is_limited) {
    const bool has_two_owners = target.resource.before != target.resource.after;
    std::vector<std::size_t>& alike =
        by_key_[{change.before, change.after, change.care, change.worlds, change.kind,
                 change.certainty, is_limited, target.is_by_url(),
                 has_two_owners ? target.resource : SideNames{}, change.identities.hash()}];
    const auto found = std::ranges::find_if(
        alike, [&](std::size_t g) { return groups_[g].change.identities == change.identities; });
    if (found != alike.end()) {
      groups_[*found].targets.push_back(target);
      return;
    }
    alike.push_back(groups_.size());
    groups_.push_back({change, is_limited, {target}});
  }

  const Comparison& comparison_;
  std::map<Key, std::vector<std::size_t>> by_key_;
  std::vector<Group> groups_;
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

std::vector<Finding> roll_up(const Comparison& comparison) { return RollingUp(comparison).run(); }

}  // namespace accessdrift
