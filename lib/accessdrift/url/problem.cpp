#include "accessdrift/url/problem.h"

#include <array>

namespace accessdrift {
namespace {

struct ProblemText {
  UrlProblem problem;
  std::string_view name;
  std::string_view text;
};

constexpr std::array kTexts{
    ProblemText{UrlProblem::TooLong, "url-too-long", "the URL is longer than 8,192 bytes"},
    ProblemText{UrlProblem::ControlCharacter, "url-control-character",
                "the URL has a control character"},
    ProblemText{UrlProblem::Scheme, "url-scheme",
                "the URL does not begin with http:// or https://"},
    ProblemText{UrlProblem::UserInformation, "url-user-information",
                "the URL has user information before an @"},
    ProblemText{UrlProblem::Fragment, "url-fragment", "the URL has a fragment (#)"},
    ProblemText{UrlProblem::HostMissing, "url-host-missing", "the URL has no host"},
    ProblemText{UrlProblem::HostCharacter, "url-host-character",
                "the host has a character other than letters, digits, hyphens and dots"},
    ProblemText{
        UrlProblem::HostLabel, "url-host-label",
        "a part of the host is empty, longer than 63 bytes, or begins or ends with a hyphen"},
    ProblemText{UrlProblem::HostTooLong, "url-host-too-long", "the host is longer than 253 bytes"},
    ProblemText{UrlProblem::HostTrailingDot, "url-host-trailing-dot", "the host ends with a dot"},
    ProblemText{UrlProblem::HostAddress, "url-host-address",
                "the host is like an IP address but not in its usual form"},
    ProblemText{UrlProblem::HostNotIdn, "url-host-not-idn",
                "the host is no internationalised domain name"},
    ProblemText{UrlProblem::Port, "url-port",
                "the port is not a number from 1 to 65535 without leading zeros"},
    ProblemText{UrlProblem::PathNotRooted, "url-path-not-rooted",
                "the path does not begin with a slash"},
    ProblemText{UrlProblem::PathCharacter, "url-path-character",
                "the path has a character that must be percent-encoded"},
    ProblemText{UrlProblem::PathBackslash, "url-path-backslash", "the path has a backslash"},
    ProblemText{UrlProblem::PathEscape, "url-path-escape",
                "the path has a % that is not followed by two hex digits"},
    ProblemText{UrlProblem::PathEncodedSlash, "url-path-encoded-slash",
                "the path has an encoded separator (%2f)"},
    ProblemText{UrlProblem::PathEncodedBackslash, "url-path-encoded-backslash",
                "the path has an encoded backslash (%5c)"},
    ProblemText{UrlProblem::PathEncodedControl, "url-path-encoded-control",
                "the path has an encoded control character"},
    ProblemText{UrlProblem::PathNotUtf8, "url-path-not-utf8",
                "the path has percent-encoded bytes that are not UTF-8"},
    ProblemText{UrlProblem::PathEmptySegment, "url-path-empty-segment",
                "the path has an empty segment (//)"},
    ProblemText{UrlProblem::PathDotParameter, "url-path-dot-parameter",
                "the path has a parameter on an empty or dot segment (..;)"},
    ProblemText{UrlProblem::PathAboveRoot, "url-path-above-root",
                "the path climbs above its root (..)"},
    ProblemText{UrlProblem::PatternTooLong, "url-pattern-too-long",
                "the URL pattern is longer than 4,096 bytes"},
    ProblemText{UrlProblem::PatternTooDeep, "url-pattern-too-deep",
                "the URL pattern has more than 256 segments"},
    ProblemText{UrlProblem::PatternQuery, "url-pattern-query", "the URL pattern has a query (?)"},
    ProblemText{UrlProblem::PatternHost, "url-pattern-host",
                "a * in the host stands only in a leading `*.` before a name"},
    ProblemText{UrlProblem::PatternStar, "url-pattern-star",
                "a segment with a * is only `*` or `**`"},
    ProblemText{UrlProblem::PatternDots, "url-pattern-dots",
                "a URL pattern with * in its path has no dot segments"},
};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (static_cast<std::size_t>(kTexts[i].problem) != i) return false;
  }
  return true;
}
static_assert(is_in_order());
static_assert(kTexts.size() == static_cast<std::size_t>(UrlProblem::PatternDots) + 1);

}  // namespace

std::string_view name_of(UrlProblem problem) {
  return kTexts[static_cast<std::size_t>(problem)].name;
}
std::string_view text_of(UrlProblem problem) {
  return kTexts[static_cast<std::size_t>(problem)].text;
}

}  // namespace accessdrift
