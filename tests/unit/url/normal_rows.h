#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "accessdrift/url/problem.h"

namespace accessdrift {

/// A text, and its normal form or the name of its refusal.
struct NormalRow {
  std::string_view text;
  std::string_view outcome;
};

/// `outcome` is that of a text. The normal form of a normal form is itself.
inline void check_rows(const std::vector<NormalRow>& rows,
                       const std::function<std::string(std::string_view)>& outcome) {
  for (const NormalRow& row : rows) {
    CAPTURE(row.text);
    CHECK(outcome(row.text) == row.outcome);
    const bool is_refusal = row.outcome.starts_with("url-");
    if (!is_refusal) CHECK(outcome(row.outcome) == row.outcome);
  }
}

/// As `outcome` of `check_rows`.
template <typename Normal>
std::string outcome_of(const UrlResult<Normal>& normal) {
  if (!normal) return std::string(name_of(normal.error().problem));
  if constexpr (std::is_same_v<Normal, std::string>) {
    return *normal;
  } else {
    return to_text(*normal);
  }
}

}  // namespace accessdrift
