#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "accessdrift/report/causes_table.h"
#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/findings_text.h"
#include "accessdrift/report/gate_text.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/other_edits.h"
#include "accessdrift/report/reproduce.h"
#include "accessdrift/report/shrunk_text.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/summary_table.h"
#include "accessdrift/report/takes_effect.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/told_edits.h"
#include "accessdrift/report/version_text.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

constexpr std::size_t kUnknownsNamed = 6;
constexpr std::size_t kCausesShown = 5;
constexpr std::size_t kWidestAmount = 60;

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : ", ") + shown_name(words[i]);
  return out;
}

/// Where not all files are native: what they were taken for.
std::string formats_line(const Report& report) {
  std::vector<std::string> formats;
  bool are_all_native = true;
  for (const auto& [format, files] : report.files_by_format) {
    formats.push_back(grouped(files) + " " + format);
    are_all_native = are_all_native && format == kNativeFormat;
  }
  if (are_all_native) return {};
  return fmt::format("read as        {}\n", fmt::join(formats, ", "));
}

std::string header(const Report& report, const Palette& palette) {
  std::string out = palette.paint(Tone::Heading, "access drift") + "   " +
                    side_text(report.before) + " -> " + side_text(report.after) + "   ";
  out += counted(report.files_changed, "file", "files") + ", " +
         counted(count_told_edits(report.edits), "edit", "edits") + "\n";
  out += fmt::format("analysed       {} ({}), {}, {}",
                     counted(report.population.identities, "identity", "identities"),
                     report.population.is_closed ? "closed" : "open",
                     counted(report.population.groups, "group", "groups"),
                     counted(report.population.resources, "resource", "resources"));
  const std::vector<std::string>& unknowns = report.population.unknowns;
  const NameStyle plain = [](std::string_view name) { return shown_name(name); };
  if (!unknowns.empty())
    out += fmt::format(", {}: {}", counted(unknowns.size(), "unknown", "unknowns"),
                       listed(unknowns, kUnknownsNamed, plain));
  if (report.population.from) out += ", from " + to_text(Value{Time{*report.population.from}});
  if (report.files_ignored > 0) {
    out += fmt::format("; {} ignored", counted(report.files_ignored, "file", "files"));
  }
  out += "\n" + formats_line(report);
  for (const ReportVersion& version : report.versions)
    out += "version        " + version_text(version) + "\n";
  if (!report.project.empty())
    out += "project        " + shown_name(report.project) + ", for both sides\n";
  if (!report.given_sources.empty())
    out += "sources        " + listed(report.given_sources, kUnknownsNamed, plain) +
           ", for both sides\n";
  for (const PairedIds& pair : report.paired) {
    const std::string kind = pair.kind == "identity" ? std::string() : pair.kind + ' ';
    out += fmt::format("paired         {}{} -> {}, by {}\n", kind, shown_name(pair.before),
                       shown_name(pair.after), escape_terminal(pair.by));
  }
  if (!common_effect(report).empty())
    out += fmt::format("takes effect   {}\n", common_effect(report));
  if (!report.filters.empty()) out += "only           " + joined(report.filters) + "\n";
  if (!report.redacted.empty())
    out += fmt::format("redacted       {}: names are pseudonyms\n", report.redacted);
  return out;
}

/// Sources of which more than half is gone, before all that follows from it.
std::string shrunk_text(const Report& report, const Palette& palette) {
  const NameStyle plain = [](std::string_view name) { return shown_name(name); };
  std::string out;
  for (const ShrunkFormat& format : shrunk_formats(report)) {
    out += fmt::format("\n{}   {}   {}\n", palette.paint(Tone::Heading, "BROKEN EXPORT?"),
                       shrunk_headline(format), kShrunkCode);
    std::vector<std::string> amounts;
    amounts.reserve(format.told.size());
    for (const ReportShrunk* const told : format.told)
      amounts.push_back(shrunk_amount(*told, plain));
    const std::size_t width = column_width(amounts, kWidestAmount);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      const ReportShrunk& told = *format.told[i];
      out +=
          fmt::format("  {}   {}:{}:{}{}\n", padded(amounts[i], width), shown_name(told.place.file),
                      told.place.line, told.place.column, told.is_place_gone ? " (removed)" : "");
    }
    if (format.more_groups > 0) out += "  " + more_emptied(format) + "\n";
    out += "  a broken export is more likely than a decision: look there first\n";
  }
  return out;
}

std::vector<ReportEdit> first_edits(const std::vector<ReportEdit>& edits,
                                    const TextOptions& options) {
  return {edits.begin(),
          edits.begin() + static_cast<std::ptrdiff_t>(shown_count(edits.size(), options))};
}

std::string same_text(const Report& report, const TextOptions& options, const Palette& palette) {
  if (report.same.empty()) return {};
  const std::vector<ReportEdit> all = told_edits(report.same);
  const std::vector<ReportEdit> shown = options.same ? all : first_edits(all, options);
  return palette.paint(Tone::Dim, "= SAME    ") +
         fmt::format("  {} edited or moved, proved equal for every request\n",
                     counted(equal_policies(report), "policy", "policies")) +
         edit_lines(shown, kNamesIndent, options.expand);
}

std::string edits_text(const std::vector<ReportEdit>& edits, std::string_view heading,
                       const TextOptions& options, const Palette& palette) {
  if (edits.empty()) return {};
  return "\n" + palette.paint(Tone::Heading, heading) + "\n" +
         edit_lines(first_edits(edits, options), 2, options.expand);
}

