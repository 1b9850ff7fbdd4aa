#include "accessdrift/cause/edited_patterns.h"

namespace accessdrift {

std::vector<UrlPattern> edited_patterns(const Edit& edit, const Snapshot& before,
                                        const Snapshot& after) {
  std::vector<UrlPattern> patterns;
  if (edit.key.thing != Thing::Resource) return patterns;
  const Snapshot& side = edit.after ? after : before;
  const ResourceIndex resource = side.find_resource(edit.key.id);
  if (resource.is_none()) return patterns;
  for (const UrlDeclaration& url : side.resources[resource.index()]->urls) {
    const bool is_edited = edit.key.field.empty() ||
                           (edit.key.field == "url" && edit.key.item == to_text(url.pattern));
    if (is_edited) patterns.push_back(url.pattern);
  }
  return patterns;
}

}  // namespace accessdrift
