#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// A name as it may reach a terminal or a log: valid UTF-8 stays; control characters (C0, DEL, C1),
/// line and paragraph separators, bidirectional controls and characters without a shape (zero-width
/// spaces, tags) become `\u{2028}`, bytes that are not UTF-8 `\x{ff}`. What a
/// continuous-integration log would take for a command (`::` at the start, `##[` anywhere) is
/// broken up likewise. The result is valid UTF-8 on one line.
[[nodiscard]] std::string escape_terminal(std::string_view text);

/// A piece of a line that is quoted from a file: as above, but a tab becomes four blanks and
/// nothing is taken for the start of a line.
[[nodiscard]] std::string escape_excerpt(std::string_view text);

/// A CSV cell, RFC 4180, quoted where it must be; a cell that a spreadsheet would run (starts with
/// `=`, `+`, `-`, `@`, tab) gets a leading apostrophe. Control and bidirectional characters as
/// above.
[[nodiscard]] std::string escape_csv(std::string_view text);

/// The inside of a JSON string; bidirectional and control characters as `\uXXXX`, bytes that are
/// not UTF-8 as U+FFFD.
[[nodiscard]] std::string escape_json(std::string_view text);

/// A code span of Markdown that shows the text, in a cell of a table, too: its backticks are longer
/// than any in the text, and a `|` is `\u{7c}`, since not every reader knows it escaped. Nothing in
/// it is a mention, a link, an image or HTML. What is unsafe as on a terminal.
[[nodiscard]] std::string escape_markdown(std::string_view text);

/// The value of a property (`file=`, `title=`) of a workflow command of GitHub, which ends at a
/// comma or colon; and its message, which ends with the line. What is unsafe as on a terminal.
/// Source: packages/core/src/command.ts of github.com/actions/toolkit.
[[nodiscard]] std::string escape_workflow_property(std::string_view text);
[[nodiscard]] std::string escape_workflow_message(std::string_view text);

/// The text of a message that is shown as prose where `[text](target)` is a link (SARIF 2.1.0
/// §3.11.6): there is none in it. What is unsafe as on a terminal.
[[nodiscard]] std::string escape_prose(std::string_view text);

/// A path as a relative URI reference (RFC 3986): its segments percent-encoded, and the first one
/// never taken for a scheme.
[[nodiscard]] std::string escape_uri_path(std::string_view path);

/// Text of HTML, or of an attribute in double quotes: nothing in it is markup, and what has no
/// shape or turns the direction of writing is shown as `escape_terminal` shows it.
[[nodiscard]] std::string escape_html(std::string_view text);

/// JSON that can stand inside a `<script>`: without `<`, which ends one. REQUIRES: JSON.
[[nodiscard]] std::string escape_json_in_html(std::string_view json);

/// Text or an attribute of XML. REQUIRES: only characters that XML allows, which it has no way to
/// write otherwise.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace accessdrift
