#pragma once

#include "accessdrift/model/routed.h"
#include "accessdrift/url/router.h"

namespace accessdrift {

/// Who owns a URL on one side, by the compiled router. Thread-safe once built.
class Routing {
 public:
  explicit Routing(const Snapshot& snapshot);

  [[nodiscard]] Routed route(const UrlRequest& request) const;
  /// Of `Snapshot::routes`.
  [[nodiscard]] std::optional<std::uint32_t> route(const Url& url) const {
    return router_.route(url);
  }

 private:
  const Snapshot& snapshot_;
  UrlRouter router_;
};

}  // namespace accessdrift
