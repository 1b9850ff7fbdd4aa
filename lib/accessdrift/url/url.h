#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/url/host.h"
#include "accessdrift/url/path.h"
#include "accessdrift/url/problem.h"

namespace accessdrift {

/// A URL in its one normal form, for analysis and live requests alike (DESIGN §3, URLs). Two texts
/// that mean the same are equal; a query is no part of it.
struct Url {
  std::string scheme;  ///< `http` or `https`
  std::string host;    ///< as `normal_host`
  std::uint16_t port = 0;
  std::string path;  ///< as `normal_path`
  friend auto operator<=>(const Url&, const Url&) = default;
};

/// `scheme://host[:port][path][?query]`, ASCII case of scheme and host ignored. The query is
/// dropped. Refused: more than `kMostUrlBytes` (of the text, query included, or of the normal
/// form), control characters anywhere, a `#` anywhere, user information, an empty port or one with
/// leading zeros, spaces around, and what `normal_host` and `normal_path` refuse. Linear.
[[nodiscard]] UrlResult<Url> normal_url(std::string_view text);

/// Without a default port. `normal_url` of it is the URL itself.
[[nodiscard]] std::string to_text(const Url& url);

/// A URL's text taken apart, nothing but the scheme and port checked; shared with patterns.
struct UrlParts {
  std::string scheme;
  std::string_view host;
  std::uint16_t port = 0;
  std::string_view path_and_query;
  std::size_t host_offset = 0;
  std::size_t path_offset = 0;
};
[[nodiscard]] UrlResult<UrlParts> split_url(std::string_view text);

/// `https://host:8443`, without a default port.
[[nodiscard]] std::string origin_text(std::string_view scheme, std::string_view host,
                                      std::uint16_t port);

}  // namespace accessdrift
