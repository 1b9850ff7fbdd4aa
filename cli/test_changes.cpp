#include "cli/test_changes.h"

#include <map>
#include <string>
#include <utility>

#include "accessdrift/gate/tests.h"
#include "accessdrift/report/tests.h"

namespace accessdrift::cli {
namespace {

struct Tested {
  std::string result;
  PlaceText place;
};
/// By what is tested.
using TestedByText = std::map<std::string, Tested>;

/// `order`: the texts as they stand.
TestedByText tested(const std::shared_ptr<const Snapshot>& snapshot, Instant from,
                    std::vector<std::string>& order) {
  TestedByText by_text;
  const std::vector<TestResult> results = run_tests(snapshot, from);
  for (std::size_t t = 0; t < results.size(); ++t) {
    std::string text = test_text(*snapshot, t);
    const bool is_new = by_text
                            .try_emplace(text, Tested{std::string(to_text(results[t].kind)),
                                                      place_text(snapshot->tests[t].key())})
                            .second;
    if (is_new) order.push_back(std::move(text));
  }
  return by_text;
}

}  // namespace

std::vector<ReportTest> changed_tests(const std::shared_ptr<const Snapshot>& before,
                                      const std::shared_ptr<const Snapshot>& after, Instant from) {
  std::vector<std::string> order_before, order_after;
  const TestedByText was = tested(before, from, order_before);
  const TestedByText is = tested(after, from, order_after);
  std::vector<ReportTest> changed;
  for (const std::string& text : order_after) {
    const Tested& now = is.at(text);
    const auto then = was.find(text);
    const std::string result = then == was.end() ? std::string() : then->second.result;
    if (result != now.result) changed.push_back({text, result, now.result, now.place});
  }
  for (const std::string& text : order_before) {
    if (!is.contains(text)) changed.push_back({text, was.at(text).result, {}, was.at(text).place});
  }
  return changed;
}

}  // namespace accessdrift::cli
