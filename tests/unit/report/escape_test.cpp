#include "accessdrift/report/escape.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

struct Example {
  std::string given;
  std::string terminal;
};

TEST_CASE("escape_terminal: leaves text and takes what moves the cursor or turns the line") {
  const std::array<Example, 22> examples{{
      {"", ""},
      {"ana.kirk", "ana.kirk"},
      {"zoë 日本 🙂", "zoë 日本 🙂"},
      {"a\nb", "a\\u{a}b"},
      {"a\tb", "a\\u{9}b"},
      {std::string("a\0b", 3), "a\\u{0}b"},
      {"\x1b[31mred", "\\u{1b}[31mred"},
      {"\x7f", "\\u{7f}"},
      {"\xC2\x9B"
       "31m",
       "\\u{9b}31m"},
      {"\xE2\x80\xAE"
       "evil",
       "\\u{202e}evil"},
      {"a\xE2\x81\xA9", "a\\u{2069}"},
      {"\xD8\x9C", "\\u{61c}"},
      {"\xE2\x80\xA8", "\\u{2028}"},
      {"\xEF\xBB\xBFx", "\\u{feff}x"},
      {"a\xE2\x80\x8B"
       "b",
       "a\\u{200b}b"},
      {"\xF3\xA0\x81\xA1", "\\u{e0061}"},
      {"\xFF", "\\x{ff}"},
      {"\xC0\xAF", "\\x{c0}\\x{af}"},
      {"\xED\xA0\x80", "\\x{ed}\\x{a0}\\x{80}"},
      {"::error::x", "\\u{3a}:error::x"},
      {" \xC2\xA0::add-mask::x", " \xC2\xA0\\u{3a}:add-mask::x"},
      {"x##[error]y", "x\\u{23}#[error]y"},
  }};
  for (const Example& example : examples) {
    CAPTURE(example.given);
    CHECK(escape_terminal(example.given) == example.terminal);
  }
}

TEST_CASE("escape_terminal: an address with colons inside stays") {
  CHECK(escape_terminal("2001:db8::/32") == "2001:db8::/32");
}

TEST_CASE("escape_terminal: joiners that scripts need stay") {
  CHECK(escape_terminal("\xE2\x80\x8C\xE2\x80\x8D") == "\xE2\x80\x8C\xE2\x80\x8D");
}

TEST_CASE("escape_terminal: any bytes give one valid line") {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 7919 + i / 3) % 256);
  const std::string escaped = escape_terminal(bytes);
  CHECK_FALSE(find_invalid_utf8(escaped).has_value());
  CHECK(escaped.find_first_of("\n\r\x1b\t") == std::string::npos);
}

TEST_CASE("escape_excerpt: a tab is four blanks and a colon stays") {
  CHECK(escape_excerpt("\t::x\x1b") == "    ::x\\u{1b}");
}

TEST_CASE("escape_csv: quotes what must be quoted and disarms formulas") {
  const std::array<Example, 10> examples{{
      {"ana", "ana"},
      {"a,b", "\"a,b\""},
      {"a\"b", "\"a\"\"b\""},
      {"=cmd()", "'=cmd()"},
      {"'=cmd()", "''=cmd()"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@x,y", "\"'@x,y\""},
      {"\t=1", "'\\u{9}=1"},
      {"a\nb", "a\\u{a}b"},
  }};
  for (const Example& example : examples) {
    CAPTURE(example.given);
    CHECK(escape_csv(example.given) == example.terminal);
  }
}

TEST_CASE("escape_json: controls and bidirectional characters by number") {
  const std::array<Example, 8> examples{{
      {"zoë", "zoë"},
      {"a\"b\\c", "a\\\"b\\\\c"},
      {"a\nb", "a\\u000ab"},
      {"\x1b", "\\u001b"},
      {"\x7f", "\\u007f"},
      {"\xE2\x80\xAE", "\\u202e"},
      {"\xF3\xA0\x81\xA1", "\\udb40\\udc61"},
      {"\xFFx", "\xEF\xBF\xBDx"},
  }};
  for (const Example& example : examples) {
    CAPTURE(example.given);
    CHECK(escape_json(example.given) == example.terminal);
  }
}

TEST_CASE("escape_markdown: a code span that nothing ends") {
  const std::array<Example, 12> examples{{
      {"ana", "`ana`"},
      {"", "` `"},
      {" ", "` `"},
      {" a ", "`  a  `"},
      {" a", "` a`"},
      {"a`b", "``a`b``"},
      {"`a``", "``` `a`` ```"},
      {"a|b\\", "`a\\u{7c}b\\`"},
      {"a\n| b", "`a\\u{a}\\u{7c} b`"},
      {"<script>@all #1 [x](y)", "`<script>@all #1 [x](y)`"},
      {"\xE2\x80\xAE"
       "a",
       "`\\u{202e}a`"},
      {"\xFF", "`\\x{ff}`"},
  }};
  for (const Example& example : examples) {
    CAPTURE(example.given);
    CHECK(escape_markdown(example.given) == example.terminal);
  }
}

TEST_CASE("escape_markdown: the cost is that of the length") {
  const std::string pipes(65'536, '|');
  CHECK(escape_markdown(pipes).size() == 65'536 * 6 + 2);
}

TEST_CASE("escape_workflow_message and _property: nothing ends the command or a property") {
  CHECK(escape_workflow_message("50%,a:b") == "50%25,a:b");
  CHECK(escape_workflow_message("a\r\n::error::b") == "a\\u{d}\\u{a}::error::b");
  CHECK(escape_workflow_property("50%,a:b") == "50%25%2Ca%3Ab");
  CHECK(escape_workflow_property("::error::x") == "\\u{3a}%3Aerror%3A%3Ax");
}

TEST_CASE("escape_prose: no link") {
  CHECK(escape_prose("[a](1) [b] (c)") == "[a]\\u{28}1) [b] (c)");
  CHECK(escape_prose("a\nb") == "a\\u{a}b");
}

TEST_CASE("escape_uri_path: segments are encoded and none is a scheme") {
  CHECK(escape_uri_path("access/a-b_c.yaml") == "access/a-b_c.yaml");
  CHECK(escape_uri_path("a b,100%.yaml") == "a%20b%2C100%25.yaml");
  CHECK(escape_uri_path("http:x") == "http%3Ax");
  CHECK(escape_uri_path("zoë") == "zo%C3%AB");
}

TEST_CASE("escape_html: nothing is markup") {
  CHECK(escape_html("</script><b a=\"1\" b='2'>&amp;") ==
        "&lt;/script&gt;&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;");
  CHECK(escape_html("\xE2\x80\xAE\x1b[1m\n\xFF") == "\\u{202e}\\u{1b}[1m\\u{a}\\x{ff}");
  CHECK(escape_html("Zoë 李") == "Zoë 李");
}

TEST_CASE("escape_json_in_html: ends no script") {
  CHECK(escape_json_in_html(R"(["</script>","<!--"])") == R"(["\u003c/script>","\u003c!--"])");
}

}  // namespace
}  // namespace accessdrift
