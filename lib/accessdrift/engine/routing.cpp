#include "accessdrift/engine/routing.h"

#include <utility>

namespace accessdrift {
namespace {

std::vector<UrlRouter::Route> routes_of(const Snapshot& snapshot) {
  std::vector<UrlRouter::Route> routes;
  routes.reserve(snapshot.routes.size());
  for (const Snapshot::Route& route : snapshot.routes)
    routes.push_back({route.url->pattern, route.resource.number});
  return routes;
}

}  // namespace

Routing::Routing(const Snapshot& snapshot) : snapshot_(snapshot), router_(routes_of(snapshot)) {}

Routed Routing::route(const UrlRequest& request) const {
  UrlResult<Url> url = normal_url(request.url);
  if (!url) return {url.error(), {}, {}, {}, {}};
  const auto found = router_.route(*url);
  return routed(snapshot_, *std::move(url), found, request.method);
}

}  // namespace accessdrift
