#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/file_bytes.h"

namespace accessdrift {

/// A line and a column, both from 1; the column counts code points.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend auto operator<=>(const LineColumn&, const LineColumn&) = default;
};

/// The bytes of one file and the path under which it was read; spans point into it. Immutable, safe
/// to share between threads.
class SourceText {
 public:
  SourceText(std::string path, std::string bytes)
      : SourceText(std::move(path), FileBytes(std::move(bytes))) {}
  SourceText(std::string path, FileBytes bytes)
      : path_(std::move(path)), owner_(std::move(bytes)), bytes_(owner_.view()) {}

  /// Relative to the root of its side, with `/` between segments.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  /// Where the byte at `offset` stands (one past the end is allowed). The first call costs one pass
  /// over the file, and so does the first one far within a line; others are cheap.
  [[nodiscard]] LineColumn locate(std::uint32_t offset) const;

  /// The text of a line (from 1) without its line break.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  static constexpr std::size_t kStep = 1024;

  void index_lines() const;
  void index_characters() const;
  [[nodiscard]] std::uint32_t characters_before(std::size_t offset) const;

  std::string path_;
  FileBytes owner_;
  std::string_view bytes_;
  mutable std::once_flag indexed_;
  mutable std::vector<std::uint32_t> line_starts_;
  mutable std::once_flag characters_indexed_;
  mutable std::vector<std::uint32_t> characters_before_;  ///< each step of bytes
};

/// A half-open byte range in a file.
struct Place {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Where something was declared. `text` is null for what no file declares; it must outlive the
/// span.
struct Span {
  const SourceText* text = nullptr;
  Place place;

  [[nodiscard]] bool is_known() const { return text != nullptr; }
  [[nodiscard]] std::string_view path() const {
    return text ? std::string_view(text->path()) : std::string_view();
  }
  [[nodiscard]] LineColumn start() const { return text ? text->locate(place.begin) : LineColumn{}; }
};

/// By path, then by place; unknown spans first.
[[nodiscard]] std::strong_ordering compare_spans(const Span& a, const Span& b);

/// A value and where it was declared. Moving a declaration is not drift, so the span does not take
/// part in equality.
template <typename T>
struct Located {
  T value{};
  Span span;
  friend bool operator==(const Located& a, const Located& b) { return a.value == b.value; }
};

}  // namespace accessdrift
