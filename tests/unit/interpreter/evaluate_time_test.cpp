#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "accessdrift/cel/check.h"
#include "accessdrift/interpreter/evaluate.h"
#include "machine_zones.h"
#include "truth_rows.h"

namespace accessdrift::interpreting {
namespace {

Schema schema() {
  Schema schema;
  schema.request["request.time"] = {TypeKind::Time, {}, true};
  schema.request["auth.time"] = {TypeKind::Time, {}, false};
  schema.request["gone"] = {TypeKind::Time, {}, false};
  schema.request["open"] = {TypeKind::Time, {}, false};
  schema.request["sure"] = {TypeKind::Time, {}, true};
  schema.request["t"] = {TypeKind::Bool, {}, true};
  schema.attributes["hired"] = {TypeKind::Time, {}, false};
  schema.attributes["left"] = {TypeKind::Time, {}, false};
  schema.windows = {"office_hours", "lost"};
  schema.zones = machine_zones();
  return schema;
}

const Window& office_hours() {
  static const Window kOffice = [] {
    const TimeWindow parsed = parse_time_window("Mon-Fri 08:00-18:00 Europe/Berlin").value();
    return Window{{{parsed.zone, machine_zones()->find(parsed.zone), parsed.minutes}}};
  }();
  return kOffice;
}

/// A request on Tue 2026-11-24 21:40 in Berlin, an hour after the sign-in.
Facts facts() {
  const std::map<std::string, Value> request = {
      {"request.time", Time{instant_at("2026-11-24T20:40:00Z")}},
      {"auth.time", Time{instant_at("2026-11-24T19:40:00Z")}},
      {"t", true}};
  Facts facts;
  facts.user = [](const std::string& name) {
    return name == "hired" ? std::optional<Value>(Time{instant_at("2025-11-24T20:40:00Z")})
                           : std::nullopt;
  };
  facts.resource = [](const std::string&) { return std::optional<Value>{}; };
  facts.request = [request](const std::string& name) {
    if (name == "open" || name == "sure") return Told{};
    const auto found = request.find(name);
    return found == request.end() ? Told::absent() : Told::present(found->second);
  };
  facts.is_required = [](const std::string& name) { return schema().request.at(name).is_required; };
  facts.is_readable = [](const std::string&) { return true; };
  facts.network = [](const std::string&) { return std::span<const IpPrefix>(); };
  facts.window = [](const std::string& name) {
    return name == "office_hours" ? &office_hours() : nullptr;
  };
  facts.zone = [](const std::string& name) { return machine_zones()->find(name); };
  return facts;
}

void check_rows(const std::vector<TruthRow>& rows) { check_truths(rows, schema(), facts()); }

TEST_CASE("evaluate: times and durations compare as the line of time runs") {
  check_rows({
      {"request.time == timestamp(\"2026-11-24T21:40:00+01:00\")", "T"},
      {"request.time < timestamp(\"2026-11-24T20:40:00Z\")", "F"},
      {"request.time <= timestamp(\"2026-11-24T20:40:00Z\")", "T"},
      {"timestamp(\"2026-11-24T20:39:59Z\") < request.time", "T"},
      {"request.time - user.hired == duration(\"8760h\")", "T"},
      {"request.time - user.hired > duration(\"8760h\")", "F"},
      {"user.hired + duration(\"8760h\") == request.time", "T"},
      {"duration(\"8760h\") + user.hired == request.time", "T"},
      {"request.time - duration(\"1s\") < request.time", "T"},
      {"duration(\"1h\") - duration(\"90m\") < duration(\"0s\")", "T"},
      {"request.time in [user.hired, timestamp(\"2026-11-24T20:40:00Z\")]", "T"},
      {"[duration(\"1h\"), duration(\"2h\")].exists(d, user.hired + d > request.time)", "F"},
      {"[user.hired, request.time].all(x, x >= user.hired)", "T"},
      {"(has(user.left) ? user.left : user.hired) < request.time", "T"},
      {"has(request.time) && has(user.hired) && !has(user.left)", "T"},
  });
}

TEST_CASE("evaluate: what is absent or out of range is an error") {
  check_rows({
      {"gone < timestamp(\"2026-11-24T20:40:00Z\")", "E"},
      {"user.left < request.time", "E"},
      {"gone in windows.office_hours", "E"},
      {"gone.getHours() < 3", "E"},
      {"gone + duration(\"1h\") == user.hired", "E"},
      {"timestamp(\"9999-12-31T23:00:00Z\") + duration(\"1h\") > request.time", "E"},
      {"timestamp(\"0001-01-01T00:00:00Z\") - duration(\"1s\") < request.time", "E"},
      {"timestamp(\"9999-12-31T23:00:00Z\") + duration(\"1h\") > request.time || t", "T"},
      {"duration(\"2562047h\") + duration(\"2562047h\") > duration(\"0s\")", "E"},
      {"request.time - timestamp(\"0001-01-01T00:00:00Z\") > duration(\"0s\")", "E"},
      {"[timestamp(\"9999-12-31T23:00:00Z\") + duration(\"1h\"), request.time].exists(x, x == "
       "request.time)",
       "E"},
  });
}

TEST_CASE("evaluate: clocks are read in their zones") {
  check_rows({
      {"request.time.getHours(\"Europe/Berlin\") == 21", "T"},
      {"request.time.getHours() == 20", "T"},
      {"request.time.getDayOfWeek(\"Europe/Berlin\") in [1, 2]", "T"},
      {"(request.time + duration(\"3h\")).getDate(\"Europe/Berlin\") == 25", "T"},
      {"user.hired.getFullYear(\"UTC\") == 2025", "T"},
      {"request.time in windows.office_hours", "F"},
      {"request.time - duration(\"4h\") in windows.office_hours", "T"},
      {"!(user.hired in windows.office_hours)", "T"},
      {"request.time in windows.lost", "F"},
  });
}

TEST_CASE("evaluate: what was not told is open") {
  check_rows({
      {"open < user.hired", "TFE"},
      {"sure < user.hired", "TF"},
      {"sure in windows.office_hours", "TF"},
      {"open in windows.office_hours", "TFE"},
      {"sure.getHours(\"UTC\") == 3", "TF"},
      {"sure + duration(\"1h\") < user.hired", "TFE"},
      {"has(sure)", "T"},
      {"has(open)", "TF"},
      {"sure < user.hired || t", "T"},
      {"user.left < sure", "E"},
  });
}

}  // namespace
}  // namespace accessdrift::interpreting
