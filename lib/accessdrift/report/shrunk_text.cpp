#include "accessdrift/report/shrunk_text.h"

#include <fmt/format.h>

#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kGroupsTold = 3;

}  // namespace

std::vector<ShrunkFormat> shrunk_formats(const Report& report) {
  std::vector<ShrunkFormat> all;
  std::size_t groups = 0;
  for (const ReportShrunk& shrunk : report.shrunk) {
    if (all.empty() || all.back().format != shrunk.format) {
      all.push_back({shrunk.format, {}, 0});
      groups = 0;
    }
    const bool is_group = !shrunk.group.empty();
    if (is_group && ++groups > kGroupsTold) {
      ++all.back().more_groups;
    } else {
      all.back().told.push_back(&shrunk);
    }
  }
  return all;
}

std::string shrunk_headline(const ShrunkFormat& format) {
  const bool is_of_groups = !format.told.front()->group.empty();
  if (!is_of_groups)
    return fmt::format("more than half of what the {} files listed is gone", format.format);
  const std::size_t groups = format.told.size() + format.more_groups;
  if (groups == 1)
    return fmt::format("a group that the {} files list has lost all its members", format.format);
  return fmt::format("{} groups that the {} files list have lost all their members",
                     grouped(groups), format.format);
}

std::string shrunk_amount(const ReportShrunk& shrunk, const NameStyle& style) {
  if (!shrunk.group.empty())
    return fmt::format("all {} of group {}", counted(shrunk.lost, "member", "members"),
                       style(shrunk.group));
  if (shrunk.lost == shrunk.before)
    return fmt::format("all {} {}", grouped(shrunk.before), shrunk.what);
  return fmt::format("{} of {} {}", grouped(shrunk.lost), grouped(shrunk.before), shrunk.what);
}

std::string more_emptied(const ShrunkFormat& format) {
  if (format.more_groups == 0) return {};
  return fmt::format("and {} empty now", format.more_groups == 1
                                             ? "1 other group is"
                                             : grouped(format.more_groups) + " other groups are");
}

}  // namespace accessdrift
