#include "accessdrift/report/finding_code.h"

namespace accessdrift {

std::string_view code_of(const ReportFinding& finding) {
  if (finding.certainty == Certainty::May) return "AD105";
  switch (finding.kind) {
    case ChangeKind::Lost:
      return "AD102";
    case ChangeKind::Gained:
      return "AD101";
    case ChangeKind::Shifted:
      return "AD113";
    case ChangeKind::Widened:
      return "AD103";
    case ChangeKind::Narrowed:
      return "AD104";
  }
  return {};
}

}  // namespace accessdrift
