#include "accessdrift/report/approvals_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/verdict.h"

namespace accessdrift {
namespace {

constexpr std::int64_t kSoon = 14;  ///< days

std::string days_text(std::int64_t days) {
  const std::string count =
      counted(static_cast<std::size_t>(days < 0 ? -days : days), "day", "days");
  if (days < 0) return "OVER for " + count;
  return days <= kSoon ? "ends in " + count : count + " left";
}

std::string need_text(const ReportNeed& need) {
  return fmt::format("  {}  {}   {}\n", padded(need.is_approved ? "expected" : "APPROVE", 9),
                     shown_text(need.what), need.code);
}

std::string_view code_of(const ReportExpected& entry) {
  if (entry.status == "used") return {};
  return entry.status == "spent" || entry.status == "expired" ? "AD110" : "AD109";
}

std::string status_word(const ReportExpected& entry) {
  return entry.status == "miscounted" ? std::string("MISCOUNT") : upper_ascii(entry.status);
}

std::string entry_text(const ReportExpected& entry) {
  std::string what = shown_text(entry.text);
  if (entry.status == "miscounted")
    what += fmt::format("; it is {}", counted(entry.users, "identity", "identities"));
  if (entry.status == "spent") what += "; the before side has it, too: remove it";
  return fmt::format("  {}  {}   {}:{}   {}\n", padded(status_word(entry), 9), what,
                     shown_name(entry.place.file), entry.place.line, code_of(entry));
}

std::string head_text(const ReportApprovals& approvals, const Palette& palette) {
  const auto used = static_cast<std::size_t>(
      std::ranges::count(approvals.entries, "used", &ReportExpected::status));
  return palette.paint(Tone::Heading, "expected") +
         fmt::format("       {} of {} used; until {}, {}: {}\n", used,
                     counted(approvals.entries.size(), "entry", "entries"), approvals.expires,
                     days_text(approvals.days_left), shown_text(approvals.reason));
}

/// What no entry covers.
std::string unexpected_text(const Report& report) {
  std::string out;
  for (const GateReason& reason : gate_reasons(report)) {
    if (reason.code != "AD108") continue;
    const std::string_view word = reason.verdict == Verdict::Fails ? "FAILED" : "undecided";
    out += fmt::format("  {}  {}   {}\n", padded(word, 9), reason.text, reason.code);
  }
  return out;
}

}  // namespace

std::string approvals_text(const Report& report, const Palette& palette) {
  std::string out;
  for (const ReportNeed& need : report.needs) out += need_text(need);
  if (!report.approvals) return out;
  out += head_text(*report.approvals, palette) + unexpected_text(report);
  for (const ReportExpected& entry : report.approvals->entries) {
    if (entry.status != "used") out += entry_text(entry);
  }
  return out;
}

}  // namespace accessdrift
