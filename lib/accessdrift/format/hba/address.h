#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/ip.h"
#include "accessdrift/base/source_text.h"

namespace accessdrift::hba {

/// From where a rule lets somebody come.
struct Address {
  enum class Kind : std::uint8_t {
    Local,     ///< a Unix socket; every other kind is of TCP
    All,       ///< any address
    Networks,  ///< those of `networks`
    SameHost,  ///< an address of the server itself
    SameNet,   ///< a network that the server is in
    HostName,  ///< `text` is a name, or with a dot in front the end of one: what DNS says
    Unclear,   ///< `text` is a mask with too many holes, or an address of a network card
    Nothing,   ///< no client can have it
  };
  Kind kind = Kind::Local;
  std::string text = {};  ///< as written; `10.0.0.0 255.0.0.0` of two columns
  Span span = {};
  std::vector<IpPrefix> networks = {};  ///< of `Nothing`, if known: what was probably meant
  bool has_host_bits = false;           ///< bits are set behind the mask
};

/// Numbers as `inet_aton` takes them: `10.1`, `0x7f.1`, `010.0.0.1`.
[[nodiscard]] std::optional<IpAddress> parse_numbers(std::string_view text);
/// Digits with at most a sign in front, as `strtol` takes them.
[[nodiscard]] std::optional<long> parse_long(std::string_view text);

/// The addresses that agree with `address` in the bits of `mask`; nothing if these are more than
/// 1,024 networks. `is_v4`: the last 32 bits of both count.
[[nodiscard]] std::optional<std::vector<IpPrefix>> networks_of(IpAddress address, IpAddress mask,
                                                               bool is_v4);
/// A mask of so many bits of an IPv4 or IPv6 address, in the form of one.
[[nodiscard]] IpAddress mask_of(long bits, bool is_v4);

/// Sets kind, networks and host bits of an address with a mask. `is_v4` tells the kind of socket:
/// `::ffff:10.0.0.1` is an IPv6 address here, which no client has.
void settle(Address& address, IpAddress base, IpAddress mask, bool is_v4);

}  // namespace accessdrift::hba
