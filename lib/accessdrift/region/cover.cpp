#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "accessdrift/region/boxes.h"
#include "accessdrift/region/own_budget.h"
#include "accessdrift/region/print.h"
#include "accessdrift/region/restriction.h"
#include "accessdrift/region/simplified.h"

namespace accessdrift {
namespace {

struct Sorted {
  Box box;
  Term term;
  std::string text;
};

Term term_of(Words& words, const Box& box) {
  Term term;
  for (const auto& [level, cells] : box) term.push_back(words.restriction(level, cells));
  std::ranges::sort(
      term, {}, [](const Restriction& r) { return std::tie(r.attribute, r.element, r.recurs); });
  return term;
}

/// The fewest restrictions first, then by text.
std::vector<Sorted> simplest_first(Words& words, std::vector<Box> boxes,
                                   const Vocabulary& vocabulary) {
  std::vector<Sorted> sorted;
  for (Box& box : boxes) {
    Term term = term_of(words, box);
    std::string text = full_text(term, vocabulary);
    sorted.push_back({std::move(box), std::move(term), std::move(text)});
  }
  std::ranges::sort(sorted, {}, [](const Sorted& s) {
    return std::pair(s.term.size(), std::string_view(s.text));
  });
  return sorted;
}

std::vector<Box> boxes_of(std::vector<Sorted> sorted) {
  std::vector<Box> boxes;
  boxes.reserve(sorted.size());
  for (Sorted& one : sorted) boxes.push_back(std::move(one.box));
  return boxes;
}

/// Terms within a bound.
class Telling {
 public:
  explicit Telling(const TellingBound& most) : most_(most), length_left_(most.length) {}

  /// Whether there may be room for another one.
  bool take(Term term, std::size_t length) {
    if (terms_.size() >= most_.terms) return false;
    if (length > length_left_ && !terms_.empty()) return false;
    length_left_ -= std::min(length, length_left_);
    terms_.push_back(std::move(term));
    return terms_.size() < most_.terms;
  }

  FirstTerms of(std::uint64_t all) && {
    const std::uint64_t more = all - terms_.size();
    return {std::move(terms_), std::min(more, kMostCounted)};
  }

 private:
  TellingBound most_;
  std::size_t length_left_;
  std::vector<Term> terms_;
};

bool is_worth_expanding(const Universe& universe, Region region) {
  const std::uint64_t paths = most_terms(universe, region);
  if (paths > kMaxExpandedPaths) return false;
  const Extent extent = extent_of(universe.diagrams(), region);
  return paths * extent.levels <= kMaxExpansionSteps / extent.nodes;
}

/// As it is where the budget does not suffice.
Region in_fewer_words(Universe& universe, Region region) {
  const OwnBudget budget(universe.diagrams());
  const Region simple = simplified(universe, region);
  return universe.diagrams().is_exhausted() ? region : simple;
}

/// Nothing if that would take too long, or if the budget is used up.
std::optional<std::vector<Box>> short_cover(Universe& universe, Region region, Words& words,
                                            const Vocabulary& vocabulary) {
  if (region.number > 1 && !is_worth_expanding(universe, region)) return std::nullopt;
  const OwnBudget budget(universe.diagrams());
  std::vector<Box> boxes =
      expanded_boxes(universe, region, path_boxes(universe, region, kMaxExpandedPaths));
  Wording wording;
  wording.length_of = [&](Level level, const std::vector<bool>& cells) {
    return words.length(level, cells);
  };
  wording.shortest_between = [&](Level level, const std::vector<bool>& needed,
                                 const std::vector<bool>& allowed) {
    return words.shortest_between(level, needed, allowed);
  };
  boxes = irredundant_boxes(universe, boxes_of(simplest_first(words, std::move(boxes), vocabulary)),
                            wording);
  if (universe.diagrams().is_exhausted()) return std::nullopt;
  return boxes;
}

}  // namespace

std::uint64_t most_terms(const Universe& universe, Region region) {
  return count_paths(universe.diagrams(), region);
}

FirstTerms first_terms(Universe& universe, Region region, const Vocabulary& vocabulary,
                       const TellingBound& most) {
  Words words(universe, vocabulary);
  Telling telling(most);
  region = in_fewer_words(universe, region);
  if (auto boxes = short_cover(universe, region, words, vocabulary)) {
    std::vector<Sorted> sorted = simplest_first(words, std::move(*boxes), vocabulary);
    const std::size_t all = sorted.size();
    for (Sorted& one : sorted) {
      if (!telling.take(std::move(one.term), one.text.size())) break;
    }
    return std::move(telling).of(all);
  }
  each_path(universe, region, [&](const Box& box) {
    Term term = term_of(words, box);
    const bool is_bounded = most.length != std::numeric_limits<std::size_t>::max();
    const std::size_t length = is_bounded ? full_text(term, vocabulary).size() : 0;
    return telling.take(std::move(term), length);
  });
  return std::move(telling).of(most_terms(universe, region));
}

std::string more_ways(std::uint64_t more) {
  return (more == kMostCounted ? "at least " : "") + std::to_string(more) +
         (more == 1 ? " more way" : " more ways");
}

std::vector<Term> cover(Universe& universe, Region region, const Vocabulary& vocabulary) {
  return first_terms(universe, region, vocabulary, {}).terms;
}

}  // namespace accessdrift
