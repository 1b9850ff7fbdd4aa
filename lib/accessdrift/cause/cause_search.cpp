#include "accessdrift/cause/cause_search.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::size_t kMostParts = 64;

constexpr UnitSet bit(std::size_t unit) { return UnitSet{1} << unit; }

/// Fewest first, then by the first unit in which two differ.
bool comes_before(UnitSet a, UnitSet b) {
  const int size_a = std::popcount(a);
  const int size_b = std::popcount(b);
  if (size_a != size_b) return size_a < size_b;
  const UnitSet differing = a ^ b;
  return differing != 0 && (a & (differing & (~differing + 1))) != 0;
}

}  // namespace

UnitSets::UnitSets(const std::vector<std::vector<std::uint32_t>>& needs) {
  const std::size_t count = needs.size();
  whole_ = count == kSingles ? ~UnitSet{0} : bit(count) - 1;
  close(needs);
  ask(0);
  ask(whole_);
  is_complete_ = count <= kAllSets;
  if (is_complete_) {
    for (UnitSet set = 0; set < whole_; ++set) {
      if (is_closed(set)) ask(set);
    }
  } else {
    ask_small_ones();
  }
  std::ranges::sort(asked_, comes_before);
  const auto repeated = std::ranges::unique(asked_);
  asked_.erase(repeated.begin(), repeated.end());
}

/// What units need, and what that needs.
void UnitSets::close(const std::vector<std::vector<std::uint32_t>>& needs) {
  const std::size_t count = needs.size();
  needed_by_.resize(count);
  for (std::size_t u = 0; u < count; ++u) {
    UnitSet all = bit(u);
    std::vector<std::size_t> open{u};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      for (const std::uint32_t other : needs[at]) {
        if ((all & bit(other)) == 0) open.push_back(other);
        all |= bit(other);
      }
    }
    needs_.push_back(all);
    for (std::size_t v = 0; v < count; ++v) {
      if ((all & bit(v)) != 0) needed_by_[v] |= bit(u);
    }
  }
}

/// One or two applied, or left out.
void UnitSets::ask_small_ones() {
  for (std::size_t u = 0; u < needs_.size(); ++u) {
    ask(needs_[u]);
    ask(whole_ & ~needed_by_[u]);
    for (std::size_t v = 0; v < u && needs_.size() <= kPairs; ++v) {
      ask(needs_[u] | needs_[v]);
      ask(whole_ & ~(needed_by_[u] | needed_by_[v]));
    }
  }
}

void UnitSets::ask(UnitSet set) { asked_.push_back(set); }

bool UnitSets::is_asked(UnitSet set) const {
  return std::ranges::binary_search(asked_, set, comes_before);
}

bool UnitSets::is_closed(UnitSet set) const {
  for (std::size_t u = 0; u < needs_.size(); ++u) {
    if ((set & bit(u)) != 0 && (needs_[u] & ~set) != 0) return false;
  }
  return true;
}

bool UnitSets::has_all_inside(UnitSet set) const {
  if (is_complete_) return true;
  if (static_cast<std::size_t>(std::popcount(set)) > kAllSets) return false;
  for (UnitSet inside = set; inside != 0;) {
    inside = (inside - 1) & set;
    if (is_closed(inside) && !is_asked(inside)) return false;
  }
  return true;
}

bool UnitSets::has_all_left_out(UnitSet left_out) const {
  if (is_complete_) return true;
  if (static_cast<std::size_t>(std::popcount(left_out)) > kAllSets) return false;
  for (UnitSet inside = left_out; inside != 0;) {
    inside = (inside - 1) & left_out;
    const UnitSet rest = whole_ & ~inside;
    if (is_closed(rest) && !is_asked(rest)) return false;
  }
  return true;
}

UnitSet UnitSets::not_needed(UnitSet set) const {
  UnitSet made = set;
  for (std::size_t u = 0; u < needs_.size(); ++u) {
    // What needs each other stays.
    if ((set & bit(u)) != 0) made &= ~(needs_[u] & ~needed_by_[u]);
  }
  return made;
}

