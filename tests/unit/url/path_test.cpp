#include "accessdrift/url/path.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "normal_rows.h"

namespace accessdrift {
namespace {

std::string outcome(std::string_view text) { return outcome_of(normal_path(text)); }

void check(const std::vector<NormalRow>& rows) { check_rows(rows, outcome); }

using namespace std::string_view_literals;

TEST_CASE("normal_path: dot segments") {
  check({{"/", "/"},
         {"", "/"},
         {"?x", "/"},
         {"/.", "/"},
         {"/./", "/"},
         {"/a/.", "/a/"},
         {"/a/./", "/a/"},
         {"/a/./b", "/a/b"},
         {"/./a", "/a"},
         {"/a/..", "/"},
         {"/a/../", "/"},
         {"/a/b/..", "/a/"},
         {"/a/b/../", "/a/"},
         {"/a/b/../c", "/a/c"},
         {"/a/../b/../c", "/c"},
         {"/public/../admin", "/admin"},
         {"/public/%2e%2e/admin", "/admin"},
         {"/public/%2E%2E/admin", "/admin"},
         {"/public/.%2e/admin", "/admin"},
         {"/public/%2e./admin", "/admin"},
         {"/a/%2e/b", "/a/b"},
         {"/a/%2e", "/a/"},
         {"/..", "url-path-above-root"},
         {"/../", "url-path-above-root"},
         {"/../admin", "url-path-above-root"},
         {"/a/../../admin", "url-path-above-root"},
         {"/%2e%2e/admin", "url-path-above-root"},
         {"/./..", "url-path-above-root"},
         {"/...", "/..."},
         {"/..a", "/..a"},
         {"/a..", "/a.."},
         {"/.a", "/.a"},
         {"/a.", "/a."},
         {"/..%20", "/..%20"},
         {"a", "url-path-not-rooted"},
         {"*", "url-path-not-rooted"},
         {"..", "url-path-not-rooted"},
         {"%2fadmin", "url-path-not-rooted"},
         {"https://corp.example/", "url-path-not-rooted"},
         {" /admin", "url-path-not-rooted"}});
}

TEST_CASE("normal_path: escapes") {
  check({{"/%61dmin", "/admin"},
         {"/%41%5A%7a%30%2D%2e%5f%7E", "/AZz0-._~"},
         {"/a%20b", "/a%20b"},
         {"/%c3%a9", "/%C3%A9"},
         {"/a%2bb", "/a%2Bb"},
         {"/a+b", "/a+b"},
         {"/a%2fb", "url-path-encoded-slash"},
         {"/a%2Fb", "url-path-encoded-slash"},
         {"/..%2fadmin", "url-path-encoded-slash"},
         {"/%2e%2e%2fadmin", "url-path-encoded-slash"},
         {"/a%5cb", "url-path-encoded-backslash"},
         {"/..%5C..%5Cadmin", "url-path-encoded-backslash"},
         {"/a%00", "url-path-encoded-control"},
         {"/%00/admin", "url-path-encoded-control"},
         {"/admin%00.png", "url-path-encoded-control"},
         {"/a%0d%0ab", "url-path-encoded-control"},
         {"/a%09", "url-path-encoded-control"},
         {"/a%1F", "url-path-encoded-control"},
         {"/a%7f", "url-path-encoded-control"},
         {"/a%C2%85", "url-path-encoded-control"},
         {"/a%c2%9f", "url-path-encoded-control"},
         {"/a%C2%A0", "/a%C2%A0"},
         {"/%", "url-path-escape"},
         {"/a%2", "url-path-escape"},
         {"/%/2e", "url-path-escape"},
         {"/%2/e", "url-path-escape"},
         {"/%zz", "url-path-escape"},
         {"/%g0", "url-path-escape"},
         {"/%0g", "url-path-escape"},
         {"/%%32e", "url-path-escape"},
         {"/% 2e", "url-path-escape"},
         {"/%u002f", "url-path-escape"},
         {"/%+2", "url-path-escape"},
         {"/a%25", "/a%25"},
         {"/%252e%252e/admin", "/%252e%252e/admin"},
         {"/%252fadmin", "/%252fadmin"},
         {"/%25%32%66", "/%252f"},
         {"/%25%32%46admin", "/%252Fadmin"},
         {"/%2525", "/%2525"},
         {"/%c0%af", "url-path-not-utf8"},
         {"/%c0%ae%c0%ae/admin", "url-path-not-utf8"},
         {"/%e0%80%af", "url-path-not-utf8"},
         {"/%f0%80%80%af", "url-path-not-utf8"},
         {"/%e9", "url-path-not-utf8"},
         {"/%c3", "url-path-not-utf8"},
         {"/%c3a", "url-path-not-utf8"},
         {"/%c3/%a9", "url-path-not-utf8"},
         {"/%80", "url-path-not-utf8"},
         {"/%ed%a0%80", "url-path-not-utf8"},
         {"/%f4%90%80%80", "url-path-not-utf8"},
         {"/%f5%80%80%80", "url-path-not-utf8"},
         {"/%ff", "url-path-not-utf8"},
         {"/%f0%9f%92%a9", "/%F0%9F%92%A9"},
         {"/%ef%bc%8f", "/%EF%BC%8F"}});
}

TEST_CASE("normal_path: parameters") {
  check({{"/a;x=1/b", "/a;x=1/b"},
         {"/a;", "/a;"},
         {"/a;/b", "/a;/b"},
         {"/a;x=..", "/a;x=.."},
         {"/a%3bx", "/a%3Bx"},
         {"/...;x", "/...;x"},
         {"/.a;x", "/.a;x"},
         {"/..;/admin", "url-path-dot-parameter"},
         {"/public/..;/admin", "url-path-dot-parameter"},
         {"/public/..;x=1/admin", "url-path-dot-parameter"},
         {"/public/%2e%2e;/admin", "url-path-dot-parameter"},
         {"/public/..%3b/admin", "url-path-dot-parameter"},
         {"/public/%2e.%3Bx", "url-path-dot-parameter"},
         {"/.;/admin", "url-path-dot-parameter"},
         {"/a/.;x", "url-path-dot-parameter"},
         {"/;/admin", "url-path-dot-parameter"},
         {"/;x=1", "url-path-dot-parameter"},
         {"/a/;x", "url-path-dot-parameter"},
         {"/%3B/admin", "url-path-dot-parameter"},
         {"/..;;a", "url-path-dot-parameter"},
         {"/..%253b/admin", "/..%253b/admin"}});
}

TEST_CASE("normal_path: raw bytes") {
  check({{"/aZ09-._~!$&'()*+,;=:@", "/aZ09-._~!$&'()*+,;=:@"},
         {"/a b", "url-path-character"},
         {"/\"", "url-path-character"},
         {"/<", "url-path-character"},
         {"/>", "url-path-character"},
         {"/[", "url-path-character"},
         {"/]", "url-path-character"},
         {"/^", "url-path-character"},
         {"/`", "url-path-character"},
         {"/{", "url-path-character"},
         {"/|", "url-path-character"},
         {"/}", "url-path-character"},
         {"/é", "url-path-character"},
         {"/\xE9", "url-path-character"},
         {"/a／b", "url-path-character"},
         {"/\xC0\xAF", "url-path-character"},
         {"/a#b", "url-fragment"},
         {"/a?b#c", "url-fragment"},
         {"/a?b\n", "url-control-character"},
         {"/\0"sv, "url-control-character"},
         {"/a\\b", "url-path-backslash"},
         {"//a", "url-path-empty-segment"},
         {"/a//", "url-path-empty-segment"},
         {"/a//b", "url-path-empty-segment"}});
}

TEST_CASE("normal_path: every escape of one byte") {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kUpper = "0123456789ABCDEF";
  constexpr std::string_view kLower = "0123456789abcdef";
  for (unsigned byte = 0; byte < 256; ++byte) {
    const auto escape = [&](std::string_view digits) {
      return std::string("%") + digits[byte >> 4U] + digits[byte & 0xFU];
    };
    const auto path = normal_path("/x" + escape(kLower));
    CAPTURE(byte);
    CHECK(normal_path("/x" + escape(kUpper)) == path);
    const char c = static_cast<char>(byte);
    if (byte < 0x20 || byte >= 0x7F || c == '/' || c == '\\') {
      CHECK_FALSE(path.has_value());
    } else if (kUnreserved.find(c) != std::string_view::npos) {
      CHECK(path == std::string("/x") + c);
    } else {
      CHECK(path == "/x" + escape(kUpper));
    }
  }
}

TEST_CASE("normal_path: the size is bounded") {
  const std::string fits = '/' + std::string(kMostUrlBytes - 1, 'a');
  CHECK(outcome(fits) == fits);
  CHECK(outcome(fits + 'a') == "url-too-long");
}

TEST_CASE("take_segment: a slash at the end is no segment") {
  std::string_view path = "/a/b/";
  CHECK(take_segment(path) == "a");
  CHECK(take_segment(path) == "b");
  CHECK_FALSE(take_segment(path).has_value());
  std::string_view root = "/";
  CHECK_FALSE(take_segment(root).has_value());
}

}  // namespace
}  // namespace accessdrift
