#include "accessdrift/load/rounds.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

/// How many rounds are read where each of the first `telling` ones tells something new.
int rounds_read(Rounds& rounds, int telling) {
  int read = 0;
  std::size_t told = 0;
  do {
    if (read < telling) ++told;
    ++read;
  } while (rounds.is_another_needed({{"entra", told}, {"hoop", 7}}));
  return read;
}

}  // namespace

TEST_CASE("Rounds: one more than those that tell something new") {
  for (const int telling : {0, 1, 2, 5, 98}) {
    Rounds rounds({{"entra", 0}, {"hoop", 7}});
    CHECK(rounds_read(rounds, telling) == telling + 1);
    CHECK(rounds.problems().empty());
  }
}

TEST_CASE("Rounds: a format of which nothing was told before tells something new") {
  Rounds rounds({{"hoop", 7}});
  CHECK(rounds.is_another_needed({{"entra", 1}, {"hoop", 7}}));
  CHECK_FALSE(rounds.is_another_needed({{"entra", 1}, {"hoop", 7}}));
}

TEST_CASE("Rounds: what comes to no end is an error that names whose files it is of") {
  Rounds rounds({{"entra", 0}, {"hoop", 7}});
  CHECK(rounds_read(rounds, 1000) == Rounds::kMost);
  const Diagnostics problems = rounds.problems();
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().code == "endless-telling");
  CHECK(problems.front().message ==
        "what files of `entra` tell each other comes to no end in 100 rounds");
}

}  // namespace accessdrift
