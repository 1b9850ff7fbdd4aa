#include "accessdrift/report/render_diagnostics.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/color.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/source_excerpt.h"

namespace accessdrift {
namespace {

Tone tone_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return Tone::Error;
    case Severity::Warning:
      return Tone::Warning;
    case Severity::Note:
      return Tone::Notice;
  }
  return Tone::Dim;
}

std::string excerpt(const Span& span, const std::string& label, Tone tone, const Palette& palette) {
  if (!span.is_known()) return {};
  const std::vector<Underline> under{{span, label, tone}};
  const std::size_t gutter = gutter_width(under);
  return arrow_line(span, gutter, palette) + excerpt_lines(under, gutter, palette);
}

std::string render(const Diagnostic& diagnostic, const Palette& palette) {
  const Tone tone = tone_of(diagnostic.severity);
  const std::string head =
      fmt::format("{}[{}]", to_text(diagnostic.severity), escape_terminal(diagnostic.code));
  std::string out = palette.paint(tone, head) + ": " + escape_terminal(diagnostic.message) + "\n";
  out += excerpt(diagnostic.span, diagnostic.label, tone, palette);
  for (const Diagnostic::Note& note : diagnostic.notes) {
    out += palette.paint(Tone::Heading, "note") + ": " + escape_terminal(note.text) + "\n";
    out += excerpt(note.span, "", Tone::Dim, palette);
  }
  if (!diagnostic.help.empty())
    out += palette.paint(Tone::Heading, "help") + ": " + escape_terminal(diagnostic.help) + "\n";
  return out;
}

/// `12 more errors and 1 more warning`.
std::string rest_line(Diagnostics::const_iterator begin, Diagnostics::const_iterator end) {
  const auto errors =
      std::count_if(begin, end, [](const Diagnostic& d) { return d.severity == Severity::Error; });
  const auto warnings = (end - begin) - errors;
  const auto words = [](std::ptrdiff_t count, std::string_view noun) {
    return fmt::format("{} more {}{}", count, noun, count == 1 ? "" : "s");
  };
  if (warnings == 0) return words(errors, "error") + "\n";
  if (errors == 0) return words(warnings, "warning") + "\n";
  return words(errors, "error") + " and " + words(warnings, "warning") + "\n";
}

void write_range(JsonWriter& json, const Span& span) {
  if (!span.is_known()) {
    for (const std::string_view key : {"file", "line", "column", "end_line", "end_column"})
      json.key(key).null();
    return;
  }
  const LineColumn start = span.start();
  const LineColumn end = span.text->locate(span.place.end);
  json.key("file").text(span.path());
  json.key("line").count(start.line).key("column").count(start.column);
  json.key("end_line").count(end.line).key("end_column").count(end.column);
}

}  // namespace

std::string render_diagnostics(const Diagnostics& diagnostics, const DiagnosticStyle& style) {
  const Palette palette(style.color);
  const std::size_t shown =
      style.max_shown == 0 ? diagnostics.size() : std::min(style.max_shown, diagnostics.size());
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) out += render(diagnostics[i], palette);
  if (shown < diagnostics.size()) {
    out += rest_line(diagnostics.begin() + static_cast<std::ptrdiff_t>(shown), diagnostics.end());
  }
  return out;
}

void write_diagnostic(JsonWriter& json, const Diagnostic& diagnostic) {
  json.key("severity").text(to_text(diagnostic.severity));
  json.key("code").text(diagnostic.code);
  json.key("message").text(diagnostic.message);
  write_range(json, diagnostic.span);
  json.key("label").text(diagnostic.label);
  json.key("notes").begin_array();
  for (const Diagnostic::Note& note : diagnostic.notes) {
    json.begin_object().key("text").text(note.text);
    write_range(json, note.span);
    json.end_object();
  }
  json.end_array();
  json.key("help").text(diagnostic.help);
}

void write_diagnostics(JsonWriter& json, const Diagnostics& diagnostics) {
  json.begin_array();
  for (const Diagnostic& diagnostic : diagnostics) {
    json.begin_object();
    write_diagnostic(json, diagnostic);
    json.end_object();
  }
  json.end_array();
}

std::string diagnostics_json(const Diagnostics& diagnostics) {
  JsonWriter json;
  write_diagnostics(json, diagnostics);
  return json.take();
}

}  // namespace accessdrift
