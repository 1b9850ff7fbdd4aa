#include "accessdrift/fix/candidates.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "accessdrift/fix/ways.h"

namespace accessdrift {
namespace {

/// Near misses with more failed criteria are no small way.
constexpr std::size_t kFailedCriteria = 2;
/// So many combinations of one policy's ways.
constexpr std::size_t kCombinations = 64;

bool is_failed(const CriterionTrace& criterion) {
  return criterion.mark == Mark::Fail || criterion.mark == Mark::Error;
}

/// Nothing if it takes too much to make the policy apply. One about something else is near only if
/// nothing but the resource keeps it away.
std::optional<std::vector<std::uint32_t>> what_to_mend(const PolicyTrace& trace) {
  std::vector<std::uint32_t> failed;
  bool is_about_another = false;
  for (std::uint32_t i = 0; i < trace.criteria.size(); ++i) {
    if (!is_failed(trace.criteria[i])) continue;
    failed.push_back(i);
    is_about_another |= trace.criteria[i].kind == CriterionKind::Resource;
  }
  const std::size_t most = is_about_another ? 1 : kFailedCriteria;
  if (failed.empty() || failed.size() > most) return std::nullopt;
  return failed;
}

bool is_about_target(const PolicyTrace& trace) {
  return std::ranges::all_of(trace.criteria, [](const CriterionTrace& one) {
    const bool is_of_target =
        one.kind == CriterionKind::Resource || one.kind == CriterionKind::Action;
    return !is_of_target || one.mark == Mark::Ok;
  });
}

class Collecting {
 public:
  Collecting(const Explanation& explanation, const Snapshot& snapshot, Rewriters& rewriters)
      : decision_(explanation.decision),
        snapshot_(snapshot),
        finder_(explanation, snapshot, rewriters) {}

  void to_allow() {
    std::vector<Ways> denies;
    for (const PolicyTrace& trace : decision_.policies) {
      if (!allows(trace) && trace.takes_effect) denies.push_back(finder_.past(trace.policy));
    }
    // What the policies that deny leave may be enough.
    if (!denies.empty()) combine(denies);
    for (const PolicyTrace& trace : decision_.policies) {
      if (!allows(trace) || trace.takes_effect) continue;
      const auto failed = what_to_mend(trace);
      if (!failed) continue;
      std::vector<Ways> needed = denies;
      for (const std::uint32_t i : *failed) needed.push_back(finder_.to_mend(trace, i));
      combine(needed);
    }
  }

  void to_deny() {
    std::vector<Ways> needed;
    for (const PolicyTrace& trace : decision_.policies) {
      if (allows(trace) && trace.may_take_effect) needed.push_back(finder_.past(trace.policy));
      const bool may_deny = !allows(trace) && !trace.takes_effect && is_about_target(trace);
      if (may_deny) combine({finder_.into(trace.policy)});
    }
    // A membership may be what several policies ask for.
    for (const Ways& ways : needed) combine({ways});
    if (needed.size() > 1) combine(needed);
  }

  [[nodiscard]] Candidates take() {
    found_.left_out += finder_.left_out();
    // Fewest edits first; of as many as the policies stand.
    std::ranges::stable_sort(found_.all, {}, [](const Candidate& one) { return one.size(); });
    return std::move(found_);
  }

 private:
  /// One of each.
  void combine(const std::vector<Ways>& needed) {
    std::vector<Candidate> all(1);
    std::size_t count = 1;
    for (const Ways& ways : needed) {
      count *= ways.size();
      std::vector<Candidate> longer;
      for (const Candidate& shorter : all) {
        for (const FixStep& way : ways) {
          if (longer.size() == kCombinations) break;
          longer.push_back(shorter);
          longer.back().push_back(way);
        }
      }
      all = std::move(longer);
    }
    found_.left_out += count - all.size();
    std::ranges::move(all, std::back_inserter(found_.all));
  }

  [[nodiscard]] bool allows(const PolicyTrace& trace) const {
    return snapshot_.policies[trace.policy.index()]->effect == Effect::Allow;
  }

  const Decision& decision_;
  const Snapshot& snapshot_;
  WayFinder finder_;
  Candidates found_;
};

}  // namespace

Candidates find_candidates(const Explanation& explanation, const Snapshot& snapshot,
                           Rewriters& rewriters) {
  Collecting collecting(explanation, snapshot, rewriters);
  if (explanation.decision.outcome == Outcome::Deny) {
    collecting.to_allow();
  } else {
    collecting.to_deny();
  }
  return collecting.take();
}

}  // namespace accessdrift
