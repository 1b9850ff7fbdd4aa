#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "accessdrift/format/hba/rules.h"

namespace accessdrift::hba {

/// A rule that turns away all IPv4 clients, or all IPv6 ones, while those of the other family go on
/// to a rule that may let them in.
struct FamilyGap {
  bool is_of_v4 = false;  ///< those who are turned away
  const Rule* later = nullptr;
};

/// Of the rule of a number; nothing of any other rule, and where another rule turns away the
/// others.
[[nodiscard]] std::optional<FamilyGap> family_gap(const std::vector<Rule>& rules,
                                                  std::size_t number);

}  // namespace accessdrift::hba
