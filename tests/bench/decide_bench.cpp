#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "accessdrift/engine/decide.h"
#include "accessdrift/load/loader.h"

/// decide_bench FOLDER QUESTIONS: decisions on a prepared snapshot, one `identity resource action`
/// a line, all asked several times over: the first pass finds memory cold. Prints the times of
/// single decisions and the cost of reading the clock, which is in each of them.
namespace {

using Clock = std::chrono::steady_clock;

struct Question {
  std::string identity, resource, action;
};

std::vector<Question> read_questions(const char* path) {
  std::ifstream in(path);
  std::vector<Question> all;
  for (Question q; in >> q.identity >> q.resource >> q.action;) all.push_back(q);
  return all;
}

long long percentile(std::vector<long long> times, std::size_t percent) {
  std::ranges::sort(times);
  return times[times.size() * percent / 100];
}

long long nanoseconds(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(to - from).count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto sides = accessdrift::open_side(argv[1], ".");
  if (!sides) return 2;
  accessdrift::Loader loader;
  const auto side = loader.load(sides->after);
  const std::vector<Question> questions = read_questions(argv[2]);
  if (!side || questions.empty()) return 2;
  const auto started = Clock::now();
  accessdrift::Decider decider(side->snapshot);
  decider.prepare();
  std::printf("prepare  %.1f ms\n", static_cast<double>(nanoseconds(started, Clock::now())) / 1e6);
  for (int pass = 1; pass <= 20; ++pass) {
    std::vector<long long> times, clock;
    std::size_t allowed = 0;
    for (const Question& q : questions) {
      const auto before = Clock::now();
      const auto decided = decider.decide(q.identity, q.action, q.resource);
      const auto after = Clock::now();
      times.push_back(nanoseconds(before, after));
      clock.push_back(nanoseconds(after, Clock::now()));
      allowed += decided == accessdrift::Decided::Allow ? 1 : 0;
    }
    std::printf(
        "decide   pass %d: %zu asked, %zu allowed, p50 %lld ns, p99 %lld ns (clock alone p50 %lld "
        "ns)\n",
        pass, questions.size(), allowed, percentile(times, 50), percentile(times, 99),
        percentile(clock, 50));
  }
}
