#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "sample.h"

namespace accessdrift::cel {

/// A condition with « » around what each code is about, in the order of the codes.
struct RefusedRow {
  std::string text;
  std::vector<std::string> codes;
};

struct Marked {
  std::string text;
  std::vector<Place> places;
};

inline Marked without_marks(const std::string& marked) {
  Marked result;
  const std::string open = "«";
  const std::string close = "»";
  for (std::size_t i = 0; i < marked.size();) {
    const auto here = static_cast<std::uint32_t>(result.text.size());
    if (marked.compare(i, open.size(), open) == 0) {
      result.places.push_back({here, here});
      i += open.size();
    } else if (marked.compare(i, close.size(), close) == 0) {
      result.places.back().end = here;
      i += close.size();
    } else {
      result.text += marked[i++];
    }
  }
  return result;
}

inline void check_rows(const std::vector<RefusedRow>& rows, Use use = Use::Condition) {
  for (const RefusedRow& row : rows) {
    CAPTURE(row.text);
    const Marked marked = without_marks(row.text);
    REQUIRE(marked.places.size() == row.codes.size());
    std::string expected;
    for (std::size_t i = 0; i < row.codes.size(); ++i) {
      if (i > 0) expected += ", ";
      expected += row.codes[i] + " " + std::to_string(marked.places[i].begin) + " " +
                  std::to_string(marked.places[i].end);
    }
    CHECK(outcome(marked.text, use) == expected);
  }
}

}  // namespace accessdrift::cel
