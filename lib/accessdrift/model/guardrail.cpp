#include "accessdrift/model/guardrail.h"

namespace accessdrift {

std::string_view to_text(GuardLevel level) {
  switch (level) {
    case GuardLevel::Warn:
      return "warn";
    case GuardLevel::Approve:
      return "approve";
    case GuardLevel::Block:
      return "block";
  }
  return {};
}

}  // namespace accessdrift
