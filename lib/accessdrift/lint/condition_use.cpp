#include "accessdrift/lint/condition_use.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "accessdrift/query/asked.h"

namespace accessdrift {
namespace {

/// Where the truth is something, by identity.
AccessMap map_of(const std::vector<PolicyMaps::ClassTruth>& truths, Region Truth::*part,
                 Region requests, Diagrams& diagrams) {
  std::vector<AccessMap::Part> parts;
  parts.reserve(truths.size());
  for (const PolicyMaps::ClassTruth& truth : truths)
    parts.push_back({truth.identities, diagrams.intersect(truth.truth.*part, requests)});
  return canonical(std::move(parts));
}

}  // namespace

ConditionUse::ConditionUse(Linting& linting, PolicyIndex policy)
    : linting_(linting),
      policy_(policy),
      names_anybody_(!linting.engine().policy_maps().named(policy).is_empty()) {
  if (names_anybody_) covered_ = find_covered();
}

std::vector<ConditionUse::Covered> ConditionUse::find_covered() {
  const Snapshot& snapshot = linting_.snapshot();
  const auto& condition = snapshot.conditions[policy_.index()];
  std::vector<std::string> reads;
  if (condition != nullptr)
    reads = attributes_read(*condition, condition->root(), Operator::ResourceAttribute);
  std::map<std::pair<AttributeValues, Region>, Covered> found;
  for (const ResourceAction& target : targets_of(linting_.engine(), policy_)) {
    linting_.engine().universe().diagrams().start_target();
    const Region requests = requests_for(linting_.inquiry(), {target, {}, {}});
    is_limited_ |= linting_.engine().universe().diagrams().is_exhausted();
    if (requests == Diagrams::never()) continue;
    AttributeValues values;
    for (const std::string& attribute : reads)
      values.emplace_back(attribute, snapshot.attribute_of(target.resource, attribute));
    found.try_emplace({std::move(values), requests}, Covered{target.resource, requests});
  }
  std::vector<Covered> covered;
  covered.reserve(found.size());
  for (const auto& [key, one] : found) covered.push_back(one);
  return covered;
}

ConditionUse::Truths ConditionUse::truths(const Expression& part, ResourceIndex resource) {
  auto found = linting_.engine().policy_maps().truths(policy_, part, resource);
  is_limited_ |= !found;
  return found ? std::move(*found) : Truths{};
}

template <typename Holds>
bool ConditionUse::holds_everywhere(Holds&& holds) {
  Diagrams& diagrams = linting_.engine().universe().diagrams();
  return std::ranges::all_of(covered_, [&](const Covered& covered) {
    diagrams.start_target();
    const bool is_so = holds(covered, diagrams);
    is_limited_ |= diagrams.is_exhausted();
    return is_so;
  });
}

bool ConditionUse::is_always_true(const Expression& part) {
  return holds_everywhere([&](const Covered& covered, Diagrams& diagrams) {
    return std::ranges::all_of(truths(part, covered.resource),
                               [&](const PolicyMaps::ClassTruth& of_class) {
                                 return diagrams.includes(of_class.truth.holds, covered.requests);
                               });
  });
}

bool ConditionUse::is_never_true(const Expression& part) {
  return holds_everywhere([&](const Covered& covered, Diagrams& diagrams) {
    return std::ranges::all_of(
        truths(part, covered.resource), [&](const PolicyMaps::ClassTruth& of_class) {
          return diagrams.intersect(of_class.truth.holds, covered.requests) == Diagrams::never();
        });
  });
}

bool ConditionUse::is_never_true_for(const Expression& part, const IdentitySet& identities) {
  return holds_everywhere([&](const Covered& covered, Diagrams& diagrams) {
    return std::ranges::all_of(
        truths(part, covered.resource), [&](const PolicyMaps::ClassTruth& of_class) {
          return !of_class.identities.intersects(identities) ||
                 diagrams.intersect(of_class.truth.holds, covered.requests) == Diagrams::never();
        });
  });
}

bool ConditionUse::are_equal(const Expression& a, const Expression& b) {
  return holds_everywhere([&](const Covered& covered, Diagrams& diagrams) {
    const Truths of_a = truths(a, covered.resource);
    const Truths of_b = truths(b, covered.resource);
    return std::ranges::all_of(std::array{&Truth::holds, &Truth::error}, [&](Region Truth::*part) {
      return map_of(of_a, part, covered.requests, diagrams) ==
             map_of(of_b, part, covered.requests, diagrams);
    });
  });
}

std::vector<IdleCriterion> find_idle(ConditionUse& use, const Expression& condition) {
  std::vector<std::uint32_t> kept = criteria(condition);
  std::vector<IdleCriterion> idle;
  for (const std::uint32_t criterion : criteria(condition)) {
    if (!use.is_always_true(of_criteria(condition, {criterion}))) continue;
    idle.push_back({criterion, true});
    std::erase(kept, criterion);
  }
  for (std::size_t i = kept.size(); i-- > 0 && kept.size() > 1;) {
    std::vector<std::uint32_t> others = kept;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    if (!use.are_equal(of_criteria(condition, others), of_criteria(condition, kept))) continue;
    idle.push_back({kept[i], false});
    kept = std::move(others);
  }
  return idle;
}

bool has_written_condition(const Snapshot& snapshot, PolicyIndex policy) {
  const PolicyDeclaration& declared = *snapshot.policies[policy.index()].it;
  return snapshot.conditions[policy.index()] != nullptr && declared.when &&
         declared.when->is_of_file() && !declared.is_implied;
}

}  // namespace accessdrift
