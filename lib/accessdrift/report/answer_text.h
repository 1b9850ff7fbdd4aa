#pragma once

#include <map>
#include <utility>

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// The networks and windows of a snapshot as words for regions; without those that mean something
/// else on the other side of a comparison, if there is one.
[[nodiscard]] Vocabulary vocabulary_of(const Snapshot& snapshot, const Snapshot* other = nullptr);

/// Tells regions in the words of one side; each region once.
class AnswerTexts {
 public:
  AnswerTexts(Universe& universe, const Snapshot& snapshot, const Snapshot* other = nullptr)
      : universe_(universe), vocabulary_(vocabulary_of(snapshot, other)) {}
  [[nodiscard]] const AnswerText& of(Region region);

 private:
  Universe& universe_;
  Vocabulary vocabulary_;
  std::map<Region, AnswerText> known_;
};

/// Where a limit was hit.
[[nodiscard]] AnswerText unknown_answer();

}  // namespace accessdrift
