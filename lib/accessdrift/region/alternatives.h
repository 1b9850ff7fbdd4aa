#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/region/print.h"

namespace accessdrift {

/// A term, or several that are equal but for one element that a set has to have.
struct Way {
  Term term;
  std::optional<std::size_t> varying;  ///< which of its restrictions is of that element
  std::vector<std::string> elements;   ///< any of these will do in its place; with the term's own
};

/// The terms in their order, each put to the first one that it is an alternative of.
[[nodiscard]] std::vector<Way> with_alternatives(std::vector<Term> terms,
                                                 const Vocabulary& vocabulary);

}  // namespace accessdrift
