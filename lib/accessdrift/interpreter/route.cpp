#include "accessdrift/interpreter/route.h"

#include <utility>

namespace accessdrift::interpreting {

Routed route(const Snapshot& snapshot, const UrlRequest& request) {
  UrlResult<Url> url = normal_url(request.url);
  if (!url) return {url.error(), {}, {}, {}, {}};
  std::optional<std::uint32_t> best;
  for (std::uint32_t i = 0; i < snapshot.routes.size(); ++i) {
    const UrlPattern& pattern = snapshot.routes[i].url->pattern;
    if (!matches(pattern, *url)) continue;
    if (!best || compare_specificity(pattern, snapshot.routes[*best].url->pattern) > 0) best = i;
  }
  return routed(snapshot, *std::move(url), best, request.method);
}

}  // namespace accessdrift::interpreting
