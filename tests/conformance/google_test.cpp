#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>
#include <string>

#include "accessdrift/url/host.h"
#include "accessdrift/url/path.h"
#include "cel_table.h"

namespace accessdrift::conformance {
namespace {

std::string or_refused(const UrlResult<std::string>& normal) {
  return normal ? *normal : "refused";
}

TEST_CASE("Google: hosts and paths in their normal form") {
  std::size_t rows = 0;
  std::size_t asked = 0;
  std::map<std::string, std::size_t> not_asked;
  for (const CelRow& row : read_cel_table(ACCESSDRIFT_CONFORMANCE "/google/normal_forms.tsv")) {
    ++rows;
    if (const std::string why = row.why_not(); !why.empty()) {
      ++not_asked[why];
      continue;
    }
    ++asked;
    CAPTURE(row.name);
    const bool is_host = row.with == "host";
    CHECK(or_refused(is_host ? normal_host(row.expression) : normal_path(row.expression)) ==
          row.is);
  }
  fmt::print("hosts and paths: {} of {} asked", asked, rows);
  for (const auto& [why, times] : not_asked) fmt::print("; {} not: {}", times, why);
  fmt::print("\n");
  CHECK(rows == 7);
}

}  // namespace
}  // namespace accessdrift::conformance
