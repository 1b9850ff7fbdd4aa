#include "accessdrift/format/hba/address.h"

#include <bit>
#include <charconv>
#include <system_error>

namespace accessdrift::hba {
namespace {

constexpr int kMostHoles = 10;
constexpr std::uint64_t kV4Front = 0xFFFF00000000ULL;

bool is_set(const IpAddress& bits, int from_left) {
  const std::uint64_t half = from_left < 64 ? bits.high : bits.low;
  return (half >> (63U - static_cast<unsigned>(from_left) % 64U) & 1U) != 0;
}

void set(IpAddress& bits, int from_left) {
  std::uint64_t& half = from_left < 64 ? bits.high : bits.low;
  half |= 1ULL << (63U - static_cast<unsigned>(from_left) % 64U);
}

/// Of a number in C's writing; nothing if it is none.
std::optional<std::uint64_t> number_of(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text.front() == '0') {
    base = 8;
  }
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, number, base);
  if (text.empty() || error != std::errc() || behind != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<IpAddress> parse_numbers(std::string_view text) {
  std::uint64_t address = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = text.find('.');
    const std::optional<std::uint64_t> number = number_of(text.substr(0, dot));
    if (!number) return std::nullopt;
    const auto bits_left = static_cast<unsigned>(32 - 8 * part);
    if (dot == std::string_view::npos) {
      if (*number >> bits_left != 0) return std::nullopt;
      return IpAddress{0, kV4Front | address | *number};
    }
    if (*number > 255) return std::nullopt;
    address |= *number << (bits_left - 8U);
    text.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

std::optional<long> parse_long(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  long number = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || behind != end) return std::nullopt;
  return number;
}

IpAddress mask_of(long bits, bool is_v4) {
  IpAddress mask;
  for (int bit = 0; bit < bits; ++bit) set(mask, (is_v4 ? 96 : 0) + bit);
  return mask;
}

std::optional<std::vector<IpPrefix>> networks_of(IpAddress address, IpAddress mask, bool is_v4) {
  const int first = is_v4 ? 96 : 0;
  int length = 128;
  while (length > first && !is_set(mask, length - 1)) --length;
  std::vector<int> holes;
  for (int bit = first; bit < length; ++bit) {
    if (!is_set(mask, bit)) holes.push_back(bit);
  }
  if (holes.size() > kMostHoles) return std::nullopt;
  IpAddress base{address.high & mask.high, address.low & mask.low};
  if (is_v4) base = {0, kV4Front | (base.low & 0xFFFFFFFFULL)};
  std::vector<IpPrefix> networks;
  for (std::uint32_t choice = 0; choice < 1U << holes.size(); ++choice) {
    IpPrefix network{base, static_cast<std::uint8_t>(length)};
    for (std::size_t i = 0; i < holes.size(); ++i) {
      if ((choice >> i & 1U) != 0) set(network.address, holes[holes.size() - 1 - i]);
    }
    networks.push_back(network);
  }
  return networks;
}

void settle(Address& address, IpAddress base, IpAddress mask, bool is_v4) {
  const std::uint64_t own = is_v4 ? 0xFFFFFFFFULL : ~0ULL;
  address.has_host_bits =
      (!is_v4 && (base.high & ~mask.high) != 0) || (base.low & ~mask.low & own) != 0;
  auto networks = networks_of(base, mask, is_v4);
  address.kind = networks ? Address::Kind::Networks : Address::Kind::Unclear;
  if (!networks) return;
  address.networks = std::move(*networks);
  const bool is_mapped = !is_v4 && address.networks.size() == 1 &&
                         address.networks.front().address.is_v4() &&
                         address.networks.front().length >= 96;
  if (is_mapped) address.kind = Address::Kind::Nothing;
}

}  // namespace accessdrift::hba
