#include "accessdrift/report/html/excerpt.h"

#include <string_view>

#include "accessdrift/base/text.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/html/markup.h"

namespace accessdrift {
namespace {

constexpr std::size_t kLongestLine = 160;

void add_lines(const std::vector<SourceLine>& lines, std::string_view sign, Excerpt& excerpt) {
  for (const SourceLine& line : lines)
    excerpt.push_back({std::string(sign), std::to_string(line.number),
                       shortened(escape_excerpt(line.text), kLongestLine)});
}

}  // namespace

Excerpt excerpt_of(const ReportEdit& edit) {
  Excerpt excerpt;
  add_lines(edit.lines_before, "−", excerpt);
  add_lines(edit.lines_after, "+", excerpt);
  return excerpt;
}

std::string excerpt_html(const Excerpt& excerpt) {
  std::string out;
  for (const ExcerptLine& line : excerpt)
    out += text_tag("span", line.number, "line") + text_tag("span", line.sign) +
           text_tag("code", line.text);
  return out.empty() ? out : tag("div", out, "excerpt");
}

}  // namespace accessdrift
