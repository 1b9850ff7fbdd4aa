#include "accessdrift/cause/unit_sets.h"

#include <algorithm>
#include <bit>

namespace accessdrift {

bool comes_before(UnitSet a, UnitSet b) {
  const int size_a = std::popcount(a);
  const int size_b = std::popcount(b);
  if (size_a != size_b) return size_a < size_b;
  const UnitSet differing = a ^ b;
  return differing != 0 && (a & (differing & (~differing + 1))) != 0;
}

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
  sort();
}

void UnitSets::sort() {
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

std::size_t UnitSets::place_of(UnitSet set) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(asked_, set, comes_before) -
                                  asked_.begin());
}

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

UnitSet UnitSets::with_needed(UnitSet units) const {
  UnitSet made = units;
  for (std::size_t u = 0; u < needs_.size(); ++u)
    if ((units & bit(u)) != 0) made |= needs_[u];
  return made;
}

UnitSet UnitSets::with_needing(UnitSet units) const {
  UnitSet made = units;
  for (std::size_t u = 0; u < needs_.size(); ++u)
    if ((units & bit(u)) != 0) made |= needed_by_[u];
  return made;
}

void UnitSets::look_inside(UnitSet set) {
  ask(set);
  for (UnitSet inside = set; inside != 0;) {
    inside = (inside - 1) & set;
    if (is_closed(inside)) ask(inside);
  }
  sort();
}

void UnitSets::look_at_left_out(UnitSet left_out) {
  ask(whole_ & ~left_out);
  for (UnitSet inside = left_out; inside != 0;) {
    inside = (inside - 1) & left_out;
    if (is_closed(whole_ & ~inside)) ask(whole_ & ~inside);
  }
  sort();
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

}  // namespace accessdrift
