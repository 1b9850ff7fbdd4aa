#pragma once

#include <string_view>

#include "accessdrift/lint/checks.h"

namespace accessdrift {

struct Unused {
  std::string_view kind;
  Name name;
  Span key;
  std::string_view why;  ///< this can be said
};

/// A note that a declared thing is not used.
void add_unused(Linting& linting, std::string_view code, const Unused& unused);

}  // namespace accessdrift
