#include "accessdrift/model/routed.h"

#include <utility>

namespace accessdrift {

bool is_url(const Snapshot& snapshot, std::string_view resource) {
  return resource.find("://") != std::string_view::npos &&
         snapshot.find_resource(resource).is_none();
}

Routed routed(const Snapshot& snapshot, Url url, std::optional<std::uint32_t> route,
              const std::string& method) {
  Routed routed;
  routed.url = std::move(url);
  routed.route = route;
  if (!route) return routed;
  routed.resource = snapshot.routes[*route].resource;
  const Name name = snapshot.names->find(method);
  if (!name.is_none())
    routed.action = snapshot.resource_actions[routed.resource.index()]->action_of(name);
  return routed;
}

std::string why_denied(const Snapshot& snapshot, const Routed& routed, const std::string& method) {
  if (routed.refusal) return "the URL is refused: " + std::string(text_of(routed.refusal->problem));
  if (!routed.route) return "no resource has this URL";
  const auto& resource = snapshot.resources[routed.resource.index()];
  return method + " means no action of " + std::string(snapshot.text(resource->id));
}

void tell_url(const Url& url, const std::string& method, RequestAttributes& attributes) {
  attributes[std::string(kHost)] = Told::present(url.host);
  attributes[std::string(kPath)] = Told::present(url.path);
  attributes[std::string(kMethod)] = Told::present(method);
}

}  // namespace accessdrift
