#include "accessdrift/cause/target_urls.h"

#include <algorithm>
#include <utility>

#include "accessdrift/cause/edited_patterns.h"

namespace accessdrift {

TargetUrlFinder::TargetUrlFinder(const Comparison& comparison) : comparison_(comparison) {
  for (const Edit& edit : comparison.edits) {
    for (UrlPattern& pattern : edited_patterns(edit, *comparison.before, *comparison.after))
      edited_.insert(std::move(pattern));
  }
}

std::optional<TargetUrls> TargetUrlFinder::find(const Target& target) const {
  const UrlOwners owners = comparison_.owners(target.resource);
  if (comparison_.urls->is_limited(owners)) return std::nullopt;
  TargetUrls made;
  std::set<std::vector<std::string>> met;
  std::set<std::string> patterns;
  std::set<Name> resources;
  for (UrlSpace::Example& example : comparison_.urls->examples(owners)) {
    std::vector<std::string> texts;
    for (const UrlPattern* const pattern : telling(example)) {
      texts.push_back(to_text(*pattern));
      if (patterns.insert(texts.back()).second) add_resources_of(*pattern, resources);
    }
    if (met.insert(texts).second) made.kinds.push_back({std::move(example.url), std::move(texts)});
  }
  made.patterns.assign(patterns.begin(), patterns.end());
  made.resources.assign(resources.begin(), resources.end());
  return made;
}

/// The patterns over a URL that can tell its owner, the most specific one first.
std::vector<const UrlPattern*> TargetUrlFinder::telling(const UrlSpace::Example& example) const {
  std::vector<const UrlPattern*> over;
  for (const UrlPattern& pattern : edited_) {
    if (matches(pattern, example.url)) over.push_back(&pattern);
  }
  const auto add = [&](const Snapshot& side, std::uint32_t route) {
    const UrlPattern& pattern = side.routes[route].url->pattern;
    if (!is_edited(pattern)) over.push_back(&pattern);
    return !is_edited(pattern);
  };
  const auto& [before, after] = example.routes;
  bool has_staying = before && add(*comparison_.before, *before);
  has_staying = (after && add(*comparison_.after, *after)) || has_staying;
  // A pattern that stays and covers the URL would tell an owner on both sides.
  for (std::uint32_t r = 0;
       before && after && !has_staying && r < comparison_.before->routes.size(); ++r) {
    if (matches(comparison_.before->routes[r].url->pattern, example.url))
      (void)add(*comparison_.before, r);
  }
  std::ranges::stable_sort(over, [](const UrlPattern* a, const UrlPattern* b) {
    return compare_specificity(*a, *b) > 0;
  });
  const auto staying =
      std::ranges::find_if(over, [this](const UrlPattern* one) { return !is_edited(*one); });
  if (staying != over.end()) over.erase(staying + 1, over.end());
  return over;
}

void TargetUrlFinder::add_resources_of(const UrlPattern& pattern, std::set<Name>& resources) const {
  for (const Snapshot* const side : {comparison_.before.get(), comparison_.after.get()}) {
    for (const Snapshot::Route& route : side->routes) {
      if (route.url->pattern == pattern)
        resources.insert(side->resources[route.resource.index()]->id);
    }
  }
}

ResourceIndex owner_in(const Snapshot& mixture, const Url& url) {
  const Snapshot::Route* found = nullptr;
  for (const Snapshot::Route& route : mixture.routes) {
    if (!matches(route.url->pattern, url)) continue;
    const bool is_better =
        found == nullptr || compare_specificity(route.url->pattern, found->url->pattern) > 0;
    if (is_better) found = &route;
  }
  return found == nullptr ? ResourceIndex{} : found->resource;
}

}  // namespace accessdrift
