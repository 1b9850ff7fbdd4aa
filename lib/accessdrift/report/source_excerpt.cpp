#include "accessdrift/report/source_excerpt.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/report/escape.h"

namespace accessdrift {
namespace {

constexpr std::size_t kBefore =
    60;                             ///< code points of a line shown before a span that does not fit
constexpr std::size_t kLine = 120;  ///< code points of a line shown in all

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The byte offset of `count` characters behind `from`, towards the end or the begin.
std::size_t forward(std::string_view text, std::size_t from, std::size_t count) {
  std::size_t at = from;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && continues_character(text[at])) ++at;
    --count;
  }
  return at;
}
std::size_t backward(std::string_view text, std::size_t from, std::size_t count) {
  std::size_t at = from;
  while (at > 0 && count > 0) {
    --at;
    while (at > 0 && continues_character(text[at])) --at;
    --count;
  }
  return at;
}

/// The part of a line that is shown: byte offsets within it.
struct Cutout {
  std::size_t begin = 0, end = 0;
};

Cutout cutout_around(std::string_view line, std::size_t mark) {
  if (forward(line, 0, kLine) == line.size()) return {0, line.size()};
  const std::size_t begin = forward(line, 0, kBefore) >= mark ? 0 : backward(line, mark, kBefore);
  return {begin, forward(line, begin, kLine)};
}

/// A span as far as it lies on its first line: byte offsets within that line.
struct MarkedLine {
  std::uint32_t line = 1;
  std::string_view text;
  std::size_t begin = 0, end = 0;
};

MarkedLine marked_line_of(const Span& span) {
  MarkedLine mark;
  mark.line = span.start().line;
  mark.text = span.text->line(mark.line);
  const std::string_view bytes = span.text->bytes();
  // An empty line has no storage of its own that could be measured against the file.
  const std::size_t start =
      bytes.substr(0, std::min<std::size_t>(span.place.begin, bytes.size())).rfind('\n') + 1;
  mark.begin = std::min<std::size_t>(span.place.begin - start, mark.text.size());
  mark.end = std::clamp<std::size_t>(span.place.end - std::min<std::size_t>(start, span.place.end),
                                     mark.begin, mark.text.size());
  return mark;
}

std::string source_line(const MarkedLine& mark, const Cutout& cutout, std::size_t gutter,
                        const Palette& palette) {
  const std::string number = fmt::format("{:>{}} | ", mark.line, gutter);
  std::string line = cutout.begin > 0 ? "…" : "";
  line += escape_excerpt(mark.text.substr(cutout.begin, cutout.end - cutout.begin));
  if (cutout.end < mark.text.size()) line += "…";
  return palette.paint(Tone::Dim, number) + line + "\n";
}

std::string caret_line(const MarkedLine& mark, const Cutout& cutout, const Underline& under,
                       std::size_t gutter, const Palette& palette) {
  const std::size_t begin = std::clamp(mark.begin, cutout.begin, cutout.end);
  const std::size_t end = std::clamp(mark.end, begin, cutout.end);
  std::size_t indent =
      code_points(escape_excerpt(mark.text.substr(cutout.begin, begin - cutout.begin)));
  if (cutout.begin > 0) ++indent;
  const std::size_t width =
      std::max<std::size_t>(1, code_points(escape_excerpt(mark.text.substr(begin, end - begin))));
  std::string words(width, '^');
  if (!under.label.empty()) words += " " + escape_terminal(under.label);
  return palette.paint(Tone::Dim, std::string(gutter, ' ') + " | ") + std::string(indent, ' ') +
         palette.paint(under.tone, words) + "\n";
}

}  // namespace

std::string arrow_line(const Span& span, std::size_t gutter, const Palette& palette) {
  const LineColumn start = span.start();
  const std::string arrow = palette.paint(Tone::Dim, std::string(gutter, ' ') + "--> ");
  return fmt::format("{}{}:{}:{}\n", arrow, escape_terminal(span.path()), start.line, start.column);
}

std::size_t gutter_width(const std::vector<Underline>& underlines) {
  std::uint32_t last = 1;
  for (const Underline& under : underlines) last = std::max(last, under.span.start().line);
  return std::to_string(last).size();
}

std::string excerpt_lines(std::vector<Underline> underlines, std::size_t gutter,
                          const Palette& palette) {
  std::ranges::stable_sort(underlines, {}, [](const Underline& under) { return under.span.place; });
  std::string out;
  std::uint32_t shown_line = 0;
  Cutout cutout;
  for (const Underline& under : underlines) {
    const MarkedLine mark = marked_line_of(under.span);
    const bool is_hidden = mark.begin < cutout.begin || mark.begin > cutout.end;
    if (mark.line != shown_line || is_hidden) {
      if (shown_line != 0 && mark.line > shown_line + 1)
        out += palette.paint(Tone::Dim, "...") + "\n";
      cutout = cutout_around(mark.text, mark.begin);
      out += source_line(mark, cutout, gutter, palette);
      shown_line = mark.line;
    }
    if (!under.is_context) out += caret_line(mark, cutout, under, gutter, palette);
  }
  return out;
}

}  // namespace accessdrift
