#include "accessdrift/report/markdown_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/markdown_row.h"
#include "accessdrift/report/other_edits.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/verdict.h"
#include "accessdrift/report/write_expected.h"

namespace accessdrift {
namespace {

constexpr std::size_t kItemsInList = 20;
constexpr std::size_t kEditsInList = 50;
constexpr std::size_t kIdentityRows = 200;

/// A list of at most so many items, and what prints the rest.
std::string bulleted(const std::vector<std::string>& items, std::size_t most,
                     std::string_view elsewhere) {
  const std::size_t shown = std::min(items.size(), most);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) out += "- " + items[i] + "\n";
  if (shown < items.size())
    out += fmt::format("- … and {} more: {}\n", grouped(items.size() - shown), elsewhere);
  return out;
}

std::string collapsed(const std::string& summary, const std::string& body) {
  return fmt::format("<details><summary>{}</summary>\n\n{}\n</details>\n", summary, body);
}

/// A block that nothing in it closes.
std::string fenced(const std::string& text, std::string_view language) {
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fmt::format("{}{}\n{}{}\n", fence, language, text, fence);
}

std::string reason_item(const GateReason& reason) {
  std::string_view word = "⚠️";
  if (reason.verdict == Verdict::Fails) word = "⛔";
  if (reason.verdict == Verdict::Undecided) word = "❔ undecided:";
  const std::string place =
      reason.place.line == 0 ? std::string() : " (" + code_place(reason.place) + ")";
  return fmt::format("{} {} {}{}", word, code_text(reason.text), reason.code, place);
}

std::string gate_section(const Report& report) {
  std::vector<std::string> items;
  for (const GateReason& reason : gate_reasons(report)) items.push_back(reason_item(reason));
  if (items.empty()) return {};
  std::string_view note;
  if (report.are_guardrails_of_after)
    note = " The guardrails are those of the after side, since the before side has none.";
  return fmt::format("**{}**{}\n\n{}",
                     verdict(report) == Verdict::Fails ? "Why blocked:" : "Guardrails:", note,
                     bulleted(items, kItemsInList, "`--format text`"));
}

/// Whether entries of expected changes would make the gate pass.
bool can_be_approved(const Report& report) {
  const std::vector<GateReason> reasons = gate_reasons(report);
  return std::ranges::any_of(
             reasons, [&](const GateReason& reason) { return reason.verdict == Verdict::Fails; }) &&
         std::ranges::none_of(reasons, [&](const GateReason& reason) {
           const bool blocks = reason.guardrail
                                   ? !report.guardrails[*reason.guardrail].can_be_approved()
                                   : reason.code == "AD302";
           return reason.verdict == Verdict::Fails && blocks;
         });
}

std::string expected_section(const Report& report) {
  if (!can_be_approved(report)) return {};
  if (!report.redacted.empty())
    return "If this is meant: `accessdrift expect` prints the entries for "
           "accessdrift.expect.yaml, which its owners approve.\n";
  const std::string entries = write_expected(report);
  if (entries.empty()) return {};
  return collapsed(
      "If this is meant: entries for accessdrift.expect.yaml, which its owners "
      "approve",
      fenced(entries, "yaml"));
}

std::string tests_section(const Report& report) {
  if (report.tests.empty()) return {};
  std::vector<std::string> items;
  items.reserve(report.tests.size());
  for (const ReportTest& test : report.tests)
    items.push_back(
        fmt::format("{}: {} ({})", test_word(test), code_text(test.text), code_place(test.place)));
  return "**Tests whose result changes:**\n\n" + bulleted(items, kItemsInList, "`--limit 0`");
}

/// What goes by one id before and by another after.
std::string paired_section(const Report& report) {
  if (report.paired.empty()) return {};
  std::vector<std::string> items;
  items.reserve(report.paired.size());
  for (const PairedIds& pair : report.paired)
    items.push_back(fmt::format("{} {} → {}, by {}", pair.kind, code_name(pair.before),
                                code_name(pair.after), pair.by));
  return collapsed(fmt::format("Ids that changed: {}", grouped(items.size())),
                   bulleted(items, kItemsInList, "`--limit 0`"));
}

/// What the report does not know, or could not decide.
std::string limits_section(const Report& report) {
  std::vector<std::string> items;
  items.reserve(report.limits_hit.size() + report.warnings.size());
  for (const std::string& target : report.limits_hit)
    items.push_back("not decided: " + code_name(target) + " is over the limit");
  for (const Diagnostic& warning : report.warnings) {
    std::string place;
    if (warning.span.is_known()) place = " (" + code_place(place_text(warning.span)) + ")";
    items.push_back(fmt::format("{} {}: {}{}", to_text(warning.severity), code_name(warning.code),
                                code_text(warning.message), place));
  }
  if (items.empty()) return {};
  return "**Limits and warnings:**\n\n" + bulleted(items, kItemsInList, "`--format json`");
}

/// A changed identity, and what of it changes.
struct IdentityRow {
  std::string start, name, rest;
};

std::vector<IdentityRow> identity_rows(const Report& report) {
  constexpr std::size_t kNamesInRow = 3;
  const NameStyle style = [](std::string_view name) { return shown_name(name); };
  std::vector<IdentityRow> rows;
  for (const ReportFinding& finding : report.findings) {
    if (finding.part > 0) continue;
    const std::string actions = finding.is_every_action
                                    ? std::string("every action")
                                    : listed(texts_of(finding.actions), kNamesInRow, style);
    const std::string start =
        sign_of(finding) + " " + padded(upper_ascii(to_text(finding.kind)), 8) + "  ";
    const std::string rest =
        fmt::format("   {} on {}   {}", actions,
                    counted_label(finding.resources, kNamesInRow, style), when_of(finding, false));
    for (const std::string& id : finding.identities.ids) {
      if (rows.size() == kIdentityRows) return rows;
      rows.push_back({start, shown_name(id), rest});
    }
  }
  return rows;
}

std::size_t count_identity_rows(const Report& report) {
  std::size_t count = 0;
  for (const ReportFinding& finding : report.findings)
    count += finding.part > 0 ? 0 : finding.identities.ids.size();
  return count;
}

/// A line starts with its sign, so none can close the block.
std::string identities_section(const Report& report) {
  const std::size_t count = count_identity_rows(report);
  if (count == 0) return {};
  constexpr std::size_t kWidestName = 30;
  const std::vector<IdentityRow> rows = identity_rows(report);
  std::vector<std::string> names;
  names.reserve(rows.size());
  for (const IdentityRow& row : rows) names.push_back(row.name);
  const std::size_t width = column_width(names, kWidestName);
  std::string block;
  for (const IdentityRow& row : rows)
    block += row.start + padded(row.name, width) + row.rest + "\n";
  if (rows.size() < count)
    block += fmt::format("… and {}: --format csv\n",
                         counted(count - rows.size(), "more row", "more rows"));
  return collapsed(fmt::format("Every identity ({})", counted(count, "row", "rows")),
                   "```diff\n" + block + "```\n");
}

std::string edits_section(const std::vector<ReportEdit>& edits, const std::string& summary,
                          std::string_view elsewhere) {
  if (edits.empty()) return {};
  std::vector<std::string> items;
  items.reserve(edits.size());
  for (const ReportEdit& edit : edits)
    items.push_back(escape_markdown(edit_place(edit)) + " " + code_text(edit.what) +
                    commit_mark(edit));
  return collapsed(summary, bulleted(items, kEditsInList, elsewhere));
}

}  // namespace

