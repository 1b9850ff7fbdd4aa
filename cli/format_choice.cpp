#include "cli/format_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/report/document_head.h"

namespace accessdrift::cli {
namespace {

std::string pinned_json() { return fmt::format("json@{}", kFormatMajor); }

}  // namespace

std::string_view word_of(Format format) {
  switch (format) {
    case Format::Text:
      return "text";
    case Format::Json:
      return "json";
    case Format::Jsonl:
      return "jsonl";
    case Format::Csv:
      return "csv";
    case Format::Junit:
      return "junit";
    case Format::Markdown:
      return "markdown";
    case Format::Github:
      return "github";
    case Format::Sarif:
      return "sarif";
    case Format::Gitlab:
      return "gitlab";
    case Format::Rdjsonl:
      return "rdjsonl";
  }
  return {};
}

Result<Format> parse_format(std::string_view word, std::span<const Format> allowed) {
  const std::string_view plain = word == pinned_json() ? "json" : word;
  const auto found =
      std::ranges::find(allowed, plain, [](Format format) { return word_of(format); });
  if (found != allowed.end()) return *found;
  return failure(error_without_place(
      "unknown-format",
      fmt::format("`{}` is not a format that this command writes", shortened(word)),
      "expected " + join_or(format_words(allowed))));
}

std::vector<std::string> format_words(std::span<const Format> formats) {
  std::vector<std::string> words;
  for (const Format format : formats) {
    words.emplace_back(word_of(format));
    if (format == Format::Json) words.push_back(pinned_json());
  }
  return words;
}

}  // namespace accessdrift::cli
