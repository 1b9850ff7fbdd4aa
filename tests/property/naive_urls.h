#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/model/declarations.h"

/// What URLs and their patterns mean (DESIGN §3, URLs), by looking at every pattern.
namespace accessdrift::naive {

/// A URL in its normal form, taken apart.
struct Address {
  std::string scheme;
  std::string host;
  std::uint16_t port = 0;
  std::string path;
  friend auto operator<=>(const Address&, const Address&) = default;
};

[[nodiscard]] std::string to_text(const Address& address);
/// REQUIRES: a URL in its normal form.
[[nodiscard]] Address read_address(std::string_view url);

[[nodiscard]] bool covers_host(const UrlPattern& pattern, std::string_view host);
[[nodiscard]] bool covers_path(const UrlPattern& pattern, const std::vector<std::string>& segments);
[[nodiscard]] bool covers(const UrlPattern& pattern, const Address& address);

/// How many segments of a pattern the first ones of a path can be taken for: a bit for each number.
/// Paths for which they are the same are covered alike, whatever follows.
using PatternPlaces = std::uint64_t;
[[nodiscard]] PatternPlaces place(std::size_t segments);
[[nodiscard]] PatternPlaces begin_of(const UrlPattern& pattern);
[[nodiscard]] PatternPlaces places_behind(const UrlPattern& pattern, PatternPlaces places,
                                          const std::string& segment);

/// Literal characters of the host, then of the path: more of them are more specific.
using Specificity = std::pair<std::size_t, std::size_t>;
[[nodiscard]] Specificity specificity(const UrlPattern& pattern);

/// Between the slashes of a path; a slash at the end says nothing.
[[nodiscard]] std::vector<std::string> segments_of(std::string_view path);

}  // namespace accessdrift::naive
