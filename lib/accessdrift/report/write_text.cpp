#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "accessdrift/model/schema.h"
#include "accessdrift/report/escape.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/summary_table.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

constexpr std::size_t kCellLimit = 40;
constexpr std::size_t kUnknownsNamed = 6;

std::size_t shown_count(std::size_t size, const TextOptions& options) {
  return options.limit == 0 ? size : std::min(size, options.limit);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : ", ") + shown_name(words[i]);
  return out;
}

std::string header(const Report& report, const Palette& palette) {
  std::string out = palette.paint(Tone::Heading, "access drift") + "   " +
                    side_text(report.before) + " -> " + side_text(report.after) + "   ";
  out += counted(report.files_changed, "file", "files") + ", " +
         counted(report.edits.size(), "edit", "edits") + "\n";
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
    out += fmt::format("; {} without the header ignored",
                       counted(report.files_ignored, "file", "files"));
  }
  out += "\n";
  for (const PairedIds& pair : report.paired) {
    const std::string kind = pair.kind == "identity" ? std::string() : pair.kind + ' ';
    out += fmt::format("paired         {}{} -> {}, by {}\n", kind, shown_name(pair.before),
                       shown_name(pair.after), escape_terminal(pair.by));
  }
  if (!report.filters.empty()) out += "only           " + joined(report.filters) + "\n";
  return out;
}

struct Widths {
  std::size_t who = 0, what = 0, actions = 0;
};

Widths widths_of(const std::vector<FindingRow>& rows) {
  const auto column = [&](std::string FindingRow::*cell) {
    std::vector<std::string> cells;
    cells.reserve(rows.size());
    for (const FindingRow& row : rows) cells.push_back(row.*cell);
    return column_width(cells, kCellLimit);
  };
  return {column(&FindingRow::who), column(&FindingRow::what), column(&FindingRow::actions)};
}

std::string finding_text(const FindingRow& row, const Widths& widths, const Palette& palette) {
  std::string out = palette.paint(row.tone, row.sign + " " + padded(row.kind, 8)) + "  ";
  out += padded(row.who, widths.who) + "   " + padded(row.what, widths.what) + "   ";
  out += padded(row.actions, widths.actions) + "   " + row.when + "\n";
  return out + row.names;
}

bool is_about_strangers(const ToldFinding& told) {
  return std::ranges::any_of(told.finding->identities.ids,
                             [](const std::string& id) { return id.starts_with(kStrangerPrefix); });
}

std::string public_heading(std::size_t count, bool are_strangers_among, const Palette& palette) {
  return palette.paint(Tone::Error, "PUBLIC EXPOSURE") +
         fmt::format("   {} about requests without a session{} or about everybody\n",
                     counted(count, "finding", "findings"),
                     are_strangers_among ? ", about strangers" : "");
}

/// The findings that are shown, public exposure under its own headline.
std::string findings_text(const std::vector<ToldFinding>& findings, const TextOptions& options,
                          const Palette& palette) {
  const std::size_t shown = shown_count(findings.size(), options);
  std::vector<FindingRow> rows;
  for (std::size_t i = 0; i < shown; ++i) rows.push_back(finding_row(findings[i], options.expand));
  const Widths widths = widths_of(rows);
  const auto is_public = [](const ToldFinding& told) { return told.finding->is_public; };
  const auto exposed = static_cast<std::size_t>(std::ranges::count_if(findings, is_public));
  std::string out;
  const bool are_strangers_among = std::ranges::any_of(findings, is_about_strangers);
  if (exposed > 0) out += public_heading(exposed, are_strangers_among, palette);
  for (std::size_t i = 0; i < shown; ++i) {
    const bool leaves_public = i > 0 && is_public(findings[i - 1]) && !is_public(findings[i]);
    if (leaves_public) out += "\n";
    out += finding_text(rows[i], widths, palette);
  }
  return out;
}

std::string place_text(const PlaceText& place) {
  return fmt::format("{}:{}:{}", shown_name(place.file), place.line, place.column);
}

