#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift::testing {

// What other programs read in the formats of a report. Each is nothing where they refuse it.

/// RFC 4180: rows of cells.
[[nodiscard]] std::optional<std::vector<std::vector<std::string>>> parse_csv(std::string_view text);

/// An element's name and all text in it, its attributes' values first, and the elements within.
struct Element {
  std::string name;
  std::string text;
};
/// The elements of an XML document, in the order in which they end (expat).
[[nodiscard]] std::optional<std::vector<Element>> parse_xml(const std::string& text);

/// What GitHub's own reader makes of Markdown: HTML. Nothing where `cmark-gfm` is not installed.
[[nodiscard]] std::optional<std::string> markdown_to_html(const std::string& text);

/// `::error file=a,line=1::message`, decoded.
struct WorkflowCommand {
  std::string name;
  std::vector<std::string> properties;  ///< `file=a`
  std::string message;
};
/// The lines that a runner of GitHub takes for commands.
[[nodiscard]] std::vector<WorkflowCommand> parse_workflow_commands(const std::string& text);

/// `%41` as `A`.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// Whether it is UTF-8 in which no byte but a line break moves a terminal's cursor, and nothing
/// turns the direction of writing or has no shape.
[[nodiscard]] bool is_plain_text(std::string_view text);

}  // namespace accessdrift::testing
