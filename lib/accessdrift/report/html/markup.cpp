#include "accessdrift/report/html/markup.h"

#include <fmt/format.h>

#include "accessdrift/report/escape.h"

namespace accessdrift {

std::string tag(std::string_view name, std::string_view markup, std::string_view classes) {
  const std::string start =
      classes.empty() ? std::string(name) : fmt::format("{} class=\"{}\"", name, classes);
  return fmt::format("<{}>{}</{}>", start, markup, name);
}

std::string text_tag(std::string_view name, std::string_view text, std::string_view classes) {
  return tag(name, escape_html(text), classes);
}

std::string section_tag(std::string_view id, std::string_view heading, std::string_view markup) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}"
      "</h2>\n{2}</section>\n",
      id, escape_html(heading), markup);
}

std::string scroll_tag(std::string_view label, std::string_view table) {
  return fmt::format(
      "<div class=\"scroll\" role=\"group\" aria-label=\"{}\" tabindex=\"0\">{}</div>\n",
      escape_html(label), table);
}

std::string fact_tag(std::string_view term, std::string_view markup) {
  if (markup.empty()) return {};
  return text_tag("dt", term) + tag("dd", markup) + "\n";
}

}  // namespace accessdrift
