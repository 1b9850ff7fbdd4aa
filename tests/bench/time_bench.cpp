#include <array>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "accessdrift/base/time_text.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/load/loader.h"
#include "tests/bench/in_memory.h"

/// time_bench BEFORE AFTER: the comparison of two folders as they are, and with forty windows in
/// twelve zones, forty policies that read them and two thousand memberships that end on as many
/// days, equal on both sides, then with a window and a hundred ends edited. Prints the times and
/// their ratios.
namespace {

using Clock = std::chrono::steady_clock;
using accessdrift::bench::Files;
using accessdrift::bench::read_files;
using accessdrift::bench::side_of;

constexpr int kWindows = 40;
constexpr int kEnds = 2'000;
constexpr accessdrift::Instant kFrom = 1'795'507'200;  // 2026-11-24T08:00:00Z

std::string window_text(int number, bool is_moved) {
  constexpr std::array kZones{"Europe/Berlin",     "Europe/Dublin",       "America/New_York",
                              "America/Sao_Paulo", "Asia/Kathmandu",      "Australia/Lord_Howe",
                              "Asia/Tokyo",        "America/Los_Angeles", "Africa/Johannesburg",
                              "Pacific/Auckland",  "Europe/Athens",       "UTC"};
  const int first = 6 + number % 5 + (is_moved ? 1 : 0);
  const auto hour = [](int h) { return (h < 10 ? "0" : "") + std::to_string(h) + ":00"; };
  return "Mon-Fri " + hour(first) + "-" + hour(first + 8 + number % 3) + " " +
         kZones[static_cast<std::size_t>(number) % kZones.size()];
}

/// What is added to either side.
std::string overlay(const accessdrift::Snapshot& snapshot, bool is_after) {
  std::string windows = "windows:\n";
  std::string policies = "policies:\n";
  for (int w = 0; w < kWindows; ++w) {
    const auto at = static_cast<std::size_t>(w);
    const std::string name = "w" + std::to_string(w);
    windows += "  " + name + ": \"" + window_text(w, is_after && w == 7) + "\"\n";
    policies += "  timed-" + name +
                ":\n    allow: [\"group:" + std::string(snapshot.text(snapshot.groups[at]->id)) +
                "\", \"group:temps\"]\n    to: [\"" +
                std::string(snapshot.text(snapshot.resources[at]->id)) +
                "\"]\n    when: request.time in windows." + name + "\n";
  }
  std::string temps = "groups:\n  temps:\n    members:\n";
  for (int e = 0; e < kEnds; ++e) {
    const int day = e + (is_after && e % 20 == 0 ? 365 : 0);
    const std::string until =
        accessdrift::to_text(kFrom + (day + 30) * accessdrift::kSecondsPerDay).substr(0, 10);
    temps += "      - {user: \"" +
             std::string(snapshot.user_id(accessdrift::UserIndex{static_cast<std::size_t>(e)})) +
             "\", until: " + until + "}\n";
  }
  return "accessdrift: 1\n" + windows + temps + policies;
}

struct Measured {
  double all = 0;  ///< milliseconds from bytes to changes
  double comparing = 0;
  std::size_t changed = 0;
  std::size_t limits = 0;
};

std::optional<Measured> measure(const Files& before, const Files& after) {
  accessdrift::Sides sides;
  sides.before = side_of(before);
  sides.after = side_of(after);
  const auto started = Clock::now();
  accessdrift::Loader loader;
  const auto loaded = loader.load(sides);
  if (!loaded) return std::nullopt;
  const auto comparing = Clock::now();
  const auto comparison =
      accessdrift::compare(loaded->before.snapshot, loaded->after.snapshot, kFrom);
  const auto ended = Clock::now();
  Measured measured;
  measured.all = std::chrono::duration<double, std::milli>(ended - started).count();
  measured.comparing = std::chrono::duration<double, std::milli>(ended - comparing).count();
  for (const auto& target : comparison.changes) {
    if (target.is_limited) ++measured.limits;
    for (const auto& pair : target.changes) measured.changed += pair.identities.size();
  }
  return measured;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto before = read_files(argv[1]);
  auto after = read_files(argv[2]);
  if (!before || !after) return 2;
  const auto plain = measure(*before, *after);
  accessdrift::Loader loader;
  const auto base = loader.load(side_of(*before));
  if (!plain || !base) return 2;
  std::printf("without time: %.1f ms, comparing %.1f ms, %zu changed\n", plain->all,
              plain->comparing, plain->changed);
  before->emplace("time.yaml", overlay(*base->snapshot, false));
  for (const bool differs : {false, true}) {
    (*after)["time.yaml"] = overlay(*base->snapshot, differs);
    const auto timed = measure(*before, *after);
    if (!timed) return 2;
    std::printf(
        "with %d windows and %d ends, %s: %.1f ms (%.2f x), comparing %.1f ms (%.2f x), %zu "
        "changed, %zu limits hit\n",
        kWindows, kEnds, differs ? "some of them edited" : "equal on both sides", timed->all,
        timed->all / plain->all, timed->comparing, timed->comparing / plain->comparing,
        timed->changed, timed->limits);
  }
}
