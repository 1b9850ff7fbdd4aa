#include <doctest/doctest.h>

#include <string>

#include "agreement.h"
#include "environment.h"
#include "shrink.h"
#include "worlds.h"

/// Random pairs of small configurations: the program's answers against those of the naive
/// evaluation, over all representative requests. `ACCESSDRIFT_PROPERTY_PAIRS` says how many,
/// `ACCESSDRIFT_PROPERTY_SEED` with which seed the first is made.
namespace accessdrift::property {
namespace of_drift {

struct Tally {
  std::size_t refused = 0;
  std::size_t too_big = 0;
  std::size_t limited = 0;
  std::size_t pairs_that_differ = 0;
  std::size_t changes = 0;
  std::size_t conditional_changes = 0;
  std::size_t pairs_with_urls = 0;
  std::size_t changes_by_url = 0;
  std::size_t changes_that_hang_on_url = 0;
  std::size_t pairs_with_open_groups = 0;
  std::size_t changes_of_representatives = 0;
  std::size_t pairs_with_open_directories = 0;
  std::size_t changes_of_unlisted = 0;
  std::size_t loose_changes = 0;
  std::size_t tried_again = 0;
};

LoadedWorld load(const World& world) {
  const Rendering rendering = rendering_of(world);
  return load_world_with_claimants(render(world.before, rendering), render(world.after, rendering));
}

/// `compare`, `engine`, `interpreter`, ….
std::string kind_of_disagreement(const std::string& found) {
  return found.substr(0, found.find(':'));
}

/// Whether nothing of it hangs on chance.
bool is_exhaustive(const std::string& kind) {
  return kind == "compare" || kind == "patterns" || kind == "findings" || kind == "same policies";
}

/// A change that the naive evaluation does not find may hang on a text, an instant or a URL that it
/// did not think of: it is asked again with all that the program tells apart. That makes it see
/// more, and hides no change that it found without.
std::string check_again(const LoadedWorld& loaded, const World& world, const std::string& found) {
  if (!is_exhaustive(kind_of_disagreement(found))) return found;
  Agreement again(loaded, world.seed, world.from, Agreement::Tried::AlsoByTheProgram);
  return again.is_too_big() ? found : again.check();
}

/// What the program and the naive evaluation do not agree on; empty if nothing, or if the loader
/// refuses the world.
std::string disagreement(const World& world) {
  const LoadedWorld loaded = load(world);
  if (loaded.is_refused()) return {};
  Agreement agreement(loaded, world.seed, world.from);
  if (agreement.is_too_big()) return {};
  const std::string found = agreement.check();
  return found.empty() ? found : check_again(loaded, world, found);
}

std::string check_pair(std::uint64_t seed, Tally& tally) {
  const World world = make_world(seed);
  const LoadedWorld loaded = load(world);
  if (loaded.is_refused()) {
    ++tally.refused;
    return {};
  }
  Agreement agreement(loaded, seed, world.from);
  if (agreement.is_too_big()) {
    ++tally.too_big;
    return {};
  }
  const bool differs = !agreement.changes().empty() || !agreement.changes_by_url().empty();
  tally.pairs_that_differ += differs ? 1 : 0;
  tally.pairs_with_urls += agreement.has_urls() ? 1 : 0;
  tally.changes_by_url += agreement.changes_by_url().size();
  tally.changes_that_hang_on_url += agreement.changes_that_hang_on_url();
  tally.changes += agreement.changes().size();
  tally.pairs_with_open_groups += agreement.has_open_groups() ? 1 : 0;
  tally.changes_of_representatives += agreement.changes_of_representatives();
  tally.pairs_with_open_directories += agreement.has_open_directory() ? 1 : 0;
  tally.changes_of_unlisted += agreement.changes_of_unlisted();
  tally.loose_changes += agreement.loose_changes();
  tally.conditional_changes += agreement.conditional_changes();
  const std::string found = agreement.check();
  if (agreement.has_hit_limit()) {
    ++tally.limited;
    MESSAGE("seed " << seed << " is over a limit");
  }
  tally.tried_again += agreement.questions_asked_again();
  if (found.empty()) return found;
  std::string found_again = check_again(loaded, world, found);
  if (found_again.empty()) {
    ++tally.tried_again;
    MESSAGE("seed " << seed << " agrees with all that the program tells apart: " << found);
  }
  return found_again;
}

std::string report(std::uint64_t seed, const std::string& found) {
  const std::string kind = kind_of_disagreement(found);
  const World small = shrink(make_world(seed), [&](const World& world) {
    return kind_of_disagreement(disagreement(world)) == kind;
  });
  const Rendering rendering = rendering_of(small);
  return "seed " + std::to_string(seed) + ", made smaller: " + disagreement(small) +
         "\n===== before\n" + to_text(render(small.before, rendering)) + "===== after\n" +
         to_text(render(small.after, rendering));
}

void check_pairs(std::uint64_t first, std::uint64_t pairs) {
  constexpr int kFailuresShown = 3;
  Tally tally;
  int failures = 0;
  for (std::uint64_t seed = first; seed < first + pairs && failures < kFailuresShown; ++seed) {
    const std::string found = check_pair(seed, tally);
    if (found.empty()) continue;
    ++failures;
    FAIL_CHECK("seed " << seed << ": " << found << "\n" << report(seed, found));
  }
  MESSAGE(pairs << " pairs from seed " << first << ": " << tally.pairs_that_differ << " differ, in "
                << tally.changes << " entitlements, " << tally.conditional_changes
                << " of them conditional; " << tally.pairs_with_urls << " have URLs, with "
                << tally.changes_by_url << " more, " << tally.changes_that_hang_on_url
                << " of them different for one URL and another; " << tally.pairs_with_open_groups
                << " have open groups, with " << tally.changes_of_representatives
                << " changes of representatives, " << tally.pairs_with_open_directories
                << " open directories, with " << tally.changes_of_unlisted
                << " changes of who is not listed; " << tally.loose_changes
                << " of these not told exactly; refused by the loader " << tally.refused
                << ", too many requests " << tally.too_big << ", over a limit " << tally.limited
                << ", tried again " << tally.tried_again);
  // The worlds must be worth comparing.
  CHECK(tally.refused * 50 <= pairs);
  CHECK(tally.limited * 10'000 <= pairs + 10'000);
  CHECK(tally.tried_again * 10'000 <= pairs + 10'000);
  if (pairs >= 1000) CHECK(tally.too_big * 20 <= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.conditional_changes * 4 >= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.pairs_with_urls * 8 >= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.changes_that_hang_on_url * 25 >= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.pairs_with_open_groups * 12 >= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.changes_of_representatives * 15 >= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.pairs_with_open_directories * 20 >= pairs);
  if (pairs >= 1000 && failures == 0) CHECK(tally.changes_of_unlisted * 5 >= pairs);
  const std::size_t of_unknown = tally.changes_of_representatives + tally.changes_of_unlisted;
  if (pairs >= 1000) CHECK(tally.loose_changes * 4 <= of_unknown);
}

std::uint64_t half_of_pairs() {
  return number_from_environment("ACCESSDRIFT_PROPERTY_PAIRS", 12'000) / 2;
}

std::uint64_t first_seed() { return number_from_environment("ACCESSDRIFT_PROPERTY_SEED", 1); }

// Two halves, so that they can run beside each other.
TEST_CASE("compare: agrees with the naive evaluation on random pairs, first half") {
  check_pairs(first_seed(), half_of_pairs());
}

TEST_CASE("compare: agrees with the naive evaluation on random pairs, second half") {
  check_pairs(first_seed() + half_of_pairs(), half_of_pairs());
}

}  // namespace of_drift
}  // namespace accessdrift::property
