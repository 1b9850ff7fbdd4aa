#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "accessdrift/format/proxysql/ends.h"

namespace accessdrift::proxysql {
namespace {

/// Ways within ways at random: what a request fits is a way with all ends on it.
class Walking {
 public:
  explicit Walking(std::uint32_t seed) : random_(seed) { walk(0); }

  [[nodiscard]] const Ends& ends() const { return ends_; }
  [[nodiscard]] std::size_t one_of(std::size_t count) { return random_() % count; }

  /// By end, whether a random request fits it; it fits no end on a way that it does not fit.
  [[nodiscard]] std::vector<bool> request() {
    std::vector<bool> fits(ends_.size(), true);
    for (std::size_t at = ends_.size() - 1; at-- > 0;) {
      if (one_of(3) > 0) continue;
      for (std::size_t on_it = ends_[at].first; on_it <= at; ++on_it) fits[on_it] = false;
    }
    return fits;
  }

 private:
  void walk(int depth) {
    const std::size_t first = ends_.size();
    const std::size_t rules = one_of(5);
    for (std::size_t rule = 0; rule < rules; ++rule) {
      if (depth < 3 && one_of(3) == 0) {
        walk(depth + 1);
      } else {
        ends_.add({{}, true, flag(), {}, ends_.size()});
      }
    }
    ends_.add({{}, false, flag(), {}, first});
  }
  [[nodiscard]] std::int64_t flag() { return static_cast<std::int64_t>(one_of(3)); }

  std::mt19937 random_;
  Ends ends_;
};

TEST_CASE("Ends: those that tell a flag tell of each request what all of them tell") {
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    CAPTURE(seed);
    Walking walking(seed);
    const Ends& ends = walking.ends();
    std::vector<bool> kept(ends.size());
    if (seed % 2 == 0) kept[walking.one_of(ends.size())] = true;
    for (int asked = 0; asked < 20; ++asked) {
      const std::vector<bool> fits = walking.request();
      std::size_t first = 0;
      while (!fits[first]) ++first;
      for (std::int64_t flag = 0; flag <= 3; ++flag) {
        const std::vector<std::size_t> telling = ends.telling(flag, kept);
        std::size_t told = 0;
        while (!fits[telling[told]]) ++told;
        CHECK((ends[telling[told]].flag == flag) == (ends[first].flag == flag));
      }
    }
  }
}

TEST_CASE("Ends: one for each change between flags, however many rules end the chain") {
  Ends ends;
  for (std::size_t rule = 0; rule < 200; ++rule) ends.add({{}, true, 1, {}, ends.size()});
  ends.add({{}, false, 1, {}, 0});
  for (std::size_t rule = 0; rule < 200; ++rule) ends.add({{}, true, 0, {}, ends.size()});
  ends.add({{}, false, 0, {}, 0});
  const std::vector<bool> none(ends.size());
  CHECK(ends.telling(1, none) == std::vector<std::size_t>{200, 401});
  CHECK(ends.telling(0, none) == std::vector<std::size_t>{200, 401});
  CHECK(ends.telling(7, none) == std::vector<std::size_t>{401});
  std::vector<bool> kept = none;
  kept[5] = true;
  CHECK(ends.telling(1, kept) == std::vector<std::size_t>{5, 200, 401});
}

}  // namespace
}  // namespace accessdrift::proxysql
