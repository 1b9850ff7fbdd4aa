#include <fmt/format.h>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

std::string why(const Declared<GroupDeclaration>& group) {
  if (group->members.count == 0)
    return group->rule ? "its rule holds for nobody" : "it lists nobody";
  return group->rule ? "nobody whom it lists can sign in, and its rule holds for nobody"
                     : "nobody whom it lists can sign in";
}

}  // namespace

void check_group_empty(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& group = snapshot.groups[g];
    if (group->is_made || group->is_part || group->is_list) continue;
    if (!linting.engine().groups().members(GroupIndex{g}).all.is_empty()) continue;
    if (linting.engine().may_have_members(GroupIndex{g})) continue;
    Diagnostic told;
    told.severity = Severity::Note;
    told.code = "AD208";
    told.message = fmt::format("group `{}` has no members", shortened(snapshot.text(group->id)));
    told.span = group.key();
    told.label = why(group);
    linting.add(std::move(told), {"group", snapshot.text(group->id)});
  }
}

}  // namespace accessdrift
