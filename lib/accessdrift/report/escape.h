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

/// Text of HTML, or of an attribute in double quotes: nothing in it is markup, and what has no
/// shape or turns the direction of writing is shown as `escape_terminal` shows it.
[[nodiscard]] std::string escape_html(std::string_view text);

/// JSON that can stand inside a `<script>`: without `<`, which ends one. REQUIRES: JSON.
[[nodiscard]] std::string escape_json_in_html(std::string_view json);

/// Text or an attribute of XML. REQUIRES: only characters that XML allows, which it has no way to
/// write otherwise.
[[nodiscard]] std::string escape_xml(std::string_view text);

}  // namespace accessdrift