/// What is left out, and how to see it.
std::string notes_text(const Report& report, const std::vector<ToldFinding>& findings,
                       std::size_t edits, const TextOptions& options) {
  std::string out;
  const auto note = [&](std::size_t size, std::string_view what) {
    const std::size_t shown = shown_count(size, options);
    if (shown < size)
      out +=
          fmt::format("{} of {} {} shown; all: --limit 0\n", grouped(shown), grouped(size), what);
  };
  note(findings.size(), "findings");
  const std::size_t all_same = count_told_edits(report.same);
  const std::size_t same = shown_count(all_same, options);
  if (!findings.empty() && same < all_same && !options.same)
    out += fmt::format("{} of {} edits of equal policies shown; all: --show same\n", grouped(same),
                       grouped(all_same));
  note(edits, findings.empty() ? "edits" : "other edits");
  note(report.tests.size(), "tests");
  const bool is_cut = std::ranges::any_of(
      std::span(findings).first(shown_count(findings.size(), options)),
      [&](const ToldFinding& told) { return finding_row(told, options.expand).is_abbreviated; });
  if (is_cut) out += "some names are left out; all: --expand\n";
  return out;
}

std::string tests_text(const Report& report, const TextOptions& options, const Palette& palette) {
  if (report.tests.empty()) return {};
  std::string out = "\n" + palette.paint(Tone::Heading, "TESTS") + "\n";
  const std::size_t shown = shown_count(report.tests.size(), options);
  for (std::size_t i = 0; i < shown; ++i) {
    const ReportTest& test = report.tests[i];
    out +=
        trimmed_line(fmt::format("  {}  {}   {}:{}:{}", padded(test_word(test), 14),
                                 shown_text(test.text, options.expand), shown_name(test.place.file),
                                 test.place.line, test.place.column)) +
        "\n";
  }
  return out;
}

std::string limits_text(const Report& report) {
  std::string out;
  for (const std::string& target : report.limits_hit)
    out += "not decided: " + shown_name(target) + " is over the limit\n";
  return out;
}

bool is_plain_word(std::string_view word) {
  constexpr std::string_view kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@:/%+=-~^";
  return !word.empty() && word.size() <= 60 && word.front() != '-' &&
         word.find_first_not_of(kSafe) == std::string_view::npos;
}

/// What is asked for in an example, and where; nothing if that needs quoting.
std::optional<std::string> plain_question(const WitnessText& witness, const ReportSide& side) {
  const bool is_work_tree = side.commit.empty() && side.spec == "work tree";
  const bool has_url = !witness.url.empty();
  std::string words;
  for (const std::string* const word :
       {&witness.identity, has_url ? &witness.method : &witness.action,
        has_url ? &witness.url : &witness.resource, &side.spec}) {
    if (is_work_tree && word == &side.spec) continue;
    if (!is_plain_word(*word)) return std::nullopt;
    words += ' ' + *word;
  }
  return words;
}

/// The command that explains the first finding, if its words need no quoting.
std::string next_text(const Report& report) {
  const std::optional<std::string> options = reading_options(report);
  const std::optional<std::string> versions = version_options(report, false);
  if (!report.redacted.empty() || !options || !versions) return {};
  if (!report.onto.empty()) return {};  // no side is what a plan makes of another one
  for (const ReportFinding& finding : report.findings) {
    if (!finding.witness || !finding.witness->is_there_after) continue;
    if (const auto question = plain_question(*finding.witness, report.after))
      return fmt::format("next        accessdrift explain{}{}{}\n", *question, *options, *versions);
  }
  return {};
}

std::string no_change_text(const Report& report) {
  std::string out =
      report.filters.empty() ? "No access change." : "No access change among what was asked for.";
  if (!report.same.empty())
    out += " " + counted(equal_policies(report), "policy", "policies") + " edited, proved equal.";
  return out + "\n";
}

/// `block` behind a blank line, if there is one.
std::string section(const std::string& block) { return block.empty() ? block : "\n" + block; }

}  // namespace

std::string write_text(const Report& report, const TextOptions& options) {
  const Palette palette(options.color);
  std::string out = header(report, palette) + shrunk_text(report, palette);
  if (report.findings.empty()) {
    const std::vector<ReportEdit> edits = told_edits(report.edits);
    out += section(limits_text(report)) + (report.shrunk.empty() ? "" : "\n") +
           no_change_text(report) + edits_text(edits, "EDITS", options, palette) +
           tests_text(report, options, palette);
    return out + section(notes_text(report, {}, edits.size(), options)) +
           section(gate_text(report, palette));
  }
  const std::vector<ToldFinding> findings = told_findings(report);
  const bool is_large = shown_count(findings.size(), options) < findings.size();
  if (is_large) out += "\n" + summary_table(report, palette);
  out += "\n" + findings_text(report, findings, options, palette);
  if (is_large || options.causes)
    out += "\n" + causes_table(report, options.causes ? 0 : kCausesShown, palette);
  out += same_text(report, options, palette);
  const std::vector<ReportEdit> others = other_edits(report);
  out += edits_text(others, "OTHER EDITS", options, palette);
  out += tests_text(report, options, palette);
  out += section(notes_text(report, findings, others.size(), options) + limits_text(report));
  return out + section(gate_text(report, palette) + next_text(report));
}

}  // namespace accessdrift
