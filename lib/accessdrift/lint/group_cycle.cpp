#include <fmt/format.h>

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

std::string names_of(const Snapshot& snapshot, const std::vector<GroupIndex>& groups) {
  constexpr std::size_t kShown = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(groups.size(), kShown); ++i) {
    const bool is_last = i + 1 == groups.size();
    if (i > 0) out += is_last ? " and " : ", ";
    out += fmt::format("`{}`", shortened(snapshot.text(snapshot.groups[groups[i].index()]->id)));
  }
  if (groups.size() > kShown) out += fmt::format(" and {} more", groups.size() - kShown);
  return out;
}

/// Where a group of the cycle names another one, at most so many.
void add_links(Diagnostic& told, const Snapshot& snapshot, const std::vector<GroupIndex>& cycle) {
  constexpr std::size_t kShown = 10;
  for (const GroupIndex index : cycle) {
    const auto& group = snapshot.groups[index.index()];
    for (const Mention& mention : members_of(group)) {
      if (mention.kind != MentionKind::Group || told.notes.size() == kShown) continue;
      const GroupIndex inside = snapshot.group_by_name.find(mention.id);
      if (std::ranges::find(cycle, inside) == cycle.end()) continue;
      told.notes.push_back({group.span(mention.place),
                            fmt::format("`{}` names `{}`", shortened(snapshot.text(group->id)),
                                        shortened(snapshot.text(mention.id)))});
    }
  }
}

}  // namespace

void check_group_cycle(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (const std::vector<GroupIndex>& cycle : linting.engine().groups().cycles()) {
    const auto& first = snapshot.groups[cycle.front().index()];
    Diagnostic told;
    told.severity = Severity::Warning;
    told.code = "AD207";
    told.span = first.key();
    if (cycle.size() == 1) {
      told.message = fmt::format("group {} is a member of itself", names_of(snapshot, cycle));
    } else {
      told.message = fmt::format("groups {} are members of each other", names_of(snapshot, cycle));
      told.label = "so all of them have the same members";
    }
    add_links(told, snapshot, cycle);
    linting.add(std::move(told), {"group", snapshot.text(first->id)});
  }
}

}  // namespace accessdrift
