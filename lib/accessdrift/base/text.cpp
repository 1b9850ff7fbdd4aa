#include "accessdrift/base/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

namespace accessdrift {
namespace {

/// A longer word is no slip of the keyboard; this also bounds what a hostile key can cost.
constexpr std::size_t kLongestWord = 256;

char folded_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Overlong forms, surrogates, and what lies beyond U+10FFFF.
bool is_refused_pair(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0U:
      return second < 0xA0U;
    case 0xEDU:
      return second > 0x9FU;
    case 0xF0U:
      return second < 0x90U;
    case 0xF4U:
      return second > 0x8FU;
    default:
      return false;
  }
}

std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  for (; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    if ((eight & kHighBits) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80U) ++at;
  return at;
}

using Row = std::array<std::size_t, kLongestWord + 1>;

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`. REQUIRES:
/// both at most `kLongestWord` long.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  Row two_up{};
  Row up{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) up[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = up[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({up[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_up[j - 2] + 1);
    }
    std::copy_n(up.begin(), b.size() + 1, two_up.begin());
    std::copy_n(row.begin(), b.size() + 1, up.begin());
  }
  return up[b.size()];
}

}  // namespace

std::size_t utf8_length(std::string_view bytes) {
  if (bytes.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80U) return 1;
  if (lead < 0xC2U || lead > 0xF4U) return 0;
  const std::size_t length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
  if (bytes.size() < length) return 0;
  if (!std::ranges::all_of(bytes.substr(1, length - 1), is_continuation)) return 0;
  return is_refused_pair(lead, byte(1)) ? 0 : length;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0;;) {
    at = skip_ascii(bytes, at);
    if (at == bytes.size()) return std::nullopt;
    const std::size_t length = utf8_length(bytes.substr(at));
    if (length == 0) return at;
    at += length;
  }
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return !is_continuation(byte); }));
}

std::optional<std::string> nearest(std::string_view word,
                                   std::span<const std::string_view> candidates) {
  if (word.size() > kLongestWord) return std::nullopt;
  std::size_t best = word.size() / 3;
  std::optional<std::string_view> found;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const std::size_t apart = candidate.size() > word.size() ? candidate.size() - word.size()
                                                             : word.size() - candidate.size();
    if (apart > best) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance > best || (found && distance == best && candidate >= *found)) continue;
    best = distance;
    found = candidate;
  }
  if (!found) return std::nullopt;
  return std::string(*found);
}

std::string shortened(std::string_view text, std::size_t limit) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    if (is_continuation(text[end])) continue;
    if (count++ == limit) return std::string(text.substr(0, end)) + "…";
  }
  return std::string(text);
}

std::string fold_ascii(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), folded_letter);
  return folded;
}

std::string_view folded_ascii(std::string_view text, std::string& buffer) {
  const bool is_folded = std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (is_folded) return text;
  buffer.assign(text);
  std::ranges::transform(buffer, buffer.begin(), folded_letter);
  return buffer;
}

bool folds_to(std::string_view text, std::string_view folded) {
  return text == folded || std::ranges::equal(text, folded, {}, folded_letter);
}

std::string join_or(std::span<const std::string> words) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += i + 1 == words.size() ? " or " : ", ";
    joined += words[i];
  }
  return joined;
}

std::uint32_t hash_of(std::string_view text) {
  const std::size_t wide = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(wide ^ (wide >> 32U));
}

void append_utf8(char32_t point, std::string& text) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  const auto put_rest = [&](unsigned shift) { put(0x80U | ((point >> shift) & 0x3FU)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0U | (point >> 6U));
  } else {
    if (point < 0x10000) {
      put(0xE0U | (point >> 12U));
    } else {
      put(0xF0U | (point >> 18U));
      put_rest(12);
    }
    put_rest(6);
  }
  put_rest(0);
}

}  // namespace accessdrift
