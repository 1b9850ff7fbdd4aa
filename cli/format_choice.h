#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/result.h"

namespace accessdrift::cli {

enum class Format { Text, Json, Jsonl, Csv, Junit, Markdown, Github, Sarif, Gitlab, Rdjsonl };

inline constexpr std::array kDiffFormats{
    Format::Text,    Format::Markdown, Format::Github, Format::Sarif, Format::Gitlab,
    Format::Rdjsonl, Format::Junit,    Format::Json,   Format::Jsonl, Format::Csv};

[[nodiscard]] std::string_view word_of(Format format);

/// `text`, `markdown`, …, or `json@1`, which pins the major version of the JSON. Only what
/// is in `allowed`; else the error `unknown-format`.
[[nodiscard]] Result<Format> parse_format(std::string_view word, std::span<const Format> allowed);

/// How they are written, `json@1` among them.
[[nodiscard]] std::vector<std::string> format_words(std::span<const Format> formats);

}  // namespace accessdrift::cli
