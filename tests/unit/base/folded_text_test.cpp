#include "accessdrift/base/folded_text.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

TEST_CASE("folded_text: what differs by case, width or invisible characters is one") {
  CHECK(folded_text("Sre-Team") == "sre-team");
  CHECK(folded_text("\xEF\xBD\x81na") == "ana");  // fullwidth a
  CHECK(folded_text("an\xE2\x80\x8B"
                    "a") == "ana");  // zero width space
  CHECK(folded_text("o\xEF\xAC\x83"
                    "ce") == "office");  // ligature ffi
  CHECK(folded_text("stra\xC3\x9F"
                    "e") == "strasse");                        // sharp s
  CHECK(folded_text("e\xCC\x81") == folded_text("\xC3\x89"));  // combining and capital
}

TEST_CASE("folded_text: letters of other scripts stay what they are") {
  CHECK(folded_text("\xD0\xB0na") != "ana");  // Cyrillic a
  CHECK(folded_text("") == "");
  CHECK(folded_text("a1") != folded_text("al"));
}

}  // namespace
}  // namespace accessdrift
