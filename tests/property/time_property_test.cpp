#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "accessdrift/interpreter/interpreter.h"
#include "agreement.h"
#include "environment.h"
#include "naive.h"
#include "shrink.h"
#include "worlds.h"

/// Random configurations that speak of time: the interpreter's decisions against those of the naive
/// evaluation, at representative instants. `ACCESSDRIFT_TIME_PAIRS` says how many pairs of them,
/// `ACCESSDRIFT_PROPERTY_SEED` with which seed the first is made.
namespace accessdrift::property {
namespace of_time {

constexpr std::size_t kMostRequests = 8192;
constexpr std::size_t kDecisionsTried = 60;
constexpr std::size_t kExplanationsTried = 10;

struct Tally {
  std::size_t refused = 0;
  std::size_t too_big = 0;
  std::string refusal;  ///< the last one
  std::size_t asked = 0;
  std::size_t of_time = 0;  ///< decided otherwise at another time
};

LoadedWorld load(const World& world) {
  const Rendering rendering = rendering_of(world);
  return load_world_with_claimants(render(world.before, rendering), render(world.after, rendering));
}

/// One side, asked at random.
class Questions {
 public:
  Questions(const Snapshot& snapshot, naive::RepresentativeRequests requests, std::uint64_t seed)
      : side_(snapshot),
        requests_(std::move(requests)),
        interpreter_(snapshot),
        access_(naive::access_of(side_, requests_)),
        random_(seed) {
    const naive::RequestSet everything = naive::RequestSet::all(requests_.size());
    for (const auto& [target, holders] : access_) {
      for (const naive::Holder& holder : holders)
        if (holder.allowed != everything) hanging_.emplace_back(target, holder.person);
    }
  }

  std::string decide(Tally& tally) {
    for (std::size_t i = 0; i < kDecisionsTried && !access_.empty(); ++i) {
      const Request request = some_request();
      const bool expected = naive_decides(request);
      ++tally.asked;
      if (is_of_time(request, expected)) ++tally.of_time;
      const Outcome outcome = interpreter_.decide(request);
      if (outcome != (expected ? Outcome::Allow : Outcome::Deny))
        return "interpreter: naive says " + yes_no(expected) + to_text(request);
      Request complete = request;  // a question by id alone is about all URLs
      for (const std::string_view attribute : kUrlAttributes)
        complete.attributes.try_emplace(std::string(attribute), Told::absent());
      if (interpreter_.explain(complete).outcome != outcome)
        return "explain: decides otherwise than decide" + to_text(request);
    }
    return {};
  }

  /// What is not told may be open, but nothing is certain that is not so for all values.
  std::string explain() {
    for (std::size_t i = 0; i < kExplanationsTried && !access_.empty(); ++i) {
      Request request = some_request();
      request.attributes["request.time"] = {};
      const Outcome outcome = interpreter_.explain(request).outcome;
      if (outcome == Outcome::Open) continue;
      for (const Told& time : times()) {
        request.attributes["request.time"] = time;
        if (naive_decides(request) != (outcome == Outcome::Allow))
          return "explain: certain of what is not so" + to_text(request);
      }
    }
    return {};
  }

 private:
  static std::string to_text(const Request& request) {
    return " (" + request.identity + ", " + request.action + " on " + request.resource + ")" +
           property::to_text(request.attributes);
  }

  [[nodiscard]] Request some_request() {
    auto some = access_.begin();
    std::advance(some, static_cast<std::ptrdiff_t>(random_.below(access_.size())));
    naive::Target target = some->first;
    std::size_t person = random_.below(side_.all());
    if (!hanging_.empty() && random_.chance(70)) std::tie(target, person) = random_.pick(hanging_);
    const std::string who(person == side_.anonymous()    ? kAnonymous
                          : person == side_.signed_out() ? kSignedOut
                                                         : side_.people[person].spelling);
    return {who, target.second, target.first, requests_.request(random_.below(requests_.size()))};
  }

