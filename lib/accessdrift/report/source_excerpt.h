#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/report/color.h"

namespace accessdrift {

/// A place within an excerpt and what stands under it.
struct Underline {
  Span span;
  std::string label;
  Tone tone = Tone::Error;
  bool is_context = false;  ///< only the line is shown, without a caret
};

/// `  --> access/apps.yaml:65:5`; REQUIRES a known span.
[[nodiscard]] std::string arrow_line(const Span& span, std::size_t gutter, const Palette& palette);

/// The line of each span with a caret under it and the label behind; lines in the order of the
/// file, several spans of one line under each other. Long lines are cut around the span. `gutter`
/// is the width of the line numbers. REQUIRES known spans of one file.
[[nodiscard]] std::string excerpt_lines(std::vector<Underline> underlines, std::size_t gutter,
                                        const Palette& palette);

/// The width that the line numbers of the spans need.
[[nodiscard]] std::size_t gutter_width(const std::vector<Underline>& underlines);

}  // namespace accessdrift
