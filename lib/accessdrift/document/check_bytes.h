#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/document/document.h"

namespace accessdrift {

/// `U+0007`.
[[nodiscard]] std::string code_point_name(char32_t code_point);

/// `invalid-utf8` at `offset`.
[[nodiscard]] Diagnostic invalid_utf8(const SourceText& text, std::size_t offset);
/// `control-character` for the code point that stands at `offset`, in valid UTF-8.
[[nodiscard]] Diagnostic control_character(const SourceText& text, std::size_t offset);
/// `too-deep` for the collection that opens at `offset`.
[[nodiscard]] Diagnostic too_deep(const SourceText& text, std::size_t offset);
/// `too-large`, without a place, if the file has more bytes than `DocumentLimits` allows.
[[nodiscard]] std::optional<Diagnostic> check_size(const SourceText& text);

/// What keeps a file from being YAML 1.2 text: invalid UTF-8, control characters but tab, LF and
/// CR, the line breaks that only some readers know (U+0085, U+2028, U+2029), noncharacters, and a
/// byte order mark that is not the first thing. Cost: one pass.
[[nodiscard]] std::optional<Diagnostic> check_yaml_bytes(const SourceText& text);

/// What keeps a file from being a text of lines: invalid UTF-8 and control characters but tab, LF
/// and CR. Cost: one pass.
[[nodiscard]] std::optional<Diagnostic> check_plain_text(const SourceText& text);

}  // namespace accessdrift
