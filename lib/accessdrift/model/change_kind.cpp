#include "accessdrift/model/change_kind.h"

namespace accessdrift {

std::string_view to_text(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Lost:
      return "lost";
    case ChangeKind::Gained:
      return "gained";
    case ChangeKind::Shifted:
      return "shifted";
    case ChangeKind::Widened:
      return "widened";
    case ChangeKind::Narrowed:
      return "narrowed";
  }
  return {};
}

std::string_view to_text(Certainty certainty) {
  return certainty == Certainty::Must ? "must" : "may";
}

}  // namespace accessdrift
