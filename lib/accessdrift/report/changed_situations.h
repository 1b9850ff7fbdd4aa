#pragma once

#include <string>

#include "accessdrift/drift/roll_up.h"
#include "accessdrift/report/answer_text.h"

namespace accessdrift {

/// Tells the requests in which findings give access, or of those that take it away, in full and as
/// reports do. Each region is told once.
class ChangedSituations {
 public:
  /// REQUIRES: the comparison outlives it.
  explicit ChangedSituations(Comparison& comparison);
  [[nodiscard]] std::string operator()(const Finding& finding);

 private:
  Comparison& comparison_;
  AnswerTexts before_, after_;
};

}  // namespace accessdrift
