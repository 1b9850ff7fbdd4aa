#pragma once

#include "accessdrift/drift/labels.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/report/answer_text.h"
#include "accessdrift/report/report.h"
#include "accessdrift/report/takes_effect.h"

namespace accessdrift {

/// Findings in words, but for their examples and causes.
class FindingMaker {
 public:
  /// Without labels sets are told by their members.
  FindingMaker(Comparison& comparison, EffectTimes takes_effect, bool has_labels);

  [[nodiscard]] ReportFinding of(const Finding& finding);
  /// What changes for whom: without answers and digest.
  [[nodiscard]] ReportFinding outline(const Finding& finding);
  /// Adds them.
  void tell(const Finding& finding, ReportFinding& made);

 private:
  [[nodiscard]] LabelledSet identities(const Finding& finding, Labels& labels) const;
  [[nodiscard]] LabelledSet resources(const Finding& finding, const Labels& labels) const;
  void add_answers(const Finding& finding, ReportFinding& made);

  Comparison& comparison_;
  EffectTimes takes_effect_;
  bool has_labels_;
  AnswerTexts words_before_;
  AnswerTexts words_after_;
  Labels labels_before_;
  Labels labels_after_;
};

}  // namespace accessdrift
