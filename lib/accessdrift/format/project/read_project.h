#pragma once

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/names.h"
#include "accessdrift/document/document.h"
#include "accessdrift/model/guardrail.h"

namespace accessdrift {

/// A project file, and what is wrong with it by itself.
struct ReadProject {
  ProjectFile file;
  Diagnostics diagnostics;  ///< sorted by place
};

/// Turns the document of `accessdrift.yaml` into what it says (DESIGN §7). Strict as
/// `read_native`: unknown keys are errors.
[[nodiscard]] ReadProject read_project(const Document& document, Names& names);

}  // namespace accessdrift