std::vector<BudgetedDocument::Section> markdown_sections(const Report& report) {
  std::vector<BudgetedDocument::Section> sections;
  const auto add = [&](std::string text, std::string elsewhere) {
    if (!text.empty()) sections.push_back({std::move(text), std::move(elsewhere)});
  };
  add(gate_section(report), "what does not pass (`--format text`)");
  add(expected_section(report), "entries that approve this (`accessdrift expect`)");
  add(tests_section(report), fmt::format("{} whose result changes (`--limit 0`)",
                                         counted(report.tests.size(), "test", "tests")));
  add(limits_section(report), fmt::format("{} over a limit and {} (`--format json`)",
                                          counted(report.limits_hit.size(), "target", "targets"),
                                          counted(report.warnings.size(), "warning", "warnings")));
  if (report.findings.empty()) return sections;
  add(paired_section(report),
      counted(report.paired.size(), "id that changed", "ids that changed") + " (`--limit 0`)");
  add(identities_section(report), fmt::format("{} of identities (`--format csv`)",
                                              counted(count_identity_rows(report), "row", "rows")));
  const std::string equal = counted(equal_policies(report), "edited policy", "edited policies");
  add(edits_section(report.same, "Proved equal: " + equal, "`--show same`"),
      equal + " proved equal (`--show same`)");
  const std::vector<ReportEdit> others = other_edits(report);
  const std::string count = counted(others.size(), "other edit", "other edits");
  add(edits_section(others, fmt::format("Other edits: {}", grouped(others.size())), "`--limit 0`"),
      count + " (`--limit 0`)");
  return sections;
}

}  // namespace accessdrift
