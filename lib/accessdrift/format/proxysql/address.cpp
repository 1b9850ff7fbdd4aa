#include "accessdrift/format/proxysql/address.h"

#include <algorithm>
#include <optional>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {
namespace {

constexpr std::string_view kLocal = "localhost";
constexpr std::size_t kBytes = 4;
constexpr std::uint8_t kV4Bits = 96;  // before those of an IPv4 address

IpPrefix v4_prefix(const std::vector<std::uint32_t>& bytes) {
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < kBytes; ++i)
    address = (address << 8U) | (i < bytes.size() ? bytes[i] : 0U);
  return {{0, (std::uint64_t{0xFFFF} << 32U) | address},
          static_cast<std::uint8_t>(kV4Bits + 8 * bytes.size())};
}

/// A byte as an address writes it: without leading zeros.
std::optional<std::uint32_t> byte_of(std::string_view digits) {
  const bool has_zero = digits.size() > 1 && digits.front() == '0';
  const std::optional<std::int64_t> byte = whole_number(digits);
  const bool fits = byte && !has_zero && *byte >= 0 && *byte <= 255;
  return fits ? std::optional(static_cast<std::uint32_t>(*byte)) : std::nullopt;
}

/// The addresses whose text starts so; nothing: none of IPv4 does.
std::vector<IpPrefix> v4_prefixes(std::string_view text) {
  std::vector<std::uint32_t> bytes;
  for (;;) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) break;
    const std::optional<std::uint32_t> byte = byte_of(text.substr(0, dot));
    if (!byte || bytes.size() + 1 >= kBytes) return {};
    bytes.push_back(*byte);
    text.remove_prefix(dot + 1);
  }
  if (text.empty()) return {v4_prefix(bytes)};
  std::vector<IpPrefix> prefixes;
  bytes.push_back(0);
  for (std::uint32_t byte = 0; byte <= 255; ++byte) {
    if (!std::to_string(byte).starts_with(text)) continue;
    bytes.back() = byte;
    prefixes.push_back(v4_prefix(bytes));
  }
  return prefixes;
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::optional<std::uint64_t> hex_of(std::string_view digits) {
  const bool is_plain =
      !digits.empty() && digits.size() <= kBytes && std::ranges::all_of(digits, is_hex);
  if (!is_plain || digits.front() == '0') return std::nullopt;
  return static_cast<std::uint64_t>(*whole_number(digits, 16));
}

IpPrefix v6_prefix(const std::vector<std::uint64_t>& groups, std::size_t bits) {
  IpPrefix prefix;
  prefix.length = static_cast<std::uint8_t>(bits);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::uint64_t& half = i < 4 ? prefix.address.high : prefix.address.low;
    half |= groups[i] << (48U - 16U * (i % 4));
  }
  return prefix;
}

/// `2001:db8:`, `2001:d`: groups that are not zero, which no address shortens. Nothing of others.
std::optional<std::vector<IpPrefix>> v6_prefixes(std::string_view text) {
  constexpr std::size_t kGroups = 8;
  std::vector<std::uint64_t> groups;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':')) {
    const std::optional<std::uint64_t> group = hex_of(text.substr(0, colon));
    if (!group || groups.size() + 1 >= kGroups) return std::nullopt;
    groups.push_back(*group);
    text.remove_prefix(colon + 1);
  }
  if (text.empty()) return std::vector{v6_prefix(groups, 16 * groups.size())};
  const std::optional<std::uint64_t> start = hex_of(text);
  if (!start) return std::nullopt;
  // Of `d`: d, d0 to df, d00 to dff, d000 to dfff.
  std::vector<IpPrefix> prefixes;
  groups.push_back(0);
  for (std::size_t more = 0; text.size() + more <= kBytes; ++more) {
    groups.back() = *start << (4 * more);
    prefixes.push_back(v6_prefix(groups, 16 * groups.size() - 4 * more));
  }
  return prefixes;
}

}  // namespace

ClientAddress exact_address_of(std::string_view text) {
  ClientAddress address;
  address.is_local = text == kLocal;
  const std::optional<IpAddress> one = parse_ip(text);
  // Another way to write an address is the text of none.
  if (one && to_text(*one) == text) address.networks.push_back({*one, 128});
  return address;
}

ClientAddress client_address_of(std::string_view text) {
  const std::size_t wildcard = text.find('%');
  if (wildcard == std::string_view::npos) return exact_address_of(text);
  const std::string_view start = text.substr(0, wildcard);
  ClientAddress address;
  if (start.empty()) {
    address.kind = ClientAddress::Kind::Anybody;
    return address;
  }
  address.is_local = kLocal.starts_with(start);
  address.networks = v4_prefixes(start);
  const bool may_be_v6 = std::ranges::all_of(start, [](char c) { return is_hex(c) || c == ':'; });
  if (!may_be_v6) return address;
  const std::optional<std::vector<IpPrefix>> networks = v6_prefixes(start);
  if (!networks) {
    address.kind = ClientAddress::Kind::Unclear;
  } else {
    address.networks.insert(address.networks.end(), networks->begin(), networks->end());
  }
  return address;
}

}  // namespace accessdrift::proxysql
