#pragma once

#include <map>
#include <utility>

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// The networks and windows of a snapshot as words for regions; without those that mean something
/// else on the other side of a comparison, if there is one.
[[nodiscard]] Vocabulary vocabulary_of(const Snapshot& snapshot, const Snapshot* other = nullptr);

/// An answer lists as many ways as this holds of its full text, at least one, and counts the
/// others: how long a report is must not hang on how many ways lead through a region.
inline constexpr TellingBound kLongestAnswer{.length = std::size_t{1} << 16U};

/// Tells regions in the words of one side; each region once.
class AnswerTexts {
 public:
  AnswerTexts(Universe& universe, const Snapshot& snapshot, const Snapshot* other = nullptr,
              const TellingBound& bound = kLongestAnswer)
      : universe_(universe), vocabulary_(vocabulary_of(snapshot, other)), bound_(bound) {}
  /// `care` are all requests that are asked about: within them a region is told; in full it says
  /// which they are.
  [[nodiscard]] const AnswerText& of(Region region, Region care);
  [[nodiscard]] const AnswerText& of(Region region) { return of(region, universe_.care()); }

 private:
  /// In full and by its digest the region, in words what is shown of it.
  [[nodiscard]] AnswerText told(Region region, Region shown);

  Universe& universe_;
  Vocabulary vocabulary_;
  TellingBound bound_;
  std::map<std::pair<Region, Region>, AnswerText> known_;
};

/// Where a limit was hit.
[[nodiscard]] AnswerText unknown_answer();

}  // namespace accessdrift
