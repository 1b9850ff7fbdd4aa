#include "accessdrift/model/guardrail.h"

namespace accessdrift {

std::string_view to_text(GuardLevel level) { return level == GuardLevel::Warn ? "warn" : "block"; }

}  // namespace accessdrift