UnitSet UnitSets::needing_nothing(UnitSet left_out) const {
  UnitSet made = left_out;
  for (std::size_t u = 0; u < needs_.size(); ++u) {
    if ((left_out & bit(u)) != 0) made &= ~(needed_by_[u] & ~needs_[u]);
  }
  return made;
}

namespace {

/// A part on its way: what is known of it so far.
struct Open {
  Region where;
  std::vector<UnitSet> because;
  std::optional<UnitSet> undo;
};

class Search {
 public:
  Search(const UnitSets& sets, const std::vector<Region>& decided, Region care, Diagrams& diagrams)
      : sets_(sets), diagrams_(diagrams) {
    const Region none = decided.front();
    const Region whole = decided.back();
    const Region differs = diagrams.intersect(care, differing(none, whole));
    for (const Region region : decided)
      as_after_.push_back(diagrams.subtract(differs, differing(region, whole)));
    if (differs != Diagrams::never()) parts_.push_back({differs, {}, {}});
  }

  std::vector<CausePart> run() {
    because();
    undo();
    std::vector<CausePart> made;
    for (Open& part : parts_) {
      if (part.because.empty() || !part.undo) return {};
      const bool has_more = part.because.size() > kMostBecause;
      if (has_more) part.because.resize(kMostBecause);
      made.push_back({part.where, std::move(part.because), has_more, *part.undo});
    }
    return diagrams_.is_exhausted() || made.size() > kMostParts ? std::vector<CausePart>{} : made;
  }

 private:
  Region differing(Region a, Region b) {
    return diagrams_.unite(diagrams_.subtract(a, b), diagrams_.subtract(b, a));
  }

  void because() {
    const std::vector<UnitSet>& asked = sets_.asked();
    for (std::size_t i = 1; i < asked.size(); ++i) {
      if (as_after_[i] == Diagrams::never() || !sets_.has_all_inside(asked[i])) continue;
      Region minimal = as_after_[i];
      for (std::size_t j = 1; j < i && minimal != Diagrams::never(); ++j) {
        if ((asked[j] & ~asked[i]) == 0) minimal = diagrams_.subtract(minimal, as_after_[j]);
      }
      split(minimal, [&](Open& part) { part.because.push_back(asked[i]); });
    }
  }

  void undo() {
    // As if undone: those of which fewest are left out first.
    std::vector<std::pair<UnitSet, Region>> undone;
    for (std::size_t i = 0; i + 1 < sets_.asked().size(); ++i)
      undone.emplace_back(sets_.whole() & ~sets_.asked()[i], as_after_[i]);
    std::ranges::stable_sort(undone, comes_before, &std::pair<UnitSet, Region>::first);
    for (const auto& [units, as_after] : undone) {
      const UnitSet left_out = units;
      if (!sets_.has_all_left_out(left_out)) continue;
      Region open = Diagrams::never();
      for (const Open& part : parts_) {
        if (!part.undo) open = diagrams_.unite(open, part.where);
      }
      split(diagrams_.subtract(open, as_after), [&](Open& part) { part.undo = left_out; });
    }
  }

  /// Calls `note` for what lies in the region, apart from what does not.
  template <typename Note>
  void split(Region region, Note&& note) {
    if (region == Diagrams::never()) return;
    std::vector<Open> made;
    for (Open& part : parts_) {
      const Region inside = diagrams_.intersect(part.where, region);
      const Region outside = diagrams_.subtract(part.where, region);
      if (outside != Diagrams::never()) {
        made.push_back(part);
        made.back().where = outside;
      }
      if (inside == Diagrams::never()) continue;
      part.where = inside;
      note(part);
      made.push_back(std::move(part));
    }
    parts_ = std::move(made);
  }

  const UnitSets& sets_;
  Diagrams& diagrams_;
  std::vector<Region> as_after_;  ///< by asked set, of what differs
  std::vector<Open> parts_;
};

}  // namespace

std::vector<CausePart> find_causes(const UnitSets& sets, const std::vector<Region>& decided,
                                   Region care, Diagrams& diagrams) {
  if (diagrams.is_exhausted()) return {};
  return Search(sets, decided, care, diagrams).run();
}

}  // namespace accessdrift
