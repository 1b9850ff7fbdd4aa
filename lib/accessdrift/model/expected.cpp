#include "accessdrift/model/expected.h"

namespace accessdrift {

std::string_view to_text(ExpectedApproval::Kind kind) {
  switch (kind) {
    case ExpectedApproval::Kind::Loosened:
      return "loosened";
    case ExpectedApproval::Kind::Sources:
      return "sources";
    case ExpectedApproval::Kind::Paired:
      return "paired";
    case ExpectedApproval::Kind::Shrunk:
      return "shrunk";
  }
  return {};
}

}  // namespace accessdrift
