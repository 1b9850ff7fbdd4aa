#include <fmt/format.h>

#include <functional>

#include "accessdrift/report/document_head.h"
#include "accessdrift/report/findings_json.h"
#include "accessdrift/report/findings_text.h"
#include "accessdrift/report/log.h"
#include "accessdrift/report/origin_json.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

std::string header(const LogReport& log, const Palette& palette) {
  const std::size_t without = log.commits - log.entries.size() - log.unreadable.size() - log.cut;
  std::string out =
      palette.paint(Tone::Heading, "access log") + "   " + shown_name(log.range) + "   " +
      counted(log.commits, "commit", "commits") + ": " +
      fmt::format("{} {}, {} without effect", grouped(log.entries.size()),
                  log.entries.size() == 1 ? "changes access" : "change access", grouped(without));
  if (!log.unreadable.empty()) out += ", " + grouped(log.unreadable.size()) + " cannot be read";
  if (log.cut > 0)
    out += fmt::format(", {} unknown: this shallow clone begins there", grouped(log.cut));
  out += "\n";
  for (std::size_t i = 0; i < log.filters.size(); ++i)
    out += (i == 0 ? "only         " : ", ") + shown_name(log.filters[i]);
  return log.filters.empty() ? out : out + "\n";
}

std::string entry_line(const LogEntry& entry, const Palette& palette) {
  std::string out = palette.paint(Tone::Heading, commit_line(entry.commit, entry.has_gap));
  if (entry.parent.empty()) out += ", the first commit";
  return out + "\n";
}

/// `lost 3, gained 12`.
std::string count_words(const Report& report) {
  std::string out;
  const auto add = [&out](std::size_t count, std::string_view word) {
    if (count > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", word, grouped(count));
  };
  for (const auto& [kind, count] : report.summary) add(count.entitlements, to_text(kind));
  add(report.may.entitlements, "may change");
  return out;
}

std::string with_entries(const LogReport& log, const Palette& palette,
                         const std::function<std::string(const LogEntry&)>& body) {
  std::string out = header(log, palette);
  for (const LogEntry& entry : log.entries) out += "\n" + entry_line(entry, palette) + body(entry);
  return out;
}

}  // namespace

std::string write_log_text(const LogReport& log, const TextOptions& options) {
  const Palette palette(options.color);
  return with_entries(log, palette, [&](const LogEntry& entry) {
    const std::vector<ToldFinding> findings = told_findings(entry.report);
    std::string out = findings_text(entry.report, findings, options, palette);
    const std::size_t shown = shown_count(findings.size(), options);
    if (shown < findings.size())
      out += fmt::format("{} of {} findings shown ({}); all: --limit 0\n", grouped(shown),
                         grouped(findings.size()), count_words(entry.report));
    return out;
  });
}

std::string write_log_oneline(const LogReport& log, const TextOptions& options) {
  const Palette palette(options.color);
  std::vector<std::string> counts;
  counts.reserve(log.entries.size());
  for (const LogEntry& entry : log.entries) counts.push_back(count_words(entry.report));
  const std::size_t width = column_width(counts, 40);
  std::string out;
  for (std::size_t i = 0; i < log.entries.size(); ++i) {
    const ReportCommit& commit = log.entries[i].commit;
    out += palette.paint(Tone::Heading, commit.id.substr(0, 7)) + " " + commit.time.substr(0, 10) +
           "  " + padded(counts[i], width) + "  " + shown_name(commit.author) + ", \"" +
           shown_name(commit.subject) + "\"\n";
  }
  return out;
}

std::string write_log_stat(const LogReport& log, const TextOptions& options) {
  return with_entries(log, Palette(options.color),
                      [&](const LogEntry& entry) { return write_stat(entry.report, options); });
}

std::string write_log_json(const LogReport& log, std::string_view tool_version) {
  JsonWriter json;
  json.begin_object();
  write_document_head(json, "log", tool_version);
  json.key("range").text(log.range).key("filters").texts(log.filters);
  json.key("commits").begin_array();
  for (const LogEntry& entry : log.entries) {
    json.begin_object().key("commit");
    write_commit(json, entry.commit);
    json.key("parent");
    entry.parent.empty() ? json.null() : json.text(entry.parent);
    json.key("gap").boolean(entry.has_gap).key("summary");
    write_summary(json, entry.report);
    json.key("findings");
    write_findings(json, entry.report);
    json.key("limits_hit").texts(entry.report.limits_hit).end_object();
  }
  json.end_array().key("looked_at").count(log.commits).key("unreadable").begin_array();
  for (const ReportCommit& commit : log.unreadable) write_commit(json, commit);
  json.end_array().key("shallow").boolean(log.cut > 0).end_object();
  return json.take();
}

std::string write_log_csv(const LogReport& log) {
  std::string out = "commit," + std::string(kCsvHeader);
  for (const LogEntry& entry : log.entries) out += csv_rows(entry.report, entry.commit.id + ",");
  return out;
}

}  // namespace accessdrift
