#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "accessdrift/url/problem.h"

namespace accessdrift {

constexpr std::size_t kMostHostBytes = 253;
constexpr std::size_t kMostLabelBytes = 63;

/// The one normal form of a host (DESIGN §3, URLs), without a port:
/// - a name of labels of `[a-z0-9-]`, 1 to 63 bytes, without a hyphen at either end; 253 bytes in
///   all. Letters are folded; a text that is not ASCII is converted to A-labels by UTS #46,
///   non-transitional. An ASCII label `xn--…` is not decoded.
/// - an IPv4 address as a dotted quad without leading zeros; a name whose last label is a number
///   (`1.2.3`, `0x7f`) is refused, since clients read it as an address;
/// - an IPv6 address in brackets, in RFC 5952 text; no zone, no IPv4 address in IPv6 form.
/// `_`, percent-encoding and a trailing dot are refused. Offsets are those of `text`.
[[nodiscard]] UrlResult<std::string> normal_host(std::string_view text);

/// Whether a normal form is an IP address.
[[nodiscard]] bool is_address(std::string_view normal_host);

}  // namespace accessdrift
