#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// A name as it may reach a terminal: valid UTF-8 stays, control characters (C0, DEL, C1), line and paragraph separators and bidirectional controls become `\u{2028}`.
[[nodiscard]] std::string escape_terminal(std::string_view text);

/// A CSV cell, RFC 4180, quoted where it must be; a cell that a spreadsheet would run (starts with `=`, `+`, `-`, `@`, tab) gets a leading apostrophe. Control and bidirectional characters as above.
[[nodiscard]] std::string escape_csv(std::string_view text);

/// The inside of a JSON string; bidirectional and control characters as `\uXXXX`.
[[nodiscard]] std::string escape_json(std::string_view text);

}  // namespace accessdrift
