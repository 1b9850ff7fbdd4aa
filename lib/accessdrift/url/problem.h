#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

namespace accessdrift {

/// Why a text is no URL, or no URL pattern, that can be decided exactly (DESIGN §3, URLs).
enum class UrlProblem : std::uint8_t {
  TooLong,
  ControlCharacter,
  Scheme,
  UserInformation,
  Fragment,
  HostMissing,
  HostCharacter,
  HostLabel,
  HostTooLong,
  HostTrailingDot,
  HostAddress,
  HostNotIdn,
  Port,
  PathNotRooted,
  PathCharacter,
  PathBackslash,
  PathEscape,
  PathEncodedSlash,
  PathEncodedBackslash,
  PathEncodedControl,
  PathNotUtf8,
  PathEmptySegment,
  PathDotParameter,
  PathAboveRoot,
  // Of patterns only:
  PatternTooLong,
  PatternTooDeep,
  PatternQuery,
  PatternHost,
  PatternStar,
  PatternDots,
};

/// Permanent, kebab-case: `url-path-encoded-slash`.
[[nodiscard]] std::string_view name_of(UrlProblem problem);
/// One line, lower case: `the path has an encoded separator (%2f)`.
[[nodiscard]] std::string_view text_of(UrlProblem problem);

struct UrlRefusal {
  UrlProblem problem = UrlProblem::TooLong;
  std::size_t offset = 0;  ///< in bytes, where in the text it is wrong
  friend bool operator==(const UrlRefusal&, const UrlRefusal&) = default;
};

template <typename T>
using UrlResult = tl::expected<T, UrlRefusal>;

/// For `return refuse(problem, offset)`.
[[nodiscard]] inline tl::unexpected<UrlRefusal> refuse(UrlProblem problem, std::size_t offset) {
  return tl::unexpected<UrlRefusal>(UrlRefusal{problem, offset});
}
/// The refusal of a part that begins at `offset` of the whole.
[[nodiscard]] inline tl::unexpected<UrlRefusal> refuse_at(std::size_t offset, UrlRefusal part) {
  return refuse(part.problem, offset + part.offset);
}

}  // namespace accessdrift
