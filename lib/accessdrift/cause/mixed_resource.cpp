#include "accessdrift/cause/mixed_resource.h"

#include <optional>
#include <string>
#include <vector>

namespace accessdrift {
namespace {

Name name_in(const std::optional<NamePlace>& named) { return named ? named->name : Name{}; }

std::vector<const UrlDeclaration*> kept_urls(const ResourceDeclaration& resource,
                                             const Kept& kept) {
  std::vector<const UrlDeclaration*> all;
  for (const UrlDeclaration& url : resource.urls) {
    if (kept.keeps(url)) all.push_back(&url);
  }
  return all;
}

}  // namespace

ResourceDeclaration mixed_resource(const ResourceDeclaration& before,
                                   const ResourceDeclaration& after, const Kept& kept,
                                   FactChoice& facts) {
  ResourceDeclaration mix = before;
  const std::string id = facts.text(before.id);
  if (facts.takes_after(name_in(before.type) == name_in(after.type), [&] {
        return FactKey{Thing::Resource, id, "type", {}};
      }))
    mix.type = after.type;
  if (facts.takes_after(name_in(before.parent) == name_in(after.parent), [&] {
        return FactKey{Thing::Resource, id, "parent", {}};
      }))
    mix.parent = after.parent;
  mix.actions =
      facts.optional_names({Thing::Resource, id, "actions", {}}, before.actions, after.actions);
  mix.urls.clear();
  facts.merge<UrlDeclaration>(
      kept_urls(before, kept), kept_urls(after, kept),
      [](const UrlDeclaration& url) { return to_text(url.pattern); },
      [&](const UrlDeclaration& url) {
        return FactKey{Thing::Resource, id, "url", to_text(url.pattern)};
      },
      [&](const UrlDeclaration& url, SideOf, const UrlDeclaration*) { mix.urls.push_back(url); });
  return mix;
}

}  // namespace accessdrift
