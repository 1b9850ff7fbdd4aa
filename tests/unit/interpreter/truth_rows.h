#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/cel/check.h"
#include "accessdrift/interpreter/evaluate.h"

namespace accessdrift::interpreting {

struct TruthRow {
  std::string condition;
  std::string truth;  ///< the letters of what may come true: T, F, E
};

inline std::string truth_of(const std::string& condition, const Schema& schema,
                            const Facts& facts) {
  const ConditionText text{condition, {}, 0, true};
  const auto expression = cel::check(text, nullptr, schema, cel::Use::Condition);
  if (!expression) return expression.error().front().message;
  const Truth truth = evaluate(*expression, expression->root(), facts);
  return std::string(truth.may_hold ? "T" : "") + (truth.may_fail ? "F" : "") +
         (truth.may_err ? "E" : "");
}

inline void check_truths(const std::vector<TruthRow>& rows, const Schema& schema,
                         const Facts& facts) {
  for (const TruthRow& row : rows) {
    CAPTURE(row.condition);
    CHECK(truth_of(row.condition, schema, facts) == row.truth);
  }
}

}  // namespace accessdrift::interpreting
