#include "accessdrift/report/summary_table.h"

#include <fmt/format.h>

#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

std::string_view meaning_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Lost:
    case ChangeKind::Gained:
      return "";
    case ChangeKind::Shifted:
      return "allowed in other situations than before";
    case ChangeKind::Widened:
      return "allowed before, now in more situations";
    case ChangeKind::Narrowed:
      return "still allowed, in fewer situations";
  }
  return {};
}

Tone tone_of(ChangeKind kind) {
  if (kind == ChangeKind::Gained || kind == ChangeKind::Widened) return Tone::Gain;
  return kind == ChangeKind::Shifted ? Tone::Notice : Tone::Loss;
}

std::string row(std::string_view name, const Report::Count& count, std::string_view meaning,
                Tone tone, const Palette& palette) {
  const std::string numbers = right_aligned(grouped(count.identities), 12) +
                              right_aligned(grouped(count.resources), 11) +
                              right_aligned(grouped(count.entitlements), 14);
  return trimmed_line(
             fmt::format("  {}{}   {}", palette.paint(tone, padded(name, 8)), numbers, meaning)) +
         "\n";
}

}  // namespace

std::string summary_table(const Report& report, const Palette& palette) {
  std::string out = std::string(12, ' ') + "identities  resources  entitlements\n";
  for (const auto& [kind, count] : report.summary) {
    if (count.entitlements == 0) continue;
    out += row(upper_ascii(to_text(kind)), count, meaning_of(kind), tone_of(kind), palette);
  }
  if (report.may.entitlements > 0)
    out += row("MAY", report.may, "depends on what is not known", Tone::Notice, palette);
  return out;
}

}  // namespace accessdrift
