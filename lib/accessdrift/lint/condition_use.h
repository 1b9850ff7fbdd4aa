#pragma once

#include <optional>
#include <vector>

#include "accessdrift/lint/checks.h"

namespace accessdrift {

/// What a condition, as a policy's, comes to wherever the policy covers something: for everybody
/// whom it names, on all requests for what it covers. It may read those attributes of resources
/// only that the policy's own condition reads.
class ConditionUse {
 public:
  ConditionUse(Linting& linting, PolicyIndex policy);

  /// False: nobody is named, or no request asks for what is covered, so nothing can be said.
  [[nodiscard]] bool concerns_anybody() const { return names_anybody_ && !covered_.empty(); }
  /// A bound was hit by what was asked so far: no answer counts.
  [[nodiscard]] bool is_limited() const { return is_limited_; }

  [[nodiscard]] bool is_always_true(const Expression& part);
  [[nodiscard]] bool is_never_true(const Expression& part);
  /// Likewise of some of those whom the policy names.
  [[nodiscard]] bool is_never_true_for(const Expression& part, const IdentitySet& identities);
  /// Whether the two are true of the same requests and errors of the same.
  [[nodiscard]] bool are_equal(const Expression& a, const Expression& b);

 private:
  using Truths = std::vector<PolicyMaps::ClassTruth>;
  /// One of each kind of resource that the condition can tell apart, and the requests for it.
  struct Covered {
    ResourceIndex resource;
    Region requests;
  };
  [[nodiscard]] Truths truths(const Expression& part, ResourceIndex resource);
  /// Asked once for each of `covered_`; no more once it does not hold.
  template <typename Holds>
  [[nodiscard]] bool holds_everywhere(Holds&& holds);
  [[nodiscard]] std::vector<Covered> find_covered();

  Linting& linting_;
  PolicyIndex policy_;
  std::vector<Covered> covered_;
  bool names_anybody_ = false;
  bool is_limited_ = false;
};

/// Whether somebody wrote a condition of a policy, so that it is worth a look; else there is none,
/// or a reader made it.
[[nodiscard]] bool has_written_condition(const Snapshot& snapshot, PolicyIndex policy);

/// A criterion that says nothing where its policy covers something.
struct IdleCriterion {
  std::uint32_t criterion = 0;
  bool is_always_true = false;  ///< else the others say it
};

/// Those that can be left out of a policy's condition, all together: neither what it is true of nor
/// what it is an error of changes. Of such as stand for each other the last ones.
[[nodiscard]] std::vector<IdleCriterion> find_idle(ConditionUse& use, const Expression& condition);

}  // namespace accessdrift
