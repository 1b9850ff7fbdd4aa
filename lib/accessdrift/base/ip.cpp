#include "accessdrift/base/ip.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace accessdrift {
namespace {

constexpr std::size_t kGroups = 8;
constexpr std::uint8_t kV4Bits = 96;  // of ::ffff:0:0/96
constexpr std::uint64_t kV4Marker = std::uint64_t{0xFFFF} << 32U;

using Groups = std::array<std::uint16_t, kGroups>;

std::optional<std::uint32_t> parse_number(std::string_view text, int base,
                                          std::size_t most_digits) {
  if (text.empty() || text.size() > most_digits) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> parse_decimal(std::string_view text) {
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return parse_number(text, 10, 3);
}

std::optional<std::uint32_t> parse_quad(std::string_view text) {
  std::uint32_t bits = 0;
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = part < 3 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return std::nullopt;
    const auto number = parse_decimal(text.substr(0, dot));
    if (!number || *number > 255) return std::nullopt;
    bits = bits << 8U | *number;
    text.remove_prefix(part < 3 ? dot + 1 : dot);
  }
  return bits;
}

/// The groups between colons; a dotted quad at the end makes two.
struct GroupRun {
  Groups groups{};
  std::size_t count = 0;
};

bool add_group(GroupRun& run, std::string_view text, bool is_last) {
  if (is_last && text.find('.') != std::string_view::npos) {
    const auto quad = parse_quad(text);
    if (!quad || run.count + 2 > kGroups) return false;
    run.groups[run.count++] = static_cast<std::uint16_t>(*quad >> 16U);
    run.groups[run.count++] = static_cast<std::uint16_t>(*quad & 0xFFFFU);
    return true;
  }
  const auto group = parse_number(text, 16, 4);
  if (!group || run.count + 1 > kGroups) return false;
  run.groups[run.count++] = static_cast<std::uint16_t>(*group);
  return true;
}

std::optional<GroupRun> parse_groups(std::string_view text, bool may_end_in_quad) {
  GroupRun run;
  if (text.empty()) return run;
  while (true) {
    const std::size_t colon = text.find(':');
    const bool is_last = colon == std::string_view::npos;
    if (!add_group(run, text.substr(0, colon), is_last && may_end_in_quad)) return std::nullopt;
    if (is_last) return run;
    text.remove_prefix(colon + 1);
  }
}

IpAddress from_groups(const Groups& groups) {
  IpAddress address;
  for (std::size_t i = 0; i < kGroups; ++i) {
    std::uint64_t& half = i < kGroups / 2 ? address.high : address.low;
    half = half << 16U | groups[i];
  }
  return address;
}

Groups to_groups(const IpAddress& address) {
  Groups groups{};
  for (std::size_t i = 0; i < kGroups; ++i) {
    const std::uint64_t half = i < kGroups / 2 ? address.high : address.low;
    groups[i] = static_cast<std::uint16_t>(half >> (48U - 16U * (i % 4)) & 0xFFFFU);
  }
  return groups;
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto run = parse_groups(text, true);
    if (!run || run->count != kGroups) return std::nullopt;
    return from_groups(run->groups);
  }
  const auto before = parse_groups(text.substr(0, gap), false);
  const auto after = parse_groups(text.substr(gap + 2), true);
  if (!before || !after || before->count + after->count >= kGroups) return std::nullopt;
  Groups groups = before->groups;
  for (std::size_t i = 0; i < after->count; ++i) {
    groups[kGroups - after->count + i] = after->groups[i];
  }
  return from_groups(groups);
}

/// The mask of the first `length` of 128 bits.
IpAddress mask_of(std::uint8_t length) {
  constexpr std::uint64_t kAll = ~std::uint64_t{0};
  IpAddress mask;
  if (length > 0) mask.high = length >= 64 ? kAll : kAll << (64U - length);
  if (length > 64) mask.low = kAll << (128U - length);
  return mask;
}

struct ZeroRun {
  std::size_t begin = kGroups;
  std::size_t length = 0;
};

/// RFC 5952 §4.2: the longest run of at least two zero groups, the first of equals.
ZeroRun longest_zeros(const Groups& groups) {
  ZeroRun best;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (groups[i] != 0) {
      begin = i + 1;
    } else if (i + 1 - begin > best.length) {
      best = {begin, i + 1 - begin};
    }
  }
  return best.length >= 2 ? best : ZeroRun{};
}

std::string quad_text(std::uint64_t low) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) {
    if (!text.empty()) text += '.';
    text += std::to_string(low >> static_cast<unsigned>(shift) & 0xFFU);
  }
  return text;
}

void append_hex(std::string& text, std::uint16_t group) {
  std::array<char, 4> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), group, 16);
  static_cast<void>(error);
  text.append(digits.data(), end);
}

}  // namespace

std::optional<IpAddress> parse_ip(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_v6(text);
  const auto quad = parse_quad(text);
  if (!quad) return std::nullopt;
  return IpAddress{0, kV4Marker | *quad};
}

ParsedPrefix parse_prefix(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip(text.substr(0, slash));
  if (!address) return {{}, PrefixProblem::NotAPrefix};
  if (slash == std::string_view::npos) return {{*address, 128}, std::nullopt};

  const std::string_view digits = text.substr(slash + 1);
  const bool is_number = !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
  if (!is_number || (digits.size() > 1 && digits.front() == '0')) {
    return {{}, PrefixProblem::NotAPrefix};
  }
  // A length belongs to the notation: `::ffff:192.0.2.0/120` and `192.0.2.0/24` are one block.
  const bool is_v4_text = text.find(':') == std::string_view::npos;
  const auto length = parse_decimal(digits);
  if (!length || *length > (is_v4_text ? 32U : 128U)) {
    return {{*address, 128}, PrefixProblem::LengthOutOfRange};
  }
  const auto bits = static_cast<std::uint8_t>(*length + (is_v4_text ? kV4Bits : 0U));
  const IpPrefix block{first_of({*address, bits}), bits};
  if (block.address != *address) return {block, PrefixProblem::HostBitsSet};
  return {block, std::nullopt};
}

bool contains(const IpPrefix& prefix, const IpAddress& address) {
  const bool is_v4_block = prefix.length >= kV4Bits && prefix.address.is_v4();
  if (address.is_v4() && !is_v4_block) return false;
  return first_of({address, prefix.length}) == first_of(prefix);
}

IpAddress first_of(const IpPrefix& prefix) {
  const IpAddress mask = mask_of(prefix.length);
  return {prefix.address.high & mask.high, prefix.address.low & mask.low};
}

IpAddress last_of(const IpPrefix& prefix) {
  const IpAddress mask = mask_of(prefix.length);
  return {prefix.address.high | ~mask.high, prefix.address.low | ~mask.low};
}

std::string to_text(const IpAddress& address) {
  if (address.is_v4()) return quad_text(address.low);
  const Groups groups = to_groups(address);
  const ZeroRun zeros = longest_zeros(groups);
  std::string text;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == zeros.begin) {
      text += "::";
      i += zeros.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    append_hex(text, groups[i]);
  }
  return text;
}

std::string to_text(const IpPrefix& prefix) {
  const bool is_v4_block = prefix.length >= kV4Bits && prefix.address.is_v4();
  const unsigned length = is_v4_block ? prefix.length - unsigned{kV4Bits} : prefix.length;
  return to_text(prefix.address) + '/' + std::to_string(length);
}

}  // namespace accessdrift
