#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/fixes.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/policy_trace_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kFixesShown = 5;
constexpr std::size_t kFixNamesShown = 3;
/// A column that is no wider; longer cells stick out.
constexpr std::size_t kMostOfWhat = 56;

/// A line of the table.
struct FixRow {
  std::string place, what, also;
};

std::string few(const std::vector<std::string>& names, bool all) {
  return listed(names, kFixNamesShown,
                [all](std::string_view name) { return shown_name(name, all); });
}

/// `+2 identities on grafana: jo, tolu`
void add_others(std::vector<std::string>& parts, char sign, const Affected& others, bool all) {
  if (others.identities.empty()) return;
  parts.push_back(fmt::format("{}{} on {}: {}", sign,
                              counted(others.identities.size(), "identity", "identities"),
                              few(others.resources, all), few(others.identities, all)));
}

std::vector<std::string> effects_texts(const SideEffects& effects, bool all) {
  if (effects.has_none()) return {"nobody and nothing else"};
  std::vector<std::string> parts;
  if (!effects.own_gains.empty()) parts.push_back("also " + few(effects.own_gains, all));
  if (!effects.own_losses.empty()) parts.push_back("no longer " + few(effects.own_losses, all));
  add_others(parts, '+', effects.gaining, all);
  add_others(parts, '-', effects.losing, all);
  if (effects.hangs_on_unknown) parts.emplace_back("some of it only if what is not known is so");
  if (effects.is_limited) parts.emplace_back("perhaps more: a limit was hit");
  return parts;
}

std::string place_words(const Span& span) {
  return fmt::format("{}:{}", shown_name(span.path()), span.start().line);
}

void add_rows(std::vector<FixRow>& rows, const std::string& letter, const Fix& fix, bool all) {
  const std::size_t first = rows.size();
  for (std::size_t i = 0; i < fix.steps.size(); ++i) {
    const FixStep& step = fix.steps[i];
    const std::string_view more = i + 1 < fix.steps.size() ? ", and" : "";
    rows.push_back({fmt::format("{:>3} {}", i == 0 ? letter : "", place_words(step.place)),
                    shown_text(step.what, all) + std::string(more), ""});
  }
  if (!fix.when.empty()) rows.push_back({"", "then allowed " + shown_text(fix.when, all), ""});
  // What else changes stands beside them, a line each, where there is room.
  std::size_t at = first;
  for (std::string& effect : effects_texts(fix.effects, all)) {
    while (at < rows.size() && code_points(rows[at].what) > kMostOfWhat) ++at;
    if (at == rows.size()) rows.emplace_back();
    rows[at++].also = std::move(effect);
  }
}

void write_affected(JsonWriter& json, const Affected& others) {
  json.begin_object().key("identities").texts(others.identities);
  json.key("resources").texts(others.resources).end_object();
}

void write_fix(JsonWriter& json, const Fix& fix, const std::string& letter) {
  json.begin_object().key("fix").text(letter).key("steps").begin_array();
  for (const FixStep& step : fix.steps) {
    json.begin_object().key("what").text(step.what).key("place");
    write_span(json, step.place);
    json.end_object();
  }
  json.end_array().key("decision").text(outcome_word(fix.outcome)).key("when");
  fix.when.empty() ? json.null() : json.text(fix.when);
  json.key("also").begin_object();
  json.key("gains").texts(fix.effects.own_gains).key("losses").texts(fix.effects.own_losses);
  json.key("gaining");
  write_affected(json, fix.effects.gaining);
  json.key("losing");
  write_affected(json, fix.effects.losing);
  json.key("hangs_on_unknown").boolean(fix.effects.hangs_on_unknown);
  json.key("limited").boolean(fix.effects.is_limited).end_object();
  json.key("patch").text(fix.patch).end_object();
}

}  // namespace

std::string fix_letter(const FixReport& report, std::size_t index) {
  constexpr std::size_t kLetters = 26;
  const std::size_t at = index + (report.is_to_allow ? 1 : 0);
  const std::string letter(1, static_cast<char>('A' + at % kLetters));
  return at < kLetters ? letter : letter + std::to_string(at / kLetters);
}

std::string write_fixes_text(const FixReport& report, bool all) {
  const auto& fixes = report.search.fixes;
  std::vector<FixRow> rows;
  const std::string_view head =
      report.is_to_allow ? "smallest ways to allow it" : "smallest ways to deny it";
  if (report.is_to_allow) {
    rows.push_back({"  A by the user",
                    report.by_user ? shown_text(*report.by_user, all)
                                   : "none: nothing that a request tells helps",
                    ""});
  }
  const std::size_t shown = all ? fixes.size() : std::min(kFixesShown, fixes.size());
  for (std::size_t i = 0; i < shown; ++i) add_rows(rows, fix_letter(report, i), fixes[i], all);
  std::vector<std::string> places, whats{std::string()};
  for (const FixRow& row : rows) {
    places.push_back(row.place);
    whats.push_back(row.what);
  }
  const std::size_t place_width = column_width(places, 40);
  const std::size_t what_width = column_width(whats, kMostOfWhat);
  std::string out = "\n" +
                    trimmed_line(fmt::format("{}   {}", padded(head, place_width + 3 + what_width),
                                             fixes.empty() ? "" : "also changes")) +
                    "\n";
  for (const FixRow& row : rows) {
    out += trimmed_line(fmt::format("{}   {}   {}", padded(row.place, place_width),
                                    padded(row.what, what_width), row.also)) +
           "\n";
  }
  if (fixes.empty())
    out +=
        fmt::format("    no edit that was tried {} it\n", report.is_to_allow ? "allows" : "denies");
  if (shown < fixes.size())
    out += fmt::format("    {} more; all: --all\n", counted(fixes.size() - shown, "way", "ways"));
  if (report.search.not_tried > 0)
    out += fmt::format("    {} not tried\n", counted(report.search.not_tried, "more", "more"));
  return out;
}

void write_fixes(JsonWriter& json, const FixReport& report) {
  json.begin_object().key("to").text(report.is_to_allow ? "allow" : "deny");
  json.key("by_user");
  report.by_user ? json.text(*report.by_user) : json.null();
  json.key("ways").begin_array();
  for (std::size_t i = 0; i < report.search.fixes.size(); ++i)
    write_fix(json, report.search.fixes[i], fix_letter(report, i));
  json.end_array().key("not_tried").count(report.search.not_tried).end_object();
}

}  // namespace accessdrift
