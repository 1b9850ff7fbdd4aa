#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/url/problem.h"

namespace accessdrift {

/// Of a whole URL, and of a path that is given alone.
constexpr std::size_t kMostUrlBytes = 8'192;

/// What no URL has anywhere, its query included: too many bytes, a control character, a `#`.
[[nodiscard]] std::optional<UrlRefusal> raw_refusal(std::string_view text);

/// The one normal form of a path (DESIGN §3, URLs). A `?` ends it; an empty one is `/`.
/// - Bytes that RFC 3986 allows in a path stay; every other raw byte is refused, above all
///   backslashes, control characters and what is not ASCII.
/// - An escape of an unreserved character is decoded, once; the others stay, with upper-case hex.
///   `%2f`, `%5c`, control characters (U+0000 to U+001F, U+007F to U+009F), and bytes that
///   are not UTF-8 are refused.
/// - Dot segments are resolved after that; climbing above the root is refused. So is an empty
///   segment, and one whose text before its first `;` or `%3B` is empty, `.` or `..`.
/// - A slash at the end stays: `/admin` and `/admin/` are two paths, though no pattern tells them
///   apart. `/admin/.` is `/admin/`.
/// The normal form of a normal form is itself. Linear.
[[nodiscard]] UrlResult<std::string> normal_path(std::string_view text);

/// A part of a path between slashes, decoded as above.
struct PathSegment {
  std::string text;
  std::size_t offset = 0;  ///< in bytes, of its begin
  [[nodiscard]] bool is_dots() const { return text == "." || text == ".."; }
};

/// As written, dots unresolved; the last one is empty if the path ends with a slash. At least one.
[[nodiscard]] UrlResult<std::vector<PathSegment>> segments_of(std::string_view text);
/// Likewise, with dots resolved.
[[nodiscard]] UrlResult<std::vector<PathSegment>> without_dots(std::vector<PathSegment> segments);

/// Takes the first segment off a normal path; nothing if none is left. `/a/b/` has two.
[[nodiscard]] std::optional<std::string_view> take_segment(std::string_view& path);

}  // namespace accessdrift
