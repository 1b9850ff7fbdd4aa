#pragma once

#include <map>
#include <utility>

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// The networks of a snapshot as words for regions.
[[nodiscard]] Vocabulary vocabulary_of(const Snapshot& snapshot);

/// Tells regions in the words of one side; each region once.
class AnswerTexts {
 public:
  AnswerTexts(Universe& universe, const Snapshot& snapshot) : universe_(universe), vocabulary_(vocabulary_of(snapshot)) {}
  [[nodiscard]] const AnswerText& of(Region region);

 private:
  Universe& universe_;
  Vocabulary vocabulary_;
  std::map<Region, AnswerText> known_;
};

/// Where a limit was hit.
[[nodiscard]] AnswerText unknown_answer();

}  // namespace accessdrift