  [[nodiscard]] bool naive_decides(const Request& request) const {
    return side_.decide(request.identity, request.action, request.resource, request.attributes);
  }

  [[nodiscard]] const std::vector<Told>& times() const {
    const auto axis =
        std::ranges::find(requests_.axes(), std::string("request.time"), &naive::Axis::attribute);
    return axis->values;
  }

  [[nodiscard]] bool is_of_time(Request request, bool decided) {
    request.attributes["request.time"] = random_.pick(times());
    return naive_decides(request) != decided;
  }

  naive::Side side_;
  naive::RepresentativeRequests requests_;
  Interpreter interpreter_;
  naive::Access access_;
  /// Whose access hangs on the request.
  std::vector<std::pair<naive::Target, std::size_t>> hanging_;
  Random random_;
};

/// Asked alone, the before side knows its open groups by its own ids.
naive::RepresentativeRequests of_before_alone(const naive::RepresentativeRequests& requests,
                                              const LoadedWorld& world) {
  std::vector<naive::Axis> axes = requests.axes();
  const naive::Side before(*world.before);
  const naive::Side after(*world.after);
  for (const auto& [old, renamed] : naive::pair_groups(before, after)) {
    for (naive::Axis& axis : axes) {
      if (axis.attribute == "group:" + renamed) axis.attribute = "group:" + old;
    }
  }
  return naive::RepresentativeRequests(std::move(axes));
}

std::string disagreement(const World& world, Tally& tally) {
  const LoadedWorld loaded = load(world);
  if (loaded.is_refused()) {
    ++tally.refused;
    tally.refusal = to_text(loaded.problems);
    return {};
  }
  auto requests =
      naive::RepresentativeRequests::of(*loaded.before, *loaded.after, world.from, kMostRequests);
  if (requests.size() > kMostRequests) {
    ++tally.too_big;
    return {};
  }
  for (const auto& side : {loaded.before, loaded.after}) {
    const bool is_before = side == loaded.before;
    Questions questions(*side, is_before ? of_before_alone(requests, loaded) : requests,
                        world.seed);
    std::string found = questions.decide(tally);
    if (found.empty()) found = questions.explain();
    if (!found.empty()) return found;
  }
  return {};
}

std::string report(std::uint64_t seed, const std::string& found) {
  Tally unused;
  const World small = shrink(make_world(seed, true), [&](const World& world) {
    return disagreement(world, unused).substr(0, 7) == found.substr(0, 7);
  });
  const Rendering rendering = rendering_of(small);
  return "seed " + std::to_string(seed) + ", made smaller: " + disagreement(small, unused) +
         "\n===== before\n" + to_text(render(small.before, rendering)) + "===== after\n" +
         to_text(render(small.after, rendering));
}

TEST_CASE("Interpreter: agrees with the naive evaluation about time") {
  const std::uint64_t pairs = number_from_environment("ACCESSDRIFT_TIME_PAIRS", 3'000);
  const std::uint64_t first = number_from_environment("ACCESSDRIFT_PROPERTY_SEED", 1);
  Tally tally;
  for (std::uint64_t seed = first; seed < first + pairs; ++seed) {
    const std::string found = disagreement(make_world(seed, true), tally);
    if (found.empty()) continue;
    FAIL("seed " << seed << ": " << found << "\n" << report(seed, found));
  }
  MESSAGE(pairs << " pairs from seed " << first << ": " << tally.asked << " requests, "
                << tally.of_time << " of them decided otherwise at another time; refused by the "
                << "loader " << tally.refused << " " << tally.refusal << ", too many requests "
                << tally.too_big);
  CHECK(tally.refused * 50 <= pairs);
  if (pairs >= 1000) CHECK(tally.too_big * 20 <= pairs);
  if (pairs >= 200) CHECK(tally.of_time * 15 >= tally.asked);
}

}  // namespace of_time
}  // namespace accessdrift::property
