#pragma once

#include <string_view>

#include "accessdrift/lint/checks.h"

namespace accessdrift {

/// A note that a declared thing is not used, and why that can be said.
void add_unused(Linting& linting, std::string_view code, std::string_view kind, Name name, Span key,
                std::string_view why);

}  // namespace accessdrift
