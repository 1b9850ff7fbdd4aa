#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "native_sample.h"

namespace accessdrift::sample {

struct ReadRow {
  std::string text;  ///< stands under the header, from line 2
  std::vector<std::string> problems;
};

inline void check_all(const std::vector<ReadRow>& rows) {
  for (const ReadRow& row : rows) {
    CAPTURE(row.text);
    CHECK(places(Reading("accessdrift: 1\n" + row.text).problems) == row.problems);
  }
}

}  // namespace accessdrift::sample
