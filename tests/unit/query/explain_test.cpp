#include "accessdrift/query/explain.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace accessdrift {
namespace {

struct Criterion {
  CriterionKind kind;
  Mark mark;
  bool reads_request = false;
};

/// Policies 0, 1, … with the given effects and criteria.
class Case {
 public:
  Case& policy(Effect effect, const std::vector<Criterion>& criteria) {
    PolicyTrace trace;
    trace.policy = PolicyIndex{decision_.policies.size()};
    for (const Criterion& criterion : criteria) {
      CriterionTrace part;
      part.kind = criterion.kind;
      part.mark = criterion.mark;
      if (criterion.reads_request) part.attributes = {"auth.mfa"};
      trace.criteria.push_back(part);
    }
    decision_.policies.push_back(trace);
    auto declaration = std::make_unique<PolicyDeclaration>();
    declaration->effect = effect;
    snapshot_.policies.push_back({declaration.get(), nullptr});
    snapshot_.policy_standing.emplace_back();
    declarations_.push_back(std::move(declaration));
    return *this;
  }

  Case& takes_effect() {
    decision_.policies.back().takes_effect = true;
    return *this;
  }
  /// The first policies are a set in which every gate must allow.
  Case& gates(std::uint32_t count) {
    set_ = std::make_unique<SetDeclaration>();
    set_->combine = Combine::AllOf;
    snapshot_.sets.push_back({set_.get(), nullptr});
    snapshot_.set_standing.emplace_back();
    for (std::uint32_t p = 0; p < count; ++p)
      snapshot_.policy_standing[p] = {SetIndex{std::size_t{0}}, p};
    return *this;
  }

  [[nodiscard]] std::vector<std::uint32_t> order() const {
    std::vector<std::uint32_t> order;
    for (const NearMiss& miss : near_misses(decision_, snapshot_))
      order.push_back(miss.policy.number);
    return order;
  }
  [[nodiscard]] NearMiss first() const { return near_misses(decision_, snapshot_).front(); }

 private:
  Decision decision_;
  Snapshot snapshot_;
  std::vector<std::unique_ptr<PolicyDeclaration>> declarations_;
  std::unique_ptr<SetDeclaration> set_;
};

constexpr Criterion kResource{CriterionKind::Resource, Mark::Ok};
constexpr Criterion kIdentityFails{CriterionKind::Identity, Mark::Fail};
constexpr Criterion kActionFails{CriterionKind::Action, Mark::Fail};
constexpr Criterion kMfaFails{CriterionKind::Condition, Mark::Fail, true};
constexpr Criterion kMfaOpen{CriterionKind::Condition, Mark::Open, true};
constexpr Criterion kDepartmentFails{CriterionKind::Condition, Mark::Fail, false};
constexpr Criterion kScopesFail{CriterionKind::Scopes, Mark::Fail};

using Order = std::vector<std::uint32_t>;

TEST_CASE("near_misses: fewest failed criteria first") {
  Case made;
  made.policy(Effect::Allow, {kResource, kIdentityFails, kMfaFails});
  made.policy(Effect::Allow, {kResource, kActionFails});
  made.policy(Effect::Allow, {kResource, kMfaOpen});
  CHECK(made.order() == Order{2, 1, 0});
}

TEST_CASE(
    "near_misses: what the user can change before what an administrator can before another "
    "policy") {
  Case made;
  made.policy(Effect::Allow, {kResource, kActionFails});
  made.policy(Effect::Allow, {kResource, kIdentityFails});
  made.policy(Effect::Allow, {kResource, kDepartmentFails});
  made.policy(Effect::Allow, {kResource, kMfaFails});
  made.policy(Effect::Allow, {kResource, kScopesFail});
  CHECK(made.order() == Order{3, 4, 1, 2, 0});
}

TEST_CASE(
    "near_misses: neither denies nor policies on other resources nor those that take effect") {
  Case made;
  made.policy(Effect::Deny, {kResource, kIdentityFails});
  made.policy(Effect::Allow, {{CriterionKind::Resource, Mark::Fail}});
  made.policy(Effect::Allow, {kResource}).takes_effect();
  CHECK(made.order().empty());
}

TEST_CASE("near_misses: failed and open criteria apart and errors count as failed") {
  Case made;
  made.policy(Effect::Allow, {kResource, {CriterionKind::Condition, Mark::Error, true}, kMfaOpen});
  CHECK(made.first().failed == Order{1});
  CHECK(made.first().open == Order{2});
}

TEST_CASE("near_misses: first by which alone the request would be allowed") {
  Case made;
  made.policy(Effect::Allow, {kResource}).takes_effect();
  made.policy(Effect::Allow, {kResource, kIdentityFails, kMfaFails});
  made.policy(Effect::Allow, {kResource, kIdentityFails});
  made.gates(2);
  CHECK(made.order() == Order{1, 2});
}

TEST_CASE("near_misses: as ever where none alone would help") {
  Case made;
  made.policy(Effect::Allow, {kResource, kIdentityFails, kMfaFails});
  made.policy(Effect::Allow, {kResource, kMfaFails});
  made.gates(2);
  CHECK(made.order() == Order{1, 0});
}

}  // namespace
}  // namespace accessdrift
