#pragma once

#include <string>

#include "accessdrift/base/diagnostic.h"

namespace accessdrift {

struct DiagnosticStyle {
  bool color = false;
  std::size_t max_shown = 50;   ///< the rest is counted
};

/// UX c3: `error[code]: message`, `--> file:line:column`, the line with a caret and its label, `note:` and `help:`. Long lines are cut around the caret.
[[nodiscard]] std::string render_diagnostics(const Diagnostics& diagnostics, const DiagnosticStyle& style = {});
/// The same as JSON: an array of {severity, code, message, file, line, column, end_line, end_column, label, notes, help}.
[[nodiscard]] std::string diagnostics_json(const Diagnostics& diagnostics);

}  // namespace accessdrift
