#include "accessdrift/report/html/strip.h"

#include <doctest/doctest.h>

#include <string>

#include "sample_reports.h"

namespace accessdrift {
namespace {

IpPrefix prefix(std::string_view text) { return parse_prefix(text).prefix; }

AnswerText when(std::vector<Term> terms) {
  return {AnswerText::Kind::When, "only so", "so", std::move(terms)};
}

Restriction addresses(std::vector<std::string> networks, std::vector<std::string> prefixes) {
  Restriction restriction;
  restriction.attribute = "request.ip";
  restriction.networks = std::move(networks);
  for (const std::string& text : prefixes) restriction.prefixes.push_back(prefix(text));
  return restriction;
}

/// `10.0.0.0/9 -+`: denied before, allowed after.
std::string drawn(const std::vector<Strip>& strips) {
  std::string out;
  for (const Strip& strip : strips) {
    out += strip.attribute + (strip.zone.empty() ? "" : " " + strip.zone) + "\n";
    for (const Strip::Cell& cell : strip.cells)
      out += "  " + cell.text + " " + (cell.is_before ? "+" : "-") + (cell.is_after ? "+" : "-") +
             "\n";
  }
  return out;
}

TEST_CASE("strips_of: a value, and what is left") {
  CHECK(drawn(strips_of(testing::always(), testing::only_with("auth.mfa"), {})) ==
        "auth.mfa\n  true ++\n  anything else +-\n");
  CHECK(drawn(strips_of(testing::never(), testing::only_with("auth.mfa"), {})) ==
        "auth.mfa\n  true -+\n  anything else --\n");
}

TEST_CASE("strips_of: addresses are cut where either side's end, and named") {
  const std::vector<Vocabulary::Network> networks = {{"vpn", {prefix("10.4.0.0/16")}}};
  CHECK(drawn(strips_of(when({{addresses({"vpn"}, {})}}), when({{addresses({}, {"10.4.0.0/15"})}}),
                        networks)) ==
        "request.ip\n  10.4.0.0/16 (vpn) ++\n  10.5.0.0/16 -+\n  anything else --\n");
}

TEST_CASE("strips_of: what is not in a network") {
  Restriction outside = addresses({}, {"10.0.0.0/8"});
  outside.is_complement = true;
  CHECK(drawn(strips_of(testing::always(), when({{outside}}), {})) ==
        "request.ip\n  10.0.0.0/8 +-\n  anything else ++\n");
}

TEST_CASE("strips_of: a week on one clock") {
  RecurringTest open;
  open.window.parts = {{"Europe/Berlin", nullptr, {{8 * 60, 18 * 60}}}};
  RecurringTest later = open;
  later.window.parts.front().minutes = {{9 * 60, 18 * 60}};
  const auto in = [](const RecurringTest& test) {
    Restriction restriction;
    restriction.attribute = "request.time";
    restriction.recurs = true;
    restriction.recurring = {{test}};
    return when({{restriction}});
  };
  CHECK(drawn(strips_of(in(open), in(later), {})) ==
        "request.time Europe/Berlin\n  Mon 00:00 to Mon 08:00 --\n  Mon 08:00 to Mon 09:00 +-\n"
        "  Mon 09:00 to Mon 18:00 ++\n  Mon 18:00 to Mon 00:00 --\n");
  later.window.parts.front().zone = "UTC";
  CHECK(strips_of(in(open), in(later), {}).empty());
  later.window.parts.front().zone = "Europe/Berlin";
  later.shift = 60;
  CHECK(strips_of(in(open), in(later), {}).empty());
}

TEST_CASE("strips_of: hours and days of a calendar, whose week begins with Sunday") {
  RecurringTest hours;
  hours.zone = "UTC";
  hours.ranges = {{22, std::nullopt}};
  RecurringTest sunday = hours;
  sunday.field = Operator::GetDayOfWeek;
  sunday.ranges = {{0, 0}};
  Restriction restriction;
  restriction.attribute = "request.time";
  restriction.recurs = true;
  restriction.recurring = {{hours, sunday}};
  CHECK(drawn(strips_of(testing::never(), when({{restriction}}), {})) ==
        "request.time UTC\n  Mon 00:00 to Sun 22:00 --\n  Sun 22:00 to Mon 00:00 -+\n");
}

TEST_CASE("strips_of: several attributes of one way, but not several ways of several attributes") {
  const Term both = {testing::only_with("auth.mfa").terms.front().front(),
                     addresses({}, {"10.0.0.0/8"})};
  CHECK(strips_of(testing::always(), when({both}), {}).size() == 2);
  CHECK(strips_of(testing::always(), when({both, {addresses({}, {"11.0.0.0/8"})}}), {}).empty());
  CHECK(strips_of(testing::always(),
                  when({{addresses({}, {"10.0.0.0/8"})}, {addresses({}, {"11.0.0.0/8"})}}), {})
            .size() == 1);
}

TEST_CASE("strips_of: nothing where texts are tested, nothing is, or a limit was hit") {
  Restriction text;
  text.attribute = "note";
  text.texts = {{{{TextTest::Kind::StartsWith, "a", 0}, true}}};
  CHECK(strips_of(testing::always(), when({{text}}), {}).empty());
  CHECK(strips_of(testing::never(), testing::always(), {}).empty());
  AnswerText unknown;
  unknown.kind = AnswerText::Kind::Unknown;
  CHECK(strips_of(unknown, testing::only_with("auth.mfa"), {}).empty());
}

}  // namespace
}  // namespace accessdrift
