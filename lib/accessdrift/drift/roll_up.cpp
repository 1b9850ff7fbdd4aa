#include "accessdrift/drift/roll_up.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

/// Targets with one set of identities and one pair of regions.
struct Group {
  IdentitySet identities;
  Region before;
  Region after;
  bool is_limited = false;
  std::vector<Target> targets;
};

class RollingUp {
 public:
  explicit RollingUp(const Comparison& comparison) : comparison_(comparison) {}

  std::vector<Finding> run() {
    for (const TargetChanges& changes : comparison_.changes) {
      if (changes.is_limited)
        add(changes.target, changes.reach, Diagrams::never(), Diagrams::never(), true);
      for (const RegionPair& pair : changes.pairs)
        add(changes.target, pair.identities, pair.before, pair.after, false);
    }
    std::vector<Finding> findings;
    for (const Group& group : groups_) split_by_actions(group, findings);
    return findings;
  }

 private:
  void add(const Target& target, const IdentitySet& identities, Region before, Region after,
           bool is_limited) {
    std::vector<std::size_t>& alike = by_key_[{before, after, is_limited, identities.hash()}];
    const auto found = std::ranges::find_if(
        alike, [&](std::size_t g) { return groups_[g].identities == identities; });
    if (found != alike.end()) {
      groups_[*found].targets.push_back(target);
      return;
    }
    alike.push_back(groups_.size());
    groups_.push_back({identities, before, after, is_limited, {target}});
  }

  /// Resources of one group with the same actions are one finding.
  void split_by_actions(const Group& group, std::vector<Finding>& findings) const {
    comparison_.universe->diagrams().start_target();
    const auto text = [this](Name name) { return comparison_.after->text(name); };
    std::map<std::string_view, std::pair<Name, std::vector<Name>>>
        actions_of;  // by resource id; targets are sorted already
    for (const Target& target : group.targets) {
      auto& [resource, actions] = actions_of[text(target.resource)];
      resource = target.resource;
      actions.push_back(target.action);
    }
    std::map<std::vector<Name>, std::vector<Name>> resources_with;
    for (auto& [id, entry] : actions_of) resources_with[entry.second].push_back(entry.first);
    for (auto& [actions, resources] : resources_with) {
      Finding finding;
      finding.is_limited = group.is_limited;
      finding.certainty = group.is_limited ? Certainty::May : Certainty::Must;
      finding.kind = group.is_limited
                         ? ChangeKind::Shifted
                         : kind_of(group.before, group.after, comparison_.universe->diagrams());
      finding.before = group.before;
      finding.after = group.after;
      finding.identities = group.identities;
      finding.resources = resources;
      finding.actions = actions;
      findings.push_back(std::move(finding));
    }
  }

  const Comparison& comparison_;
  std::map<std::tuple<Region, Region, bool, std::uint64_t>, std::vector<std::size_t>> by_key_;
  std::vector<Group> groups_;
};

}  // namespace

std::vector<Finding> roll_up(const Comparison& comparison) { return RollingUp(comparison).run(); }

}  // namespace accessdrift
