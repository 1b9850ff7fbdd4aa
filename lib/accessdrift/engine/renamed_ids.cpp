#include "accessdrift/engine/renamed_ids.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace accessdrift {
namespace {

std::vector<IdLink> renames_as_written(const Snapshot& before, const Snapshot& after) {
  return renames_of(before, after, &RenameDeclaration::from_as_written,
                    &RenameDeclaration::to_as_written);
}

/// What one system knows by the same stable id, under two ids.
void add_links_by_uid(const Snapshot& before, const Snapshot& after, std::vector<IdLink>& links) {
  std::map<std::pair<std::string_view, Name>, Name> by_uid;
  for (const Declared<ResourceDeclaration>& resource : before.resources) {
    if (!resource->uid.is_none())
      by_uid.emplace(std::pair(resource.file->format, resource->uid), resource->id);
  }
  if (by_uid.empty()) return;
  for (const Declared<ResourceDeclaration>& resource : after.resources) {
    if (resource->uid.is_none()) continue;
    const auto known = by_uid.find({resource.file->format, resource->uid});
    if (known != by_uid.end() && known->second != resource->id)
      links.emplace_back(known->second, resource->id);
  }
}

/// None if the text names no group that some side has.
Name group_of(Name mention, const Snapshot& texts) {
  const std::string_view text = texts.text(mention);
  if (!text.starts_with(kGroupPrefix)) return {};
  return texts.names->find(text.substr(kGroupPrefix.size()));
}

}  // namespace

RenamedIds::RenamedIds(std::vector<IdLink> links, const Snapshot& before, const Snapshot& after,
                       Has has) {
  for (const IdLink& link : ordered_links(std::move(links), before)) {
    for (const auto& [b, a] : {link, IdLink(link.second, link.first)}) {
      const bool is_renamed = has(before, b) && !has(after, b) && has(after, a) && !has(before, a);
      if (!is_renamed || after_of_.contains(b) || before_of_.contains(a)) continue;
      after_of_[b] = a;
      before_of_[a] = b;
      all_.emplace_back(b, a);
    }
  }
  std::ranges::sort(all_, {}, [&](const IdLink& link) { return before.text(link.first); });
}

RenamedIds RenamedIds::of_resources(const Snapshot& before, const Snapshot& after) {
  std::vector<IdLink> links = renames_as_written(before, after);
  add_links_by_uid(before, after, links);
  return {std::move(links), before, after,
          [](const Snapshot& side, Name id) { return !side.resource_by_name.find(id).is_none(); }};
}

RenamedIds RenamedIds::of_groups(const Snapshot& before, const Snapshot& after) {
  std::vector<IdLink> links;
  for (const auto& [from, to] : renames_as_written(before, after)) {
    const IdLink groups{group_of(from, before), group_of(to, before)};
    if (!groups.first.is_none() && !groups.second.is_none()) links.push_back(groups);
  }
  return {std::move(links), before, after,
          [](const Snapshot& side, Name id) { return !side.group_by_name.find(id).is_none(); }};
}

}  // namespace accessdrift
