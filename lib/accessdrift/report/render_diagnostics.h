#pragma once

#include <string>

#include "accessdrift/base/diagnostic.h"

namespace accessdrift {

class JsonWriter;

struct DiagnosticStyle {
  bool color = false;
  std::size_t max_shown = 50;  ///< the rest is counted; 0: all
};

/// UX c3: `error[code]: message`, `--> file:line:column`, the line with a caret and its label,
/// `note:` and `help:`. Long lines are cut around the caret. Deterministic.
[[nodiscard]] std::string render_diagnostics(const Diagnostics& diagnostics,
                                             const DiagnosticStyle& style = {});

/// The same as JSON: an array of {severity, code, message, file, line, column, end_line,
/// end_column, label, notes, help}. What has no place has null for file and numbers.
[[nodiscard]] std::string diagnostics_json(const Diagnostics& diagnostics);

/// The members of one, into an open object.
void write_diagnostic(JsonWriter& json, const Diagnostic& diagnostic);

/// The same array as the next value of a larger document.
void write_diagnostics(JsonWriter& json, const Diagnostics& diagnostics);

}  // namespace accessdrift
