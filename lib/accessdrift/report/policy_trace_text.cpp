#include "accessdrift/report/policy_trace_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "accessdrift/report/source_excerpt.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::array kColumns{CriterionKind::Identity, CriterionKind::Resource,
                              CriterionKind::Action, CriterionKind::Scopes,
                              CriterionKind::Condition};
constexpr std::size_t kTableCell = 48;

Tone tone_of(Mark mark) {
  switch (mark) {
    case Mark::Ok:
      return Tone::Gain;
    case Mark::Fail:
    case Mark::Error:
      return Tone::Loss;
    case Mark::Open:
      return Tone::Notice;
  }
  return Tone::Dim;
}

std::string marks_of(const PolicyTrace& trace, CriterionKind kind) {
  std::string out;
  for (const CriterionTrace& criterion : trace.criteria) {
    if (criterion.kind == kind)
      out += fmt::format("{}{}", out.empty() ? "" : ",", to_text(criterion.mark));
  }
  return out.empty() ? "-" : out;
}

std::string effect_of(const PolicyTrace& trace, const Snapshot& snapshot) {
  const bool allows = snapshot.policies[trace.policy.index()]->effect == Effect::Allow;
  const std::string_view word = allows ? "allow" : "deny";
  if (trace.takes_effect) return upper_ascii(word);
  return fmt::format("{}{}", word, trace.may_take_effect ? "?" : "");
}

using Cells = std::vector<std::string>;

Cells cells_of(const PolicyTrace& trace, const Snapshot& snapshot) {
  Cells cells{shown_name(snapshot.text(snapshot.policies[trace.policy.index()]->id)),
              policy_place(snapshot, trace.policy), effect_of(trace, snapshot)};
  for (const CriterionKind kind : kColumns) cells.push_back(marks_of(trace, kind));
  return cells;
}

}  // namespace

std::string_view to_text(Mark mark) {
  switch (mark) {
    case Mark::Ok:
      return "ok";
    case Mark::Fail:
      return "fail";
    case Mark::Open:
      return "open";
    case Mark::Error:
      return "error";
  }
  return {};
}

std::string_view to_text(CriterionKind kind) {
  switch (kind) {
    case CriterionKind::Identity:
      return "identity";
    case CriterionKind::Resource:
      return "resource";
    case CriterionKind::Action:
      return "action";
    case CriterionKind::Scopes:
      return "scopes";
    case CriterionKind::Condition:
      return "condition";
  }
  return {};
}

std::string policy_place(const Snapshot& snapshot, PolicyIndex policy) {
  const Span key = snapshot.policies[policy.index()].key();
  return fmt::format("{}:{}", shown_name(key.path()), key.start().line);
}

std::string policy_excerpt(const PolicyTrace& trace, const Snapshot& snapshot,
                           const Palette& palette) {
  const Span key = snapshot.policies[trace.policy.index()].key();
  std::vector<Underline> underlines{{key, "", Tone::Dim, true}};
  const auto& [declared, file] = snapshot.policies[trace.policy.index()];
  for (const CriterionTrace& criterion : trace.criteria) {
    if (criterion.span.text != key.text) continue;
    // Nobody looks for a list of actions in another system's file.
    const bool is_of_all = criterion.kind == CriterionKind::Action && !declared->actions;
    if (is_of_all && criterion.mark == Mark::Ok && !file->is_native()) continue;
    const std::string label = fmt::format("{}: {}", to_text(criterion.mark), criterion.why);
    // What is asked whether it is there and then what it is says one thing twice.
    const bool is_told = std::ranges::any_of(underlines, [&](const Underline& one) {
      return one.label == label && compare_spans(one.span, criterion.span) == 0;
    });
    if (!is_told) underlines.push_back({criterion.span, label, tone_of(criterion.mark), false});
  }
  const std::size_t gutter = gutter_width(underlines);
  return arrow_line(key, gutter, palette) + excerpt_lines(std::move(underlines), gutter, palette);
}

std::string trace_table(const std::vector<PolicyTrace>& traces, const Snapshot& snapshot) {
  std::vector<Cells> rows{{"policy", "", "effect"}};
  for (const CriterionKind kind : kColumns) rows.front().emplace_back(to_text(kind));
  for (const PolicyTrace& trace : traces) rows.push_back(cells_of(trace, snapshot));
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < rows.front().size(); ++column) {
    Cells cells;
    for (const Cells& row : rows) cells.push_back(row[column]);
    widths.push_back(column_width(cells, kTableCell));
  }
  std::string out;
  for (const Cells& row : rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column)
      line += "  " + padded(row[column], widths[column]);
    out += trimmed_line(std::move(line)) + "\n";
  }
  return out;
}

}  // namespace accessdrift
