#include "accessdrift/model/time_text.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

TEST_CASE("is_date_or_time: accepted") {
  for (const char* const text :
       {"2027-01-31", "2024-02-29", "2027-01-31T18:00:00Z", "2027-01-31T18:00:00.250Z",
        "2027-01-31T00:00:00+02:00", "2027-01-31T23:59:59-11:30"}) {
    CAPTURE(text);
    CHECK(is_date_or_time(text));
  }
}

TEST_CASE("is_date_or_time: refused") {
  for (const char* const text :
       {"", "2027", "2027-1-31", "2027-13-01", "2027-02-29", "2027-00-10", "2027-01-31T",
        "2027-01-31 18:00:00Z", "2027-01-31T18:00Z", "2027-01-31T24:00:00Z", "2027-01-31T18:60:00Z",
        "2027-01-31T18:00:60Z", "2027-01-31T18:00:00", "2027-01-31T18:00:00.Z",
        "2027-01-31T18:00:00z", "2027-01-31T18:00:00+2:00", "2027-01-31T18:00:00+24:00",
        "2027-01-31T18:00:00Z ", "2027-01-31x"}) {
    CAPTURE(text);
    CHECK_FALSE(is_date_or_time(text));
  }
}

}  // namespace
}  // namespace accessdrift
