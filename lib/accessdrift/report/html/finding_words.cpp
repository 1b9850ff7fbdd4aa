#include "accessdrift/report/html/finding_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/cause_lines.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kNamesInLabel = 3;
constexpr std::size_t kActionsInLabel = 5;
constexpr std::size_t kUnknownsInNote = 6;

std::string shown_on_page(std::string_view name) { return shown_name(name); }

std::string_view class_of(const ReportFinding& finding) {
  if (finding.certainty == Certainty::May) return "may";
  switch (finding.kind) {
    case ChangeKind::Gained:
    case ChangeKind::Widened:
      return "gain";
    case ChangeKind::Lost:
    case ChangeKind::Narrowed:
      return "loss";
    case ChangeKind::Shifted:
      return "shift";
  }
  return {};
}

std::string label_of(const LabelledSet& set) {
  if (set.is_everybody)
    return fmt::format("everybody ({})", long_label(set, kNamesInLabel, shown_on_page));
  return long_label(set, kNamesInLabel, shown_on_page);
}

std::string short_label_of(const LabelledSet& set) {
  if (set.is_everybody) return "everybody";
  return set.ids.size() > 1 && !set.parts.empty() ? short_label(set, kNamesInLabel, shown_on_page)
                                                  : std::string();
}

std::string answer_words(const AnswerText& answer) {
  return answer.kind == AnswerText::Kind::Unknown ? "not decided" : shown_text(answer.text);
}

std::string world_note(const ReportFinding& finding) {
  const bool is_may = finding.certainty == Certainty::May && !finding.unknowns.empty();
  const bool is_split = finding.worlds.kind == AnswerText::Kind::When;
  if (!is_may && !is_split) return {};
  std::string note =
      is_split ? "So it is " + shown_text(finding.worlds.text) : "So it is in some cases";
  const bool is_cut = shown_text(finding.worlds.text) != finding.worlds.text;
  if (is_may && (is_cut || !are_unknowns_told(finding)))
    note += "; to know " + listed(finding.unknowns, kUnknownsInNote, shown_on_page) +
            " would settle it";
  return note + ".";
}

std::string attributes_text(const RequestAttributes& attributes) {
  std::string out;
  for (const auto& [name, told] : attributes) {
    if (told.state == Told::State::NotTold) continue;
    const std::string value =
        told.state == Told::State::Absent ? std::string("absent") : to_text(told.value);
    out += fmt::format(", {} {}", shown_name(name), shown_text(value));
  }
  return out;
}

}  // namespace

FindingWords finding_words(const ToldFinding& told) {
  const ReportFinding& finding = *told.finding;
  FindingWords words;
  words.classes = class_of(finding);
  words.sign = sign_of(finding) == "-" ? "−" : sign_of(finding);
  words.kind = to_text(finding.kind);
  if (finding.certainty == Certainty::May) words.kind = "may be " + words.kind;
  words.who = label_of(finding.identities);
  words.what = label_of(finding.resources);
  words.short_who = short_label_of(finding.identities);
  words.short_what = short_label_of(finding.resources);
  words.actions = finding.is_every_action
                      ? "every action"
                      : listed(texts_of(finding.actions), kActionsInLabel, shown_on_page);
  words.before = answer_words(finding.before);
  words.after = answer_words(finding.after);
  words.when = when_of(finding, false);
  return words;
}

std::vector<std::string> finding_notes(const Report& report, const ToldFinding& told) {
  const ReportFinding& finding = *told.finding;
  std::vector<std::string> notes;
  for (const std::size_t failing : finding.failing) {
    const ReportGuardrail& guardrail = report.guardrails[failing];
    notes.push_back(fmt::format("{}: {} is protected, {} {} > {} (AD106).",
                                guardrail.level == GuardLevel::Warn ? "Warning" : "Blocked",
                                shown_name(guardrail.name), guardrail.unit,
                                grouped(guardrail.actual), grouped(guardrail.limit)));
  }
  const bool is_strict = report.approvals && report.approvals->is_strict;
  if (is_strict && !finding.is_expected.value_or(true))
    notes.emplace_back("No expected change covers it (AD108).");
  if (finding.is_public)
    notes.emplace_back("Public: about requests without a session, strangers or everybody.");
  if (!finding.takes_effect.empty()) notes.push_back("Takes effect " + finding.takes_effect + ".");
  if (std::string note = world_note(finding); !note.empty()) notes.push_back(std::move(note));
  if (!told.in_worlds.empty()) {
    notes.push_back("Causes: " + std::string(kWorldsDecide) + ".");
  } else if (finding.requests) {
    notes.push_back(
        "The causes are those of these requests: " + shown_text(finding.requests->text) + ".");
  }
  return notes;
}

std::string example_text(const ReportFinding& finding) {
  if (!finding.witness) return {};
  const WitnessText& witness = *finding.witness;
  std::string out = shown_name(witness.identity) + ", ";
  out += witness.url.empty()
             ? fmt::format("{} {}", shown_name(witness.action), shown_name(witness.resource))
             : fmt::format("{} {}", shown_name(witness.method), shown_text(witness.url));
  out += attributes_text(witness.attributes) + attributes_text(witness.world);
  return fmt::format("{}: {} before, {} now.", out, witness.before_allows ? "allowed" : "denied",
                     witness.after_allows ? "allowed" : "denied");
}

bool is_reviewed_first(const ReportFinding& finding) {
  return finding.level.has_value() || finding.is_public;
}

}  // namespace accessdrift
