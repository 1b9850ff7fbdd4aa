#include "cli/failure.h"

#include "accessdrift/report/render_diagnostics.h"

namespace accessdrift::cli {

void warn(Streams& streams, const Diagnostics& warnings, ColorChoice color) {
  if (warnings.empty()) return;
  DiagnosticStyle style;
  style.color = uses_color(color, streams.err_is_terminal(), read_color_environment());
  streams.err(render_diagnostics(warnings, style));
}

Diagnostics as_warnings(Diagnostics problems) {
  for (Diagnostic& problem : problems) problem.severity = Severity::Warning;
  return problems;
}

ExitCode fail(Streams& streams, const Diagnostics& diagnostics, ColorChoice color) {
  warn(streams, diagnostics, color);
  return ExitCode::NoAnswer;
}

}  // namespace accessdrift::cli
