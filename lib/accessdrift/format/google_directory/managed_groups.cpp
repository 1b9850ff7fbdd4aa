#include <algorithm>

#include "accessdrift/format/google_directory/groups.h"

namespace accessdrift::google_directory {

using source::each_item;
using source::intern_folded;
using source::open;

void Groups::note_removed(SourceReading::File& file, NodeView root) {
  if (!file.is_translated) return;
  each_item(root, "removed", [&](NodeView membership) {
    const Name group = owner_of_membership(file, membership);
    const std::optional<NodeView> address = key_id(membership, "preferredMemberKey");
    const std::optional<NodeView> key = address ? address : key_id(membership, "memberKey");
    if (group.is_none() || !key) return;
    const Name person = people_.find({}, key->scalar());
    const Name nested = find({}, key->scalar());
    removed_.emplace(group, intern_folded(reading_, key->scalar()));
    if (!person.is_none()) removed_.emplace(group, person);
    if (!nested.is_none()) removed_.emplace(group, nested);
  });
}

void Groups::empty_removed() {
  for (const Name group : removed_groups_) {
    pages_.erase(group);
    const auto parts = parts_of_.find(group);
    if (parts == parts_of_.end()) continue;
    for (const std::size_t at : parts->second) {
      Part& part = parts_[at];
      if (part.file->is_translated) continue;
      part.mentions.clear();
      part.ends.clear();
      part.declared.is_open = false;
    }
  }
}

/// Whether a file that is no plan lists its members.
bool Groups::is_exported(Name group) const {
  const auto parts = parts_of_.find(group);
  return parts != parts_of_.end() && std::ranges::any_of(parts->second, [&](std::size_t at) {
           return !parts_[at].file->is_translated;
         });
}

bool Groups::is_any_open() const {
  return std::ranges::any_of(parts_, [](const Part& part) { return part.declared.is_open; }) ||
         std::ranges::any_of(listed_, [](const auto& one) { return one.second.declared.is_open; });
}

/// Groups of which only what Terraform looks after is here: others may be in them.
void Groups::open_managed() {
  for (const auto& [group, parts] : parts_of_) {
    const auto listed = listed_.find(group);
    const bool is_new = listed != listed_.end() && listed->second.file->is_translated &&
                        listed->second.count.has_value();
    if (is_exported(group) || is_new) continue;
    for (const std::size_t at : parts) open(parts_[at].declared, parts_[at].declared.key);
  }
}

}  // namespace accessdrift::google_directory
