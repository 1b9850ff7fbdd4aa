#include <algorithm>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift::native {
namespace {

using ActionNames = std::shared_ptr<const std::vector<Name>>;

/// Resources, every one behind its children.
std::vector<ResourceIndex> children_first(const Snapshot& side) {
  std::vector<ResourceIndex> order;
  order.reserve(side.resources.size());
  for (std::size_t i = 0; i < side.resources.size(); ++i) {
    if (side.parents[i].is_none()) order.push_back(ResourceIndex{i});
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    const std::vector<ResourceIndex>& children = side.children[order[at].index()];
    order.insert(order.end(), children.begin(), children.end());
  }
  std::ranges::reverse(order);
  return order;
}

ActionNames sorted_names(const Snapshot::Actions& actions) {
  std::vector<Name> names = actions.names;
  std::ranges::sort(names);
  return std::make_shared<const std::vector<Name>>(std::move(names));
}

ActionNames unite(const ActionNames& a, const ActionNames& b) {
  if (!a || a == b || std::ranges::includes(*b, *a)) return b;
  if (!b || std::ranges::includes(*a, *b)) return a;
  std::vector<Name> both;
  std::ranges::set_union(*a, *b, std::back_inserter(both));
  return std::make_shared<const std::vector<Name>>(std::move(both));
}

/// By resource: the actions that it or a descendant has, sorted; equal ones are shared as far as
/// that is cheap.
std::vector<ActionNames> actions_below(const Snapshot& side) {
  std::unordered_map<const Snapshot::Actions*, ActionNames> own;
  std::vector<ActionNames> below(side.resources.size());
  for (const ResourceIndex resource : children_first(side)) {
    const Snapshot::Actions* const actions = side.resource_actions[resource.index()].get();
    ActionNames& names = own[actions];
    if (!names) names = sorted_names(*actions);
    ActionNames& all = below[resource.index()];
    all = unite(all, names);
    const ResourceIndex parent = side.parents[resource.index()];
    if (!parent.is_none()) below[parent.index()] = unite(below[parent.index()], all);
  }
  return below;
}

void check_to(Validation& validation, const Declared<PolicyDeclaration>& policy, GlobIndex& globs) {
  const Snapshot& side = validation.snapshot;
  const auto where = [&] { return "`to` of " + named("policy", side.text(policy->id)); };
  for (const NamePlace& item : policy->to) {
    const std::string_view text = side.text(item.name);
    if (!is_glob(text)) {
      if (!side.resource_by_name.find(item.name).is_none()) continue;
      report_missing(validation, Kind::Resource, item.name, where(), policy.span(item.place));
    } else if (globs.matches(item.name).empty()) {
      report(validation, "glob-matches-nothing",
             "the pattern " + quoted(text) + " in " + where() + " matches no resource",
             policy.span(item.place))
          .label = "matches no resource";
    }
  }
}

void check_policy_scopes(Validation& validation, const Declared<PolicyDeclaration>& policy) {
  const Snapshot& side = validation.snapshot;
  for (const NamePlace& scope : policy->scopes) {
    if (side.brought_by.contains(scope.name)) continue;
    report_missing(validation, Kind::Scope, scope.name,
                   "`scopes` of " + named("policy", side.text(policy->id)),
                   policy.span(scope.place));
  }
}

/// An action is good if a resource that the policy reaches has it.
class PolicyActionCheck {
 public:
  explicit PolicyActionCheck(Validation& validation)
      : validation_(validation), below_(actions_below(validation.snapshot)) {}

  void check(PolicyIndex index) {
    const Snapshot& side = validation_.snapshot;
    const Declared<PolicyDeclaration>& policy = side.policies[index.index()];
    const std::vector<ResourceIndex>& reached = side.policy_resources[index.index()];
    const std::optional<std::vector<NamePlace>>& actions = policy->actions;
    // What another system's role allows may be nothing that is there.
    if (!actions || reached.empty() || !policy.file->is_native()) return;
    for (const NamePlace& action : *actions) {
      const bool is_had = std::ranges::any_of(reached, [&](ResourceIndex resource) {
        return std::ranges::binary_search(*below_[resource.index()], action.name);
      });
      if (!is_had) report_action(policy, reached, action);
    }
  }

 private:
  void report_action(const Declared<PolicyDeclaration>& policy,
                     const std::vector<ResourceIndex>& reached, const NamePlace& action) {
    const Snapshot& side = validation_.snapshot;
    ActionNames all;
    for (const ResourceIndex resource : reached) all = unite(all, below_[resource.index()]);
    std::vector<std::string_view> texts;
    for (const Name name : *all) texts.push_back(side.text(name));
    const std::string_view text = side.text(action.name);
    Diagnostic& diagnostic = report(validation_, "unknown-action",
                                    "no resource that " + named("policy", side.text(policy->id)) +
                                        " reaches has the action " + quoted(text),
                                    policy.span(action.place));
    diagnostic.label = "no such action there";
    diagnostic.help = validation_.suggestions.among(text, texts);
  }

  Validation& validation_;
  std::vector<ActionNames> below_;
};

}  // namespace

void validate_policies(Validation& validation) {
  GlobIndex globs(validation.snapshot);
  for (const Declared<PolicyDeclaration>& policy : validation.snapshot.policies) {
    check_to(validation, policy, globs);
    check_policy_scopes(validation, policy);
  }
}

void validate_policy_actions(Validation& validation) {
  PolicyActionCheck actions(validation);
  for (std::size_t i = 0; i < validation.snapshot.policies.size(); ++i)
    actions.check(PolicyIndex{i});
}

}  // namespace accessdrift::native
