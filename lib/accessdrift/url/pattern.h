#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/url/url.h"

namespace accessdrift {

/// Of a pattern's normal form; so a URL that lies in two patterns fits `kMostUrlBytes`.
constexpr std::size_t kMostPatternBytes = 4'096;
constexpr std::size_t kMostPatternSegments = 256;

/// `Text` is one segment of exactly this text, `Any` (`*`) any one segment, `Across` (`**`) any
/// number of them, none too. A segment is never empty.
struct PatternSegment {
  enum class Kind : std::uint8_t { Text, Any, Across };
  Kind kind = Kind::Text;
  std::string text;  ///< of `Text` only, decoded as in `normal_path`
  friend auto operator<=>(const PatternSegment&, const PatternSegment&) = default;
};

/// A native URL pattern (DESIGN §3, URLs) in its one normal form. It covers the URLs of its scheme,
/// host and port whose first segments match, whatever follows; a slash at the end of a URL or a
/// pattern does not matter.
struct UrlPattern {
  std::string host;            ///< as `normal_host`; with `has_any_label` what follows `*.`
  bool has_any_label = false;  ///< exactly one more label before `host`
  std::uint16_t port = 0;
  std::string scheme;
  /// No `Across` at the end, none beside another, none before `Any`: those mean the same.
  std::vector<PatternSegment> segments;
  friend auto operator<=>(const UrlPattern&, const UrlPattern&) = default;
};

/// `scheme://[*.]host[:port][path]`, in the path `*` and `**` as whole segments; normalised and
/// refused as `normal_url` does. A literal star is `%2A`. Refused besides: a query, a star
/// elsewhere, `*.` before an address, dot segments beside wildcards, and what exceeds the bounds.
[[nodiscard]] UrlResult<UrlPattern> parse_url_pattern(std::string_view text);

/// `https://*.corp.example/apps/*/admin/`: always with a slash at the end. Parses to the pattern.
[[nodiscard]] std::string to_text(const UrlPattern& pattern);

/// No allocation. Cost: segments of the URL × segments of the pattern at worst, linear without
/// `**`.
[[nodiscard]] bool matches(const UrlPattern& pattern, const Url& url);

/// How many literal characters every covered URL has, host before path: `/` and text count, `*` and
/// `**` do not, nor the slash of a `**`, which may be missing. The greater is the more specific; a
/// pattern within another is never less specific.
struct UrlSpecificity {
  std::size_t host = 0;
  std::size_t path = 0;
  friend auto operator<=>(const UrlSpecificity&, const UrlSpecificity&) = default;
};
[[nodiscard]] UrlSpecificity specificity_of(const UrlPattern& pattern);
/// A total preorder; greater is more specific.
[[nodiscard]] std::weak_ordering compare_specificity(const UrlPattern& a, const UrlPattern& b);

/// What a segment of the given kind adds to a path's specificity.
[[nodiscard]] std::size_t literal_count(const PatternSegment& segment);

}  // namespace accessdrift
