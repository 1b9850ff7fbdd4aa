#include "accessdrift/url/regex.h"

#include <cstddef>
#include <string_view>

namespace accessdrift {
namespace {

using Kind = PatternSegment::Kind;

std::string quoted(std::string_view text) {
  std::string regex;
  for (const char c : text) {
    if (std::string_view(R"(\.+*?()|[]{}^$)").find(c) != std::string_view::npos) regex += '\\';
    regex += c;
  }
  return regex;
}

std::string segment_regex(const PatternSegment& segment) {
  if (segment.kind == Kind::Text) return '/' + quoted(segment.text);
  return segment.kind == Kind::Any ? "/[^/]+" : "(?:/[^/]+)*";
}

std::string either(std::string_view a, std::string_view b) {
  return std::string("(?:").append(a).append(1, '|').append(b).append(1, ')');
}

/// The escapes that a normal path has, but for `%3B`: of ASCII what is neither unreserved nor
/// refused, then UTF-8 (RFC 3629 §4) without U+0080 to U+009F.
constexpr std::string_view kEscape =
    "%(?:2[0-9A-C]|3[ACDEF]|40|5[BDE]|60|7[BCD]"
    "|C2%[AB][0-9A-F]"
    "|(?:C[3-9A-F]|D[0-9A-F])%[89AB][0-9A-F]"
    "|(?:E0%[AB]|E[1-9A-CEF]%[89AB]|ED%[89])[0-9A-F]%[89AB][0-9A-F]"
    "|(?:F0%[9AB]|F[1-3]%[89AB]|F4%8)[0-9A-F]%[89AB][0-9A-F]%[89AB][0-9A-F])";
constexpr std::string_view kNeitherDotNorSemicolon = "[A-Za-z0-9_~!$&'()*+,=:@-]";

/// A segment whose text before its first semicolon is neither empty nor dots.
std::string normal_segment_regex() {
  const std::string begin = either(kNeitherDotNorSemicolon, kEscape);
  const std::string third = either("\\.", begin);
  const std::string rest = either("[.;]|%3B", begin);
  return "(?:" + begin + "|\\." + begin + "|\\.\\." + third + ')' + rest + '*';
}

constexpr std::string_view kLabel = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";

/// A label that is neither a decimal nor a hexadecimal number.
std::string last_label_regex() {
  const std::string tail = "[a-z0-9-]*[a-z0-9]";
  const auto word_after = [&](std::string_view letters) {
    return "(?:[" + std::string(letters) + "](?:" + tail + ")?|-" + tail + ')';
  };
  return "(?:[a-z](?:" + tail + ")?|[1-9][0-9]*" + word_after("a-z") + "|0[0-9]+" +
         word_after("a-z") + "|0" + word_after("a-wyz") + "|0x[0-9a-f]*" + word_after("g-z") + ')';
}

constexpr std::string_view kOctet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

constexpr std::size_t kGroups = 8;
constexpr std::string_view kGroup = "[1-9a-f][0-9a-f]?[0-9a-f]?[0-9a-f]?";  // not zero
constexpr std::string_view kGroupNotMapped =                                // nor ffff
    "(?:[1-9a-f][0-9a-f]?[0-9a-f]?|[1-9a-e][0-9a-f][0-9a-f][0-9a-f]|f[0-9a-e][0-9a-f][0-9a-f]"
    "|ff[0-9a-e][0-9a-f]|fff[0-9a-e])";

std::string before_colon(std::string_view group, std::string_view rest) {
  std::string regex(group);
  if (!rest.empty()) regex.append(1, ':').append(rest);
  return regex;
}

/// Groups of which at most so many in a row are zero.
struct GroupRun {
  std::size_t count = 0;
  std::size_t most_zeros = 0;
  bool ends_nonzero = false;
};

/// After `zeros` that belong to the row. As deep as there are groups.
std::string groups_regex(GroupRun run, std::size_t zeros = 0) {
  if (run.count == 0) return {};
  --run.count;
  const std::string after_nonzero = groups_regex(run);
  const bool may_be_zero = zeros < run.most_zeros && !(run.count == 0 && run.ends_nonzero);
  if (!may_be_zero) return before_colon(kGroup, after_nonzero);
  const std::string after_zero = groups_regex(run, zeros + 1);
  if (after_zero == after_nonzero) return before_colon(either("0", kGroup), after_zero);
  return either(before_colon("0", after_zero), before_colon(kGroup, after_nonzero));
}

/// An address whose gap stands for `zeros` groups after `before` others.
std::string v6_regex_with_gap(std::size_t before, std::size_t zeros) {
  std::string regex = groups_regex({before, zeros - 1, true}) + "::";
  const std::size_t after = kGroups - before - zeros;
  if (after == 0) return regex;
  const bool may_be_mapped = before == 0 && zeros == 5;
  const std::string_view first = may_be_mapped ? kGroupNotMapped : kGroup;
  return regex + before_colon(first, groups_regex({after - 1, zeros, false}));
}

/// RFC 5952: `::` for the longest run of zeros, at least two, the first of equals.
std::string v6_regex() {
  std::string regex = "\\[(?:" + groups_regex({kGroups, 1, false});
  for (std::size_t zeros = 2; zeros <= kGroups; ++zeros) {
    for (std::size_t before = 0; before + zeros <= kGroups; ++before) {
      regex += '|' + v6_regex_with_gap(before, zeros);
    }
  }
  return regex + ")\\]";
}

}  // namespace

std::string path_regex(const UrlPattern& pattern) {
  if (pattern.segments.empty()) return "^/.*$";
  std::string regex = "^";
  for (const PatternSegment& segment : pattern.segments) regex += segment_regex(segment);
  return regex + "(?:/.*)?$";
}

std::string host_regex(const UrlPattern& pattern) {
  return (pattern.has_any_label ? "^[^.]+\\." : "^") + quoted(pattern.host) + '$';
}

std::string normal_path_regex() { return "^(?:/|(?:/" + normal_segment_regex() + ")+/?)$"; }

std::string normal_host_regex() {
  const std::string octet(kOctet);
  return "^(?:(?:" + std::string(kLabel) + "\\.)*" + last_label_regex() + '|' + octet + "\\." +
         octet + "\\." + octet + "\\." + octet + '|' + v6_regex() + ")$";
}

}  // namespace accessdrift
