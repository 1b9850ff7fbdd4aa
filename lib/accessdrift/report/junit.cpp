#include "accessdrift/report/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "accessdrift/report/escape.h"

namespace accessdrift {
namespace {

using JunitResult = JunitCase::Result;

/// Control and bidirectional characters are told as on a terminal: XML has no way to write them.
std::string xml(std::string_view text) { return escape_xml(escape_terminal(text)); }

std::string result_xml(const JunitCase& one) {
  if (one.result == JunitResult::Passed) return {};
  const bool is_failed = one.result == JunitResult::Failed;
  const std::string_view element = is_failed ? "failure" : "skipped";
  std::string out = fmt::format("      <{} message=\"{}\"", element, xml(one.message));
  if (!is_failed || one.details.empty()) return out + "/>\n";
  return out + ">" + escape_xml(one.details) + "</failure>\n";
}

std::string case_xml(const JunitCase& one, std::size_t times) {
  const std::string name = times == 1 ? one.name : fmt::format("{} #{}", one.name, times);
  std::string out =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml(one.classname), xml(name));
  std::string inside = result_xml(one);
  if (!one.output.empty())
    inside += "      <system-out>" + escape_xml(one.output) + "</system-out>\n";
  return inside.empty() ? out + "/>\n" : out + ">\n" + inside + "    </testcase>\n";
}

}  // namespace

std::string junit_xml(const std::vector<JunitCase>& cases) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> seen;
  std::string body;
  for (const JunitCase& one : cases) body += case_xml(one, ++seen[{one.classname, one.name}]);
  const auto count = [&](JunitResult result) {
    return std::ranges::count(cases, result, &JunitCase::result);
  };
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite "
      "name=\"accessdrift\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" errors=\"0\">\n{}  "
      "</testsuite>\n</testsuites>\n",
      cases.size(), count(JunitResult::Failed), count(JunitResult::Skipped), body);
}

}  // namespace accessdrift
