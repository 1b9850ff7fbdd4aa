#include "cli/html_page.h"

#include <fmt/format.h>

#include "accessdrift/base/text.h"
#include "accessdrift/report/write_diff.h"
#include "cli/output_file.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;
constexpr std::size_t kSlowPage = 20 * kMegabyte;
constexpr std::size_t kLargestPage = 50 * kMegabyte;

Diagnostic large_page(const std::string& path, std::size_t size, Severity severity) {
  Diagnostic problem = error_without_place(
      "page-too-large",
      severity == Severity::Error
          ? fmt::format("`{}` was not written: it would have {} MB, and browsers open no more "
                        "than {} MB well",
                        shortened(path), size / kMegabyte, kLargestPage / kMegabyte)
          : fmt::format("`{}` has {} MB and will be slow to open", shortened(path),
                        size / kMegabyte),
      "narrow it by --resource, --group, --identity or --kind, or use --format json");
  problem.severity = severity;
  return problem;
}

}  // namespace

Diagnostics write_page(const Report& report, const std::string& path) {
  const std::string page = write_html(report, tool_version());
  if (page.size() > kLargestPage) return {large_page(path, page.size(), Severity::Error)};
  Diagnostics problems = write_output_file(path, page);
  if (problems.empty() && page.size() > kSlowPage)
    problems.push_back(large_page(path, page.size(), Severity::Warning));
  return problems;
}

}  // namespace accessdrift::cli
