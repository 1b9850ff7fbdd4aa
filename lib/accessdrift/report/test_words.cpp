#include "accessdrift/report/test_words.h"

namespace accessdrift {

std::string_view test_word(const ReportTest& test) {
  if (test.is.empty()) return "removed";
  if (test.is == "passes") return test.was.empty() ? "new, passes" : "passes now";
  if (test.is == "undecided" || test.is == "not-checked")
    return test.was.empty() ? "new, undecided" : "undecided now";
  return test.was.empty() ? "new, fails" : "fails now";
}

}  // namespace accessdrift