/// Where an edit stands: on the after side, else on the before side; where it stood, if that is
/// another place.
std::string edit_place(const ReportEdit& edit) {
  if (!edit.after) return edit.before ? place_text(*edit.before) + " (removed)" : "(no place)";
  std::string out = place_text(*edit.after);
  if (!edit.before) return out;
  const bool is_same_file = edit.before->file == edit.after->file;
  const bool is_same_place = is_same_file && edit.before->line == edit.after->line &&
                             edit.before->column == edit.after->column;
  if (is_same_place) return out;
  if (!is_same_file) return out + " (was " + place_text(*edit.before) + ")";
  return out + fmt::format(" (was {}:{})", edit.before->line, edit.before->column);
}

std::string edit_lines(const std::vector<ReportEdit>& edits, std::size_t indent,
                       const TextOptions& options) {
  const std::size_t shown = shown_count(edits.size(), options);
  std::vector<std::string> places;
  for (std::size_t i = 0; i < shown; ++i) places.push_back(edit_place(edits[i]));
  const std::size_t width = column_width(places, kCellLimit + kNamesIndent);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    out += std::string(indent, ' ') + padded(places[i], width) + "  " +
           shown_text(edits[i].what, options.expand) + "\n";
  }
  return out;
}

std::string same_text(const Report& report, const TextOptions& options, const Palette& palette) {
  if (report.same.empty()) return {};
  return palette.paint(Tone::Dim, "= SAME    ") +
         fmt::format("  {} edited or moved, proved equal for every request\n",
                     counted(equal_policies(report), "policy", "policies")) +
         edit_lines(report.same, kNamesIndent, options);
}

std::string edits_text(const Report& report, const TextOptions& options, const Palette& palette) {
  if (report.edits.empty()) return {};
  return "\n" + palette.paint(Tone::Heading, "EDITS") + "\n" + edit_lines(report.edits, 2, options);
}

/// What is left out, and how to see it.
std::string notes_text(const Report& report, const std::vector<ToldFinding>& findings,
                       const TextOptions& options) {
  std::string out;
  const auto note = [&](std::size_t size, std::string_view what) {
    const std::size_t shown = shown_count(size, options);
    if (shown < size)
      out +=
          fmt::format("{} of {} {} shown; all: --limit 0\n", grouped(shown), grouped(size), what);
  };
  note(findings.size(), "findings");
  note(report.same.size(), "edits of equal policies");
  note(report.edits.size(), "edits");
  const bool is_cut = std::ranges::any_of(
      std::span(findings).first(shown_count(findings.size(), options)),
      [&](const ToldFinding& told) { return finding_row(told, options.expand).is_abbreviated; });
  if (is_cut) out += "some names are left out; all: --expand\n";
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

/// The command that explains the first finding, if its words need no quoting.
std::string next_text(const Report& report) {
  for (const ReportFinding& finding : report.findings) {
    if (!finding.witness || !finding.witness->is_there_after) continue;
    const WitnessText& witness = *finding.witness;
    const bool is_work_tree = report.after.commit.empty() && report.after.spec == "work tree";
    const bool has_url = !witness.url.empty();
    const std::string& action = has_url ? witness.method : witness.action;
    const std::string& resource = has_url ? witness.url : witness.resource;
    const bool is_plain = is_plain_word(witness.identity) && is_plain_word(action) &&
                          is_plain_word(resource) &&
                          (is_work_tree || is_plain_word(report.after.spec));
    if (!is_plain) continue;
    return fmt::format("next        accessdrift explain {} {} {}{}\n", witness.identity, action,
                       resource, is_work_tree ? "" : " " + report.after.spec);
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
  std::string out = header(report, palette);
  if (report.findings.empty()) {
    out += section(limits_text(report)) + no_change_text(report) +
           edits_text(report, options, palette);
    return out + section(notes_text(report, {}, options));
  }
  const std::vector<ToldFinding> findings = told_findings(report);
  const bool is_large = shown_count(findings.size(), options) < findings.size();
  if (is_large) out += "\n" + summary_table(report, palette);
  out += "\n" + findings_text(findings, options, palette) + same_text(report, options, palette);
  out += edits_text(report, options, palette);
  out += section(notes_text(report, findings, options) + limits_text(report));
  return out + section(next_text(report));
}

}  // namespace accessdrift
