#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "accessdrift/format/hoop/counting.h"
#include "accessdrift/format/hoop/people.h"

namespace accessdrift::hoop {

/// What a review asks for.
struct ReviewTerms {
  std::vector<std::string_view> groups;  ///< each is one approval
  std::optional<std::int64_t> minimum;   ///< of approvals; none: all groups
  std::vector<std::string_view> force;   ///< groups of whom one alone is enough
};

/// Who could approve what somebody asks for, if everybody clicked who may: never who asks, unless
/// an admin.
class Approvers {
 public:
  Approvers(const std::vector<Person>& people, std::string_view admin_group,
            const ReviewTerms& terms);

  /// Of somebody who is no reviewer.
  [[nodiscard]] bool can_approve(Counting counting) const { return can_approve(counting, {}); }
  /// Those who could get nothing approved, though others can.
  [[nodiscard]] std::vector<Name> left_out(Counting counting) const;

 private:
  /// One who may approve, and for which groups.
  struct Reviewer {
    Name id;
    std::vector<std::size_t> groups;  ///< by number, ascending
    bool can_force = false;
    bool is_admin = false;
  };

  [[nodiscard]] bool can_approve(Counting counting, const std::optional<Name>& asks) const;
  [[nodiscard]] bool can_meet(std::size_t needed, const std::optional<Name>& asks) const;
  [[nodiscard]] bool can_pass(std::size_t needed, const std::optional<Name>& asks) const;
  [[nodiscard]] std::size_t needed(Counting counting) const;
  [[nodiscard]] static bool may_click(const Reviewer& reviewer, const std::optional<Name>& asks);

  const ReviewTerms& terms_;
  std::vector<Reviewer> reviewers_;
};

}  // namespace accessdrift::hoop
