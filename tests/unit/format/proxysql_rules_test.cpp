#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "accessdrift/cel/pattern.h"
#include "accessdrift/format/proxysql/address.h"
#include "accessdrift/format/proxysql/pattern.h"

namespace accessdrift::proxysql {
namespace {

struct Example {
  std::string_view pattern;
  std::string_view found;      ///< a text that it matches
  std::string_view not_found;  ///< and one that it does not
};

// What PCRE makes of them without options, but for case.
constexpr Example kExamples[] = {
    {"^SELECT", "select 1", " select 1"},
    {"UPDATE$", "for update\n", "for update\n\n"},
    {"^(a$|b)", "a\n", "a\nb"},
    {R"(^\(?\s*select\b)", "(\vSELECT 1", "selected"},
    {"[]x]y", "]y", "zy"},
    {R"([^\s]=)", "a=", "\v="},
    {"a{2}b", "aab", "ab"},
    {"a{,2}b", "a{,2}b", "aab"},
    {"x{", "x{", "x"},
    {"(?s)a.b", "a\nb", "ab"},
    {R"(\Aa\Z)", "a\n", "ab"},
    {R"(a\/b\_)", "a/b_", "ab"},
};

constexpr std::string_view kUnknown[] = {
    "a(?=b)",  "(?<!a)b", R"((a)\1)", "a++",   "(?>a)b",   "(?m)^a",  "(?P<n>a)", R"(\pL)",
    R"(\x41)", "a$b",     "(a$|b)c",  "(a",    "a)",       "*a",      "[a",       R"(a\)",
    "é",       "[[.a.]]", R"(\h)",    R"(\v)", "(*UTF8)a", "a{1001}",
};

TEST_CASE("plain_pattern: finds what PCRE finds") {
  for (const Example& example : kExamples) {
    CAPTURE(example.pattern);
    const auto plain = plain_pattern(example.pattern, true);
    REQUIRE(plain);
    REQUIRE_FALSE(cel::pattern_problem(plain->text));
    CHECK(cel::pattern_matches(plain->text, example.found));
    CHECK_FALSE(cel::pattern_matches(plain->text, example.not_found));
  }
  CHECK_FALSE(cel::pattern_matches(plain_pattern("^SELECT", false)->text, "select"));
}

TEST_CASE("plain_pattern: nothing of what is not regular, or written otherwise") {
  for (const std::string_view pattern : kUnknown) {
    CAPTURE(pattern);
    CHECK_FALSE(plain_pattern(pattern, true));
  }
}

TEST_CASE("plain_pattern: of ASCII only where bytes are counted") {
  for (const std::string_view pattern : {".*x", "a.+b", "[^x]*", "a.+b.+c", R"(\W*)", "a(.*)b"})
    CHECK_FALSE(plain_pattern(pattern, true)->is_of_ascii);
  for (const std::string_view pattern : {"a.b", ".{3}", "[^x]", ".+.+", "(.+)+", R"(\S)", "a.?b"})
    CHECK(plain_pattern(pattern, true)->is_of_ascii);
}

std::vector<std::string> networks_of(std::string_view text) {
  std::vector<std::string> networks;
  for (const IpPrefix& prefix : client_address_of(text).networks)
    networks.push_back(to_text(prefix));
  return networks;
}

TEST_CASE("client_address_of: addresses whose text starts so") {
  CHECK(networks_of("10.1.2.3") == std::vector<std::string>{"10.1.2.3/32"});
  CHECK(networks_of("10.01.2.3").empty());
  CHECK(networks_of("10.1.%") == std::vector<std::string>{"10.1.0.0/16"});
  CHECK(networks_of("10.25%") ==
        std::vector<std::string>{"10.25.0.0/16", "10.250.0.0/16", "10.251.0.0/16", "10.252.0.0/16",
                                 "10.253.0.0/16", "10.254.0.0/16", "10.255.0.0/16"});
  CHECK(networks_of("10.1.2.3.%").empty());
  CHECK(networks_of("2001:db8:%") == std::vector<std::string>{"2001:db8::/32"});
  CHECK(networks_of("2001:d%") ==
        std::vector<std::string>{"2001:d::/32", "2001:d0::/28", "2001:d00::/24", "2001:d000::/20"});
  CHECK(client_address_of("::%").kind == ClientAddress::Kind::Unclear);
  CHECK(client_address_of("%").kind == ClientAddress::Kind::Anybody);
  CHECK(client_address_of("local%").is_local);
  CHECK_FALSE(exact_address_of("local%").is_local);
}

}  // namespace
}  // namespace accessdrift::proxysql
