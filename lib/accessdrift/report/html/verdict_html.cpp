#include "accessdrift/report/html/verdict_html.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/drift/paths.h"
#include "accessdrift/report/html/guardrails_html.h"
#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/reproduce.h"
#include "accessdrift/report/shrunk_text.h"
#include "accessdrift/report/side_text.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/told_edits.h"
#include "accessdrift/report/told_findings.h"
#include "accessdrift/report/version_text.h"

namespace accessdrift {
namespace {

std::string shown(std::string_view name) { return shown_name(name); }

std::string_view glyph_of(ChangeKind kind) {
  if (kind == ChangeKind::Gained) return "+";
  return kind == ChangeKind::Lost ? "−" : "~";
}

std::string_view class_of(ChangeKind kind) {
  if (kind == ChangeKind::Gained || kind == ChangeKind::Widened) return "gain";
  return kind == ChangeKind::Shifted ? "shift" : "loss";
}

std::string_view meaning(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Lost:
      return "denied now in every situation";
    case ChangeKind::Gained:
      return "allowed now, denied before in every situation";
    case ChangeKind::Shifted:
      return "allowed in other situations than before";
    case ChangeKind::Widened:
      return "allowed before, now in more situations";
    case ChangeKind::Narrowed:
      return "still allowed, in fewer situations";
  }
  return {};
}

std::string count_row(std::string_view glyph, std::string_view kind, std::string_view classes,
                      const Report::Count& count, std::string_view means) {
  std::string row = tag("th", text_tag("span", glyph, "glyph") + " " + std::string(kind), classes);
  row.insert(3, " scope=\"row\"");
  for (const std::size_t number : {count.identities, count.resources, count.entitlements})
    row += text_tag("td", grouped(number), "number");
  return tag("tr", row + text_tag("td", means)) + "\n";
}

std::string counts_table(const Report& report) {
  std::string rows;
  for (const auto& [kind, count] : report.summary) {
    if (count.entitlements == 0) continue;
    rows += count_row(glyph_of(kind), to_text(kind), class_of(kind), count, meaning(kind));
  }
  if (report.may.entitlements > 0)
    rows += count_row("?", "may", "may", report.may, "depends on what is not known");
  if (rows.empty()) return {};
  return scroll_tag(
      "What changes",
      "<table class=\"small\">\n<caption>What changes</caption>\n<thead><tr>"
      "<th scope=\"col\">Change</th><th scope=\"col\" class=\"number\">Identities</th>"
      "<th scope=\"col\" class=\"number\">Resources</th>"
      "<th scope=\"col\" class=\"number\">Entitlements</th><th scope=\"col\">Meaning</th></tr>"
      "</thead>\n<tbody>\n" +
          rows + "</tbody>\n</table>");
}

std::string side_html(const ReportSide& side) {
  std::string out = text_tag("b", side_text(side));
  if (!side.commit.empty()) out += " " + text_tag("code", side.commit);
  return out;
}

std::string population_html(const Report& report) {
  const Report::Population& population = report.population;
  return text_tag("span", fmt::format("{}, {}, {}; the directory is {}",
                                      counted(population.identities, "identity", "identities"),
                                      counted(population.groups, "group", "groups"),
                                      counted(population.resources, "resource", "resources"),
                                      population.is_closed
                                          ? "closed: everybody is listed"
                                          : "open: others than those who are listed may sign in"));
}

std::string input_text(const Report& report) {
  std::string out = counted(report.files_changed, "file", "files") + " changed, " +
                    counted(count_told_edits(report.edits), "edit", "edits");
  if (report.files_ignored > 0)
    out += ", " + counted(report.files_ignored, "file", "files") + " ignored";
  return out;
}

std::string names_html(const std::vector<std::string>& names, std::size_t limit) {
  if (names.empty()) return {};
  return text_tag("span", listed(names, limit, shown));
}

/// Where not all files are native.
std::string formats_html(const Report& report) {
  if (std::ranges::all_of(report.files_by_format,
                          [](const auto& one) { return one.first == kNativeFormat; }))
    return {};
  std::vector<std::string> formats;
  formats.reserve(report.files_by_format.size());
  for (const auto& [format, files] : report.files_by_format)
    formats.push_back(grouped(files) + " " + format);
  return names_html(formats, 0);
}

/// Sources of which more than half is gone, before all that follows from it.
std::string shrunk_html(const Report& report) {
  std::string out;
  for (const ShrunkFormat& format : shrunk_formats(report)) {
    std::string items;
    for (const ReportShrunk* const told : format.told)
      items +=
          text_tag("li", fmt::format("{}: {}:{}:{}{}", shrunk_amount(*told, shown),
                                     shown(told->place.file), told->place.line, told->place.column,
                                     told->is_place_gone ? " (removed)" : ""));
    if (format.more_groups > 0) items += text_tag("li", more_emptied(format));
    out += text_tag("p",
                    fmt::format("{}: {} ({}).", kShrunkGuess, shrunk_headline(format), kShrunkCode),
                    "lead") +
           "\n" + tag("ul", items, "warnings") + "\n";
  }
  return out;
}

std::string paired_html(const Report& report) {
  constexpr std::size_t kPairsShown = 50;
  std::string out;
  const std::size_t count = std::min(report.paired.size(), kPairsShown);
  for (std::size_t i = 0; i < count; ++i) {
    const PairedIds& pair = report.paired[i];
    out += text_tag("div", fmt::format("{} {} is now {}, by {}", pair.kind, shown(pair.before),
                                       shown(pair.after), shown(pair.by)));
  }
  if (count < report.paired.size())
    out += text_tag("div", "and " + counted(report.paired.size() - count, "other", "others"));
  return out;
}

std::string versions_html(const Report& report) {
  std::string out;
  for (const ReportVersion& version : report.versions)
    out += text_tag("div", version_text(version));
  return out;
}

std::string facts_list(const Report& report) {
  constexpr std::size_t kNamesShown = 40;
  std::string facts = fact_tag("Before", side_html(report.before));
  facts += fact_tag("After", side_html(report.after));
  facts += fact_tag("Compared", text_tag("span", input_text(report)));
  facts += fact_tag("Population", population_html(report));
  facts += fact_tag("Read as", formats_html(report));
  facts += fact_tag("Versions", versions_html(report));
  facts += fact_tag("Not known", names_html(report.population.unknowns, kNamesShown));
  if (report.population.from)
    facts +=
        fact_tag("Requests from", text_tag("span", to_text(Value{Time{*report.population.from}})));
  facts += fact_tag("Only", names_html(report.filters, 0));
  if (!report.redacted.empty())
    facts += fact_tag("Names", text_tag("span", "pseudonyms: --redact " + report.redacted));
  facts += fact_tag("Paired", paired_html(report));
  if (report.are_paths_cut)
    facts += fact_tag("Pictures",
                      text_tag("span", fmt::format("of each example, and of the first {} others",
                                                   grouped(Paths::kOtherPairs))));
  facts += fact_tag("Digest", text_tag("code", report.digest));
  const std::string command = reproducing_command(report);
  if (!command.empty()) facts += fact_tag("Reproduce", text_tag("code", command));
  return tag("dl", "\n" + facts) + "\n";
}

/// The answer in one line.
std::string headline(const Report& report) {
  if (report.findings.empty()) {
    return report.filters.empty() ? "No access change."
                                  : "No access change among what was asked for.";
  }
  const std::vector<ToldFinding> findings = told_apart(report);
  std::size_t exposed = 0;
  for (const ToldFinding& told : findings) exposed += told.finding->is_public ? 1 : 0;
  std::string out = counted(findings.size(), "finding", "findings");
  if (exposed > 0) {
    out += exposed == findings.size() ? "," : fmt::format(", {} of them", grouped(exposed));
    out += " about requests without a session, strangers or everybody";
  }
  return out + ".";
}

std::string warnings_html(const Report& report) {
  std::string out;
  for (const Diagnostic& warning : report.warnings)
    out += text_tag("li", fmt::format("{} ({})", shown_text(warning.message), warning.code));
  for (const std::string& target : report.limits_hit)
    out += text_tag("li", "not decided: " + shown(target) + " is over the limit of analysis");
  return out.empty() ? out : tag("ul", out, "warnings") + "\n";
}

}  // namespace

std::string verdict_html(const Report& report) {
  std::string out = guardrails_headline(report);
  out += shrunk_html(report) + text_tag("p", headline(report), "lead") + "\n";
  if (report.findings.empty() && !report.same.empty())
    out += text_tag("p", counted(equal_policies(report), "policy", "policies") +
                             " edited or moved, proved equal for every request.") +
           "\n";
  out += warnings_html(report) + guardrails_table(report) + counts_table(report);
  return section_tag("verdict", "Verdict", out + facts_list(report));
}

}  // namespace accessdrift
