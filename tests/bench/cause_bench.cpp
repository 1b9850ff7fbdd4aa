#include <chrono>
#include <cstdio>

#include "accessdrift/cause/caused_findings.h"
#include "accessdrift/load/loader.h"
#include "tests/bench/in_memory.h"

/// cause_bench BEFORE AFTER: two configurations, both in memory. Prints the time of comparing them,
/// and beside it that of rolling up and that of finding every finding's causes.
namespace {

using Clock = std::chrono::steady_clock;
using namespace accessdrift;

double milliseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

std::size_t entitlements_of(const Finding& finding) {
  return finding.identities.size() * finding.resources.size() * finding.actions.size();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto before = bench::read_files(argv[1]);
  const auto after = bench::read_files(argv[2]);
  if (!before || !after) return 2;
  Loader loader;
  Sides both;
  both.before = bench::side_of(*before);
  both.after = bench::side_of(*after);
  const auto sides = loader.load(both);
  if (!sides) return 2;
  const auto compared_at = Clock::now();
  const Comparison comparison =
      compare(sides->before.snapshot, sides->after.snapshot, kFirstInstant);
  const double comparing = milliseconds(compared_at);
  const auto rolled_at = Clock::now();
  const std::vector<Finding> findings = roll_up(comparison);
  const double rolling = milliseconds(rolled_at);
  const auto searched_at = Clock::now();
  FindingCauses causes(comparison, findings);
  std::size_t entitlements = 0;
  std::size_t not_searched = 0;
  std::size_t parts = 0;
  for (const Finding& finding : findings) {
    entitlements += entitlements_of(finding);
    for (const CausedFinding& part : causes.split(finding)) {
      ++parts;
      if (!part.cause) not_searched += entitlements_of(part.finding);
    }
  }
  const double searching = milliseconds(searched_at);
  std::printf("edits %zu  entitlements %zu  findings %zu, by cause %zu  not searched %zu\n",
              comparison.edits.size(), entitlements, findings.size(), parts, not_searched);
  std::printf("comparing %.1f ms  rolling up %.1f ms  causes %.1f ms = %.2f x comparing\n",
              comparing, rolling, searching, searching / comparing);
  return 0;
}
