#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/url/pattern.h"
#include "accessdrift/url/tree.h"

namespace accessdrift {

/// Finds the most specific of many patterns, and with it the owner of a URL (DESIGN §3, URLs). Of
/// patterns that tie, which is an error of the configuration, the earliest counts.
///
/// Building: n log n. A look-up takes two binary searches among the hosts, then for each segment of
/// the URL a binary search in every node of the path tree that the URL has reached: one, but for
/// wildcards. It allocates only where many wildcards match at once. Thread-safe once built.
class UrlRouter {
 public:
  struct Route {
    UrlPattern pattern;
    std::uint32_t owner = 0;
  };
  explicit UrlRouter(std::vector<Route> routes);
  UrlRouter(const UrlRouter&) = delete;
  UrlRouter& operator=(const UrlRouter&) = delete;
  UrlRouter(UrlRouter&&) = default;
  UrlRouter& operator=(UrlRouter&&) = default;

  [[nodiscard]] std::optional<std::uint32_t> owner(const Url& url) const;
  /// The number of the route, in the order of the constructor.
  [[nodiscard]] std::optional<std::uint32_t> route(const Url& url) const;

 private:
  std::vector<UrlPattern> patterns_;
  std::vector<std::uint32_t> owners_;
  UrlTree tree_;
};

}  // namespace accessdrift
