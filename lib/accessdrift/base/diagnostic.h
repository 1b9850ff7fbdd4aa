#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/source_text.h"

namespace accessdrift {

/// How much a problem matters: a note costs nobody anything.
enum class Severity { Error, Warning, Note };

[[nodiscard]] std::string_view to_text(Severity severity);  ///< `warning`

/// A problem with what was read, or with the world.
///
/// `message` is one lower-case line without a final period, user text in backticks. `label` stands
/// under the caret and can stand alone. `code` is permanent and kebab-case; `diagnostic_rules.h`
/// explains each.
struct Diagnostic {
  struct Note {
    Span span;  ///< may be unknown
    std::string text;
  };

  Severity severity = Severity::Error;
  std::string code;
  std::string message;
  Span span;
  std::string label;
  std::vector<Note> notes;
  std::string help;
};

using Diagnostics = std::vector<Diagnostic>;

/// An error without a place: the world is wrong (no file, no revision).
[[nodiscard]] Diagnostic error_without_place(std::string code, std::string message,
                                             std::string help = {});

/// Sorts by file, place, code and message, and drops exact repetitions. Deterministic.
void sort_diagnostics(Diagnostics& diagnostics);

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

}  // namespace accessdrift
