#include "accessdrift/url/regex.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <random>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

bool is_normal_path(std::string_view text) {
  const auto path = normal_path(text);
  return path && *path == text;
}
bool is_normal_host(std::string_view text) {
  const auto host = normal_host(text);
  return host && *host == text;
}

/// The words of the alphabet up to a length, in turn.
template <typename Visit>
void each_word(std::string_view alphabet, std::size_t most, Visit visit) {
  std::string word;
  std::vector<std::size_t> digits;
  while (true) {
    visit(word);
    std::size_t at = 0;
    while (at < digits.size() && digits[at] + 1 == alphabet.size()) {
      digits[at] = 0;
      word[at++] = alphabet.front();
    }
    if (at < digits.size()) {
      word[at] = alphabet[++digits[at]];
    } else if (digits.size() == most) {
      return;
    } else {
      digits.push_back(0);
      word += alphabet.front();
    }
  }
}

TEST_CASE("normal_path_regex: agrees with normal_path on every short text") {
  const RE2 regex(normal_path_regex());
  REQUIRE(regex.ok());
  int normal = 0;
  each_word("/.%2eEf5c;aB~*", 5, [&](const std::string& word) {
    const std::string text = '/' + word;
    const bool is_normal = is_normal_path(text);
    normal += is_normal ? 1 : 0;
    if (RE2::FullMatch(text, regex) != is_normal) FAIL_CHECK(text);
    const auto path = normal_path(text);
    if (path && !RE2::FullMatch(*path, regex)) FAIL_CHECK(text);
  });
  CHECK(normal > 10'000);
  CHECK_FALSE(RE2::FullMatch("", regex));
  CHECK_FALSE(RE2::FullMatch("a", regex));
}

TEST_CASE("normal_path_regex: agrees on every byte and every pair of escapes") {
  const RE2 regex(normal_path_regex());
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto escape = [&](unsigned byte) {
    return std::string("%") + kDigits[byte >> 4U] + kDigits[byte & 0xFU];
  };
  for (unsigned a = 0; a < 256; ++a) {
    const std::string raw = std::string("/") + static_cast<char>(a);
    CHECK(RE2::FullMatch(raw, regex) == is_normal_path(raw));
    CHECK(RE2::FullMatch('/' + escape(a), regex) == is_normal_path('/' + escape(a)));
    for (unsigned b = 0; b < 256; ++b) {
      const std::string two = '/' + escape(a) + escape(b);
      if (RE2::FullMatch(two, regex) != is_normal_path(two)) FAIL_CHECK(two);
      if (a < 0xE0) continue;
      for (const unsigned c : {0x7FU, 0x80U, 0xBFU, 0xC0U}) {
        const std::string three = two + escape(c);
        const std::string four = three + escape(0x80U);
        if (RE2::FullMatch(three, regex) != is_normal_path(three)) FAIL_CHECK(three);
        if (RE2::FullMatch(four, regex) != is_normal_path(four)) FAIL_CHECK(four);
      }
    }
  }
}

TEST_CASE("normal_path_regex: agrees on random texts") {
  const RE2 regex(normal_path_regex());
  std::mt19937 random(9);
  const std::vector<std::string> pieces{
      "/",  "/", ".",   "..",  "%2E", "%2F", "%5C", "%25", ";", "%3B", "a", "A~!",
      ":@", "*", "%C3", "%A9", "%c3", "%00", "%20", "\\",  " ", "%e9", "0", "\xC3\xA9"};
  int normal = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string text = "/";
    for (auto n = random() % 8; n > 0; --n) text += pieces[random() % pieces.size()];
    const bool is_normal = is_normal_path(text);
    normal += is_normal ? 1 : 0;
    if (RE2::FullMatch(text, regex) != is_normal) FAIL_CHECK(text);
  }
  CHECK(normal > 3'000);
}

TEST_CASE("normal_host_regex: agrees with normal_host on every short text") {
  const RE2 regex(normal_host_regex());
  REQUIRE(regex.ok());
  int normal = 0;
  each_word("a0x1-.gfA:[", 6, [&](const std::string& text) {
    const bool is_normal = is_normal_host(text);
    normal += is_normal ? 1 : 0;
    if (RE2::FullMatch(text, regex) != is_normal) FAIL_CHECK(text);
  });
  CHECK(normal > 10'000);
}

TEST_CASE("normal_host_regex: agrees on IPv4 addresses and their like") {
  const RE2 regex(normal_host_regex());
  for (int octet = 0; octet < 1'000; ++octet) {
    for (const char* zeros : {"", "0", "00"}) {
      const std::string number = zeros + std::to_string(octet);
      for (const std::string& text :
           {number + ".0.2.1", "192." + number + ".2.1", "192.0.2." + number, "1.2." + number}) {
        if (RE2::FullMatch(text, regex) != is_normal_host(text)) FAIL_CHECK(text);
      }
    }
  }
}

TEST_CASE("normal_host_regex: agrees on IPv6 addresses and their like") {
  const RE2 regex(normal_host_regex());
  std::mt19937 random(17);
  const std::vector<std::string> groups{"0",  "0",  "0",   "1", "f", "ffff", "fff",  "fffe",
                                        "00", "01", "db8", "A", "g", "ff0f", "effff"};
  int normal = 0;
  for (int round = 0; round < 300'000; ++round) {
    // Mostly groups that are in order, or nothing would ever be normal.
    const std::size_t choices = random() % 4 == 0 ? groups.size() : 8;
    const std::size_t count = 1 + random() % 8;
    const std::size_t gap = random() % 10;
    std::string text = gap == 0 ? "[::" : "[";
    for (std::size_t i = 1; i <= count; ++i) {
      text += groups[random() % choices];
      if (i == gap)
        text += "::";
      else if (i < count)
        text += ':';
    }
    text += ']';
    const bool is_normal = is_normal_host(text);
    normal += is_normal ? 1 : 0;
    if (RE2::FullMatch(text, regex) != is_normal) FAIL_CHECK(text);
  }
  CHECK(normal > 10'000);
}

TEST_CASE("normal_host_regex: agrees on every choice of zero groups") {
  const RE2 regex(normal_host_regex());
  for (unsigned zeros = 0; zeros < 256; ++zeros) {
    for (const char* group : {"ffff", "1", "abc"}) {
      std::string text = "[";
      for (unsigned i = 0; i < 8; ++i) {
        text += (zeros >> i & 1U) != 0 ? "0" : group;
        text += i < 7 ? ':' : ']';
      }
      CAPTURE(text);
      CHECK(RE2::FullMatch(text, regex) == is_normal_host(text));
      if (const auto host = normal_host(text)) CHECK(RE2::FullMatch(*host, regex));
    }
  }
  CHECK_FALSE(RE2::FullMatch("[::ffff:1:2]", regex));
  CHECK_FALSE(RE2::FullMatch("[::ffff:0:0]", regex));
  CHECK(RE2::FullMatch("[::fffe:1:2]", regex));
  CHECK(RE2::FullMatch("[::ffff:1]", regex));
  CHECK(RE2::FullMatch("[::ffff:0:1:2]", regex));
  CHECK(RE2::FullMatch("[::]", regex));
}

TEST_CASE("path_regex: agrees with matches on normal paths") {
  std::mt19937 random(21);
  const std::vector<std::string> words{"a", "b", "a.b", "(a)", "$", "a+", "%20", "*", "**", "**"};
  const std::vector<std::string> path_words{"a", "b",  "a.b", "axb", "(a)",
                                            "$", "a+", "aa",  "%20", "*"};
  int matched = 0;
  for (int round = 0; round < 2'000; ++round) {
    std::string text = "https://h";
    for (auto n = random() % 5; n > 0; --n) text += '/' + words[random() % words.size()];
    const auto pattern = parse_url_pattern(text).value();
    const RE2 regex(path_regex(pattern));
    REQUIRE(regex.ok());
    for (int i = 0; i < 50; ++i) {
      std::string path;
      for (auto n = random() % 6; n > 0; --n)
        path += '/' + path_words[random() % path_words.size()];
      if (path.empty() || random() % 2 == 0) path += '/';
      REQUIRE(is_normal_path(path));
      const bool is_match = matches(pattern, {"https", "h", 443, path});
      matched += is_match ? 1 : 0;
      CAPTURE(text);
      CAPTURE(path);
      REQUIRE(RE2::FullMatch(path, regex) == is_match);
      REQUIRE(RE2::PartialMatch(path, regex) == is_match);
    }
  }
  CHECK(matched > 10'000);
}

TEST_CASE("host_regex: agrees with matches on normal hosts") {
  for (const char* text : {"https://corp.example/", "https://*.corp.example/", "https://*.example/",
                           "https://192.0.2.1/", "https://[2001:db8::1]/"}) {
    const auto pattern = parse_url_pattern(text).value();
    const RE2 regex(host_regex(pattern));
    REQUIRE(regex.ok());
    for (const char* host : {"corp.example", "a.corp.example", "a.b.corp.example", "corpxexample",
                             "example", "xcorp.example", "192.0.2.1", "192x0.2x1", "[2001:db8::1]",
                             "2", "localhost", "-.corp.example"}) {
      CAPTURE(text);
      CAPTURE(host);
      CHECK(RE2::FullMatch(host, regex) == matches(pattern, {"https", host, 443, "/"}));
      CHECK(RE2::PartialMatch(host, regex) == matches(pattern, {"https", host, 443, "/"}));
    }
  }
}

}  // namespace
}  // namespace accessdrift
