#include "accessdrift/region/alternatives.h"

#include <algorithm>
#include <utility>

#include "accessdrift/region/restriction.h"

namespace accessdrift {
namespace {

bool asks_for_an_element(const Restriction& restriction) {
  return !restriction.element.empty() && restriction.values.size() == 1 &&
         restriction.values.front() == Value{true};
}

/// Where the terms differ, if that is in one element only that both ask for.
std::optional<std::size_t> only_difference(const Term& a, const Term& b,
                                           const Vocabulary& vocabulary) {
  if (a.size() != b.size()) return std::nullopt;
  std::optional<std::size_t> at;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (full_text(a[i], vocabulary) == full_text(b[i], vocabulary)) continue;
    const bool is_alternative =
        a[i].attribute == b[i].attribute && asks_for_an_element(a[i]) && asks_for_an_element(b[i]);
    if (at || !is_alternative) return std::nullopt;
    at = i;
  }
  return at;
}

bool takes(Way& way, const Term& term, const Vocabulary& vocabulary) {
  const std::optional<std::size_t> at = only_difference(way.term, term, vocabulary);
  if (!at || (way.varying && way.varying != at)) return false;
  way.varying = at;
  way.elements.push_back(term[*at].element);
  return true;
}

}  // namespace

std::vector<Way> with_alternatives(std::vector<Term> terms, const Vocabulary& vocabulary) {
  std::vector<Way> ways;
  for (Term& term : terms) {
    const bool is_told =
        std::ranges::any_of(ways, [&](Way& earlier) { return takes(earlier, term, vocabulary); });
    if (!is_told) ways.push_back({std::move(term), std::nullopt, {}});
  }
  for (Way& way : ways) {
    if (way.varying) way.elements.insert(way.elements.begin(), way.term[*way.varying].element);
  }
  return ways;
}

}  // namespace accessdrift
