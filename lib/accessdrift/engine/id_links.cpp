#include "accessdrift/engine/id_links.h"

#include <algorithm>

namespace accessdrift {

std::vector<IdLink> ordered_links(std::vector<IdLink> links, const Snapshot& texts) {
  for (IdLink& link : links) {
    if (texts.text(link.second) < texts.text(link.first)) std::swap(link.first, link.second);
  }
  std::ranges::sort(links, {}, [&](const IdLink& link) {
    return std::pair(texts.text(link.first), texts.text(link.second));
  });
  return links;
}

std::vector<IdLink> renames_of(const Snapshot& before, const Snapshot& after,
                               Name RenameDeclaration::*from, Name RenameDeclaration::*to) {
  std::vector<IdLink> links;
  for (const Snapshot* side : {&before, &after}) {
    for (const auto& rename : side->renames) links.emplace_back(rename.it->*from, rename.it->*to);
  }
  return links;
}

}  // namespace accessdrift
