#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"
#include "accessdrift/url/url.h"

namespace accessdrift {

/// Asked for by URL, as it was sent. Methods compare exactly.
struct UrlRequest {
  std::string method;
  std::string url;
};

/// What has `://` in it and is no resource's id.
[[nodiscard]] bool is_url(const Snapshot& snapshot, std::string_view resource);

/// What a request for a URL asks for on one side. Without an action it is denied: the URL is
/// refused, or nobody owns it, or the method means nothing there.
struct Routed {
  std::optional<UrlRefusal> refusal;
  Url url;                             ///< in its normal form, unless refused
  std::optional<std::uint32_t> route;  ///< of `Snapshot::routes`
  ResourceIndex resource;
  Name action;
};

/// The action that the method means on the owner of the route.
[[nodiscard]] Routed routed(const Snapshot& snapshot, Url url, std::optional<std::uint32_t> route,
                            const std::string& method);

/// `the URL is refused: the path has an encoded separator (%2f)`. REQUIRES: there is no action.
[[nodiscard]] std::string why_denied(const Snapshot& snapshot, const Routed& routed,
                                     const std::string& method);

/// Tells the attributes that a URL tells.
void tell_url(const Url& url, const std::string& method, RequestAttributes& attributes);

}  // namespace accessdrift
