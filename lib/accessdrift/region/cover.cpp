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

std::vector<Term> terms_of(std::vector<Sorted> sorted) {
  std::vector<Term> terms;
  terms.reserve(sorted.size());
  for (Sorted& one : sorted) terms.push_back(std::move(one.term));
  return terms;
}

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
                       std::uint64_t most) {
  Words words(universe, vocabulary);
  FirstTerms first;
  region = in_fewer_words(universe, region);
  if (auto boxes = short_cover(universe, region, words, vocabulary)) {
    first.terms = terms_of(simplest_first(words, std::move(*boxes), vocabulary));
    first.more = first.terms.size() > most ? first.terms.size() - most : 0;
    if (first.more != 0) first.terms.resize(static_cast<std::size_t>(most));
    return first;
  }
  for (const Box& box : path_boxes(universe, region, most))
    first.terms.push_back(term_of(words, box));
  first.more = most_terms(universe, region) - first.terms.size();
  return first;
}

std::vector<Term> cover(Universe& universe, Region region, const Vocabulary& vocabulary) {
  return first_terms(universe, region, vocabulary, std::numeric_limits<std::uint64_t>::max()).terms;
}

}  // namespace accessdrift
