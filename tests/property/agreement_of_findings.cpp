#include <algorithm>
#include <map>
#include <set>

#include "accessdrift/drift/common_changes.h"
#include "agreement.h"

namespace accessdrift::property {
namespace {

/// None alone if it is asked for by its name.
std::vector<Name> methods_of(const AskedAction& action) {
  return action.methods.empty() ? std::vector<Name>{Name{}} : action.methods;
}

}  // namespace

/// Findings expand to exactly the changes, and each has a witness that holds.
std::string Agreement::check_findings() {
  using Key =
      std::tuple<IdentityIndex, SideNames, SideNames, Name, ChangeKind, Region, Region, Region>;
  std::set<Key> expected;
  for (const ProductChange& c : changes_of(comparison_)) {
    for (const Name method : methods_of(c.target.action)) {
      expected.emplace(c.identity, c.target.resource, c.target.action.names, method, c.kind,
                       c.region_before, c.region_after, c.care);
    }
  }
  for (const Finding& finding : roll_up(comparison_)) {
    if (finding.is_limited) continue;  // see `check_limits`
    for (const std::uint32_t identity : finding.identities.numbers()) {
      for (const SideNames& resource : finding.resources) {
        for (const AskedAction& action : finding.actions) {
          for (const Name method : methods_of(action)) {
            const Key key{
                IdentityIndex{identity}, resource,      action.names, method, finding.kind,
                finding.before,          finding.after, finding.care};
            if (expected.erase(key) == 0) return "findings: one has a change too many";
          }
        }
      }
    }
    std::string wrong = check_witness_of(finding);
    if (!wrong.empty()) return "findings: " + wrong;
  }
  return expected.empty() ? std::string() : "findings: they lack a change";
}

/// An outline tells of everybody on every target what the findings do, and has an example of each
/// pair of regions that holds.
std::string Agreement::check_outline() {
  using Key = std::tuple<bool, IdentityIndex, SideNames, SideNames, Name, ChangeKind, Certainty>;
  const auto expanded = [](const std::vector<Finding>& findings) {
    std::multiset<Key> all;
    for (const Finding& finding : findings) {
      for (const std::uint32_t identity : finding.identities.numbers()) {
        for (const SideNames& resource : finding.resources) {
          for (const AskedAction& action : finding.actions) {
            for (const Name method : methods_of(action))
              all.emplace(finding.is_limited, IdentityIndex{identity}, resource, action.names,
                          method, finding.kind, finding.certainty);
          }
        }
      }
    }
    return all;
  };
  const Outline told = outline(comparison_);
  if (expanded(told.findings) != expanded(roll_up(comparison_)))
    return "outline: it tells others than the findings";
  std::set<std::pair<Region, Region>> shown;
  for (const Finding& example : told.examples) {
    shown.emplace(example.before, example.after);
    std::string wrong = check_witness_of(example);
    if (!wrong.empty()) return "outline: " + wrong;
  }
  for (const ProductChange& change : changes_of(comparison_)) {
    if (!shown.contains({change.region_before, change.region_after}))
      return "outline: an example is missing";
  }
  return {};
}

namespace {

/// Those that both sides have by their ids.
std::map<Target, TargetOnSides> targets_on_both(const Comparison& comparison) {
  std::map<Target, TargetOnSides> targets;
  const Snapshot& before = *comparison.before;
  for (std::size_t r = 0; r < before.resources.size(); ++r) {
    const Name printed = comparison.printed(ResourceIndex{r}, SideOf::Before);
    const ResourceIndex after = comparison.resource(printed, SideOf::After);
    if (after.is_none()) continue;
    for (const Name action : before.resource_actions[r]->names) {
      if (comparison.engine_after->coverage().has_action(after, action))
        targets.emplace(Target::by_id(printed, action),
                        TargetOnSides{{ResourceIndex{r}, action}, {after, action}});
    }
  }
  return targets;
}

}  // namespace

namespace {

using Entitlements = std::multiset<std::tuple<std::uint32_t, SideNames, AskedAction, ChangeKind,
                                              Certainty, bool, Region, Region, Region>>;

Entitlements told_by(const std::vector<Finding>& findings) {
  Entitlements told;
  for (const Finding& finding : findings) {
    for (const SideNames& resource : finding.resources) {
      for (const AskedAction& action : finding.actions) {
        for (const std::uint32_t identity : finding.identities.numbers())
          told.emplace(identity, resource, action, finding.kind, finding.certainty,
                       finding.is_limited, finding.before, finding.after, finding.worlds);
      }
    }
  }
  return told;
}

}  // namespace

/// What targets have in common tells of each what it comes to by itself, and findings are the same
/// if they share it.
std::string Agreement::check_common() {
  const auto is_read = [&](std::string_view name) {
    return comparison_.universe->has_attribute(name);
  };
  if (comparison_.urls != nullptr || std::ranges::any_of(kUrlAttributes, is_read)) return {};
  const std::map<Target, TargetOnSides> targets = targets_on_both(comparison_);
  std::vector<TargetOnSides> sides;
  for (const auto& [target, on_sides] : targets) sides.push_back(on_sides);
  CommonChanges common(comparison_, sides);
  if (!common.prepare()) return {};
  SharedChanges shared{common.shared(), {}};
  for (const AccessChange& change : shared.changes) shared.identities |= change.identities;
  const auto of_all = std::make_shared<const SharedChanges>(std::move(shared));
  using Key = std::tuple<std::uint32_t, Region, Region, Region, ChangeKind, Certainty>;
  const auto expanded = [](const Changes& changes) {
    std::multiset<Key> all;
    for (const AccessChange& change : changes.all()) {
      for (const std::uint32_t identity : change.identities.numbers())
        all.emplace(identity, change.before, change.after, change.worlds, change.kind,
                    change.certainty);
    }
    return all;
  };
  std::vector<TargetChanges> sharing = comparison_.changes;
  for (const auto& [target, on_sides] : targets) {
    const auto alone = std::ranges::find(comparison_.changes, target, &TargetChanges::target);
    const bool is_changed = alone != comparison_.changes.end();
    if (is_changed && alone->is_limited) continue;
    comparison_.universe->diagrams().start_target();
    auto own = common.of(on_sides);
    if (!own) continue;
    Changes found(of_all, std::move(own->named), std::move(own->changes));
    if (found.are_none() == is_changed ||
        expanded(found) != expanded(is_changed ? alone->changes : Changes()))
      return "common changes: others than alone on " + text_of(*comparison_.after, target.resource);
    if (is_changed) {
      const auto place = static_cast<std::size_t>(alone - comparison_.changes.begin());
      sharing[place].changes = std::move(found);
    }
  }
  const Entitlements findings = told_by(roll_up(comparison_));
  const Entitlements outlined = told_by(outline(comparison_).findings);
  std::swap(comparison_.changes, sharing);
  const bool are_same = told_by(roll_up(comparison_)) == findings &&
                        told_by(outline(comparison_).findings) == outlined;
  std::swap(comparison_.changes, sharing);
  return are_same ? "" : "common changes: other findings than alone";
}

std::string Agreement::check_witness_of(const Finding& finding) {
  if (is_loose(finding)) return {};
  const auto witness = witnesses_->find(finding);
  if (!witness) return "there is no witness";
  if (const auto disagreement = witnesses_->replay(*witness)) return disagreement->what;
  return witness->by_url ? check_witness_by_url(*witness) : check_witness_by_id(*witness);
}

std::string Agreement::check_witness_of(const ProductChange& change) {
  Finding finding;
  finding.identities.add(change.identity);
  finding.before = change.region_before;
  finding.after = change.region_after;
  finding.care = change.care;
  finding.worlds = change.worlds;
  finding.kind = change.kind;
  finding.certainty = change.certainty;
  finding.resources = {change.target.resource};
  finding.actions = {change.target.action};
  return check_witness_of(finding);
}

std::string Agreement::check_witness_by_id(const Witness& witness) {
  if (witness.before_allows == witness.after_allows)
    return "the witness is decided alike on both sides";
  for (const View* view : {&before_, &after_}) {
    const std::string identity(comparison_.population->id(witness.identity, view->side));
    const bool expected = view == &before_ ? witness.before_allows : witness.after_allows;
    const std::string action = text_of(*comparison_.after, witness.action);
    const std::string resource = resource_on(*view, text_of(*comparison_.after, witness.resource));
    if (view->naive->decide(identity, action, resource, witness.attributes) != expected)
      return "naive refutes" + to_text(witness.attributes);
  }
  return {};
}

/// Those that cover, on a side, a target that changes for somebody.
std::set<std::string> Agreement::policies_of_changes() const {
  std::set<std::string> ids;
  const auto add = [&](const View& view, const std::optional<std::size_t>& thing,
                       const std::string& action) {
    if (!thing || !view.naive->things[*thing].allowed_by.contains(action)) return;
    for (const naive::Rule& rule : view.naive->rules) {
      if (naive::covers(*view.naive, rule, *thing, action)) ids.insert(rule.id);
    }
  };
  for (const naive::Change& change : changes_) {
    for (const View* view : {&before_, &after_})
      add(*view, view->naive->find_thing(resource_on(*view, change.resource)), change.action);
  }
  for (const naive::UrlChange& change : changes_by_url_) {
    const naive::OwnedAddress& one = addresses_[change.addresses.front()];
    add(before_, one.before, change.target.action_before);
    add(after_, one.after, change.target.action_after);
  }
  return ids;
}

std::string Agreement::check_same_policies() {
  const std::set<std::string> changing = policies_of_changes();
  const std::vector<std::string>& same = comparison_.same_policies;
  for (const std::string& id : same) {
    if (changing.contains(id)) return "same policies: not so " + id;
  }
  // What hangs on what cannot be reasoned about, or is over a limit, may seem to change.
  if (is_any_loose() || has_hit_limit_) return {};
  for (const Edit& edit : comparison_.edits) {
    const bool is_of_policy = edit.key.thing == Thing::Policy;
    if (is_of_policy && !changing.contains(edit.key.id) &&
        std::ranges::count(same, edit.key.id) == 0)
      return "same policies: they lack " + edit.key.id;
  }
  return {};
}

}  // namespace accessdrift::property
