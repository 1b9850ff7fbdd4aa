#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "accessdrift/base/digest.h"
#include "accessdrift/report/write_diff.h"
#include "sample_reports.h"

namespace accessdrift {
namespace {

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.rfind(from);
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find(to, begin + from.size());
  return text.substr(begin + from.size(), end - begin - from.size());
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
    ++count;
  return count;
}

TEST_CASE("write_html: allows its own style sheet and script, and nothing else") {
  const std::string page = write_html(testing::small_report(), "0.0");
  const std::string style = between(page, "<style>", "</style>");
  const std::string script = between(page, "\n<script>", "</script>");
  REQUIRE(style.size() > 1000);
  REQUIRE(script.size() > 1000);
  CHECK(between(page, "Content-Security-Policy\" content=\"", "\"") ==
        "default-src 'none'; style-src 'sha256-" + sha256_base64(style) + "'; script-src 'sha256-" +
            sha256_base64(script) + "'; base-uri 'none'; form-action 'none'");
}

TEST_CASE("write_html: nothing is loaded, run by an attribute or made of text") {
  const std::string page = write_html(testing::small_report(), "0.0");
  for (const char* const part :
       {"http:", "https:", " src=", "@import", "url(", "eval(", "innerHTML", "outerHTML",
        "insertAdjacent", "document.write", " onclick=", " onload=", " onerror=", " style="}) {
    CAPTURE(part);
    CHECK(page.find(part) == std::string::npos);
  }
}

TEST_CASE("write_html: no name is markup wherever it stands") {
  const std::string plain = write_html(testing::report_about("plain"), "0.0");
  for (const char* const name :
       {"</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><b>",
        "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "<!--", "]]>", "&lt;script&gt;",
        "</title></td></table>"}) {
    CAPTURE(name);
    const std::string page = write_html(testing::report_about(name), "0.0");
    CHECK(count_of(page, "<") == count_of(plain, "<"));
    CHECK(count_of(page, "\"") - count_of(between(page, "id=\"data\">", "</script>"), "\"") ==
          count_of(plain, "\"") - count_of(between(plain, "id=\"data\">", "</script>"), "\""));
  }
}

TEST_CASE("write_html: what has no shape is shown, and long names are cut") {
  const std::string page = write_html(testing::report_about("a\x1b[31m\xE2\x80\xAE"
                                                            "b\xFF"),
                                      "0.0");
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(page.find('\xFF') == std::string::npos);
  CHECK(page.find("a\\u{1b}[31m\\u{202e}b\\x{ff}") != std::string::npos);
  const std::string long_name(65'536, 'n');
  CHECK(write_html(testing::report_about(long_name), "0.0").size() <
        write_html(testing::report_about("n"), "0.0").size() + 65'536);
}

TEST_CASE("write_html: 5,000 findings are less than 5 MB, and 200 of them are markup") {
  const std::string page = write_html(testing::large_report(5000), "0.0");
  CHECK(page.size() < 5'000'000);
  CHECK(count_of(page, "<td class=\"who\">") == 200);
  CHECK(page.find("The first 200 of 5,000 findings") != std::string::npos);
}

TEST_CASE("write_html: a set that many findings are about stands there once") {
  Report report = testing::large_report(500);
  LabelledSet everybody;
  std::vector<std::string> ids;
  for (int i = 0; i < 10'000; ++i) ids.push_back("somebody-" + std::to_string(i));
  std::ranges::sort(ids);
  everybody.ids = ids;
  everybody.parts = {{"group:all", everybody.ids.size()}};
  for (ReportFinding& finding : report.findings) finding.identities = everybody;
  const std::string page = write_html(report, "0.0");
  CHECK(page.size() < 1'000'000);
  CHECK(count_of(page, "somebody-7777") == 1);
}

TEST_CASE("write_html: the same bytes every time") {
  CHECK(write_html(testing::small_report(), "0.0") == write_html(testing::small_report(), "0.0"));
}

TEST_CASE("write_html: without a change it says so and has no table of findings") {
  const std::string page = write_html(testing::quiet_report(), "0.0");
  CHECK(page.find("No access change.") != std::string::npos);
  CHECK(page.find("id=\"table\"") == std::string::npos);
}

}  // namespace
}  // namespace accessdrift
