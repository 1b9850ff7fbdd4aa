#pragma once

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/document/document.h"
#include "accessdrift/model/expected.h"

namespace accessdrift {

/// A file of expected changes, and what is wrong with it by itself.
struct ReadExpected {
  ExpectedChanges file;
  Diagnostics diagnostics;  ///< sorted by place
};

/// Turns the document of `accessdrift.expect.yaml` into what it says (DESIGN §7, UX c8). Strict as
/// `read_project`; a file without reason or date and a wildcard without a bound are errors, too.
[[nodiscard]] ReadExpected read_expected(const Document& document, Names& names);

}  // namespace accessdrift
