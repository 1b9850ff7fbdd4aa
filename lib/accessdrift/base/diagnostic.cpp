#include "accessdrift/base/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace accessdrift {

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return {};
}

Diagnostic error_without_place(std::string code, std::string message, std::string help) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  return diagnostic;
}

void sort_diagnostics(Diagnostics& diagnostics) {
  const auto words = [](const Diagnostic& d) { return std::tie(d.code, d.message); };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) {
                     if (const auto order = compare_spans(a.span, b.span);
                         order != std::strong_ordering::equal) {
                       return order == std::strong_ordering::less;
                     }
                     return words(a) < words(b);
                   });
  const auto repeated = std::unique(
      diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& a, const Diagnostic& b) {
        return compare_spans(a.span, b.span) == std::strong_ordering::equal && words(a) == words(b);
      });
  diagnostics.erase(repeated, diagnostics.end());
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics,
                             [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

}  // namespace accessdrift
