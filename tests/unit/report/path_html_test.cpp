#include "accessdrift/report/html/path_html.h"

#include <doctest/doctest.h>

#include <string>

namespace accessdrift {
namespace {

/// By nested groups, the one with the number `cut` cut.
SidePath through_groups(std::size_t groups, std::size_t cut) {
  SidePath path{true, false, 0, {{Stop::Kind::Identity, "ana"}}};
  for (std::size_t i = 0; i < groups; ++i)
    path.stops.push_back({Stop::Kind::Group, "g" + std::to_string(i), i == cut});
  path.stops.push_back({Stop::Kind::Allow, "p"});
  path.stops.push_back({Stop::Kind::Resource, "wiki"});
  return path;
}

std::string text_of(const std::string& html) {
  std::string text;
  bool is_tag = false;
  for (const char letter : html) {
    is_tag = letter == '<' || (is_tag && letter != '>');
    if (!is_tag && letter != '>') text += letter;
  }
  return text;
}

TEST_CASE("shown_stops: twenty with the identity are shown whole, of more the middle is a number") {
  CHECK(shown_stops(through_groups(17, 99), "wiki").size() == 19);
  const auto folded = shown_stops(through_groups(29, 99), "wiki");
  REQUIRE(folded.size() == 19);
  CHECK(folded[8].name == "+13");
  CHECK(folded[7].name == "g7");
  CHECK(folded[9].name == "g21");
  CHECK_FALSE(folded[8].is_cut);
  CHECK(shown_stops(through_groups(29, 12), "wiki")[8].is_cut);
  CHECK_FALSE(shown_stops(through_groups(29, 21), "wiki")[8].is_cut);
}

TEST_CASE("path_html: reads as a sentence where there is no style") {
  const PathText path{"ana", "wiki", through_groups(1, 0), {false, true, 0, {}}};
  CHECK(text_of(path_html(path)) ==
        "Path from ana to wiki, for the request of the example"
        "before allowed identity ana then, cut, group g0 then policy p then resource wiki"
        "now denied: no policy allows it ");
}

TEST_CASE("path_html: what leads there now only is new, and a policy that differs is edited") {
  SidePath now{true, false, 2, through_groups(0, 0).stops};
  now.stops[1].is_cut = true;
  now.stops[1].is_changed = true;
  CHECK(text_of(path_html({"ana", "wiki", {false, false, 1, {}, "gate"}, now})) ==
        "Path from ana to wiki, for the request of the example"
        "before denied: policy gate has to allow it and does not and 1 other policy"
        "now allowed identity ana then, new, policy, edited p then resource wiki"
        "and 2 other policies");
}

}  // namespace
}  // namespace accessdrift
