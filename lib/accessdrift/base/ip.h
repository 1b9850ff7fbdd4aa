#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace accessdrift {

/// An IPv4 or IPv6 address as 128 bits; IPv4 a.b.c.d is ::ffff:a.b.c.d (DESIGN §3, attributes).
struct IpAddress {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  [[nodiscard]] constexpr bool is_v4() const { return high == 0 && (low >> 32U) == 0xFFFFU; }
  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

/// An address block; `length` counts of the 128 bits (an IPv4 /24 has 120).
struct IpPrefix {
  IpAddress address;
  std::uint8_t length = 128;
  friend constexpr auto operator<=>(const IpPrefix&, const IpPrefix&) = default;
};

/// 127.0.0.0/8 and ::1.
[[nodiscard]] constexpr bool is_loopback(const IpAddress& address) {
  constexpr std::uint64_t kV4Loopback = 127;
  if (address.is_v4()) return (address.low >> 24U & 0xFFU) == kV4Loopback;
  return address.high == 0 && address.low == 1;
}

/// RFC 4291 §2.2 text or dotted quad without leading zeros; no zone, no port.
[[nodiscard]] std::optional<IpAddress> parse_ip(std::string_view text);

enum class PrefixProblem : std::uint8_t { NotAPrefix, LengthOutOfRange, HostBitsSet };
struct ParsedPrefix {
  IpPrefix prefix;
  std::optional<PrefixProblem>
      problem;  ///< with HostBitsSet, `prefix` is the block that was probably meant
};
/// `address/length` or a bare address.
[[nodiscard]] ParsedPrefix parse_prefix(std::string_view text);

/// An IPv6 prefix that is not within ::ffff:0:0/96 contains no IPv4 address, not even ::/0 (DESIGN
/// §3).
[[nodiscard]] bool contains(const IpPrefix& prefix, const IpAddress& address);

/// First and last address, both inside; IPv4 addresses still have to be left out of a shorter IPv6
/// prefix.
[[nodiscard]] IpAddress first_of(const IpPrefix& prefix);
[[nodiscard]] IpAddress last_of(const IpPrefix& prefix);

/// RFC 5952 text; IPv4 as a dotted quad.
[[nodiscard]] std::string to_text(const IpAddress& address);
[[nodiscard]] std::string to_text(const IpPrefix& prefix);

}  // namespace accessdrift
