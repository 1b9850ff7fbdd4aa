#include "accessdrift/url/host.h"

#include <idn2.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "accessdrift/base/ip.h"
#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

/// Before conversion; 253 code points of 4 bytes and some that UTS #46 drops.
constexpr std::size_t kMostUnconvertedBytes = 1'024;

constexpr bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_folded_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
constexpr bool is_name_byte(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
}

std::size_t last_label_begin(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? 0 : dot + 1;
}

/// Of which WHATWG's URL parser says that the host ends in a number, and so is an address.
bool is_number(std::string_view label) {
  if (label.starts_with("0x")) return std::ranges::all_of(label.substr(2), is_folded_hex);
  return std::ranges::all_of(label, is_digit);
}

std::optional<std::string> to_a_labels(const std::string& text) {
  char* converted = nullptr;
  const int status =
      idn2_to_ascii_8z(text.c_str(), &converted, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  const std::unique_ptr<char, void (*)(void*)> owner(converted, idn2_free);
  if (status != IDN2_OK) return std::nullopt;
  return std::string(converted);
}

/// ASCII bytes that no host has would survive the conversion, or end its text.
UrlResult<std::string> ascii_name(std::string_view text) {
  std::string folded = fold_ascii(text);
  const auto wrong =
      std::ranges::find_if(folded, [](char c) { return is_ascii(c) && !is_name_byte(c); });
  if (wrong != folded.end()) {
    return refuse(UrlProblem::HostCharacter, static_cast<std::size_t>(wrong - folded.begin()));
  }
  if (std::ranges::all_of(folded, is_ascii)) return folded;
  if (folded.size() > kMostUnconvertedBytes) return refuse(UrlProblem::HostTooLong, 0);
  auto converted = to_a_labels(folded);
  if (!converted) return refuse(UrlProblem::HostNotIdn, 0);
  if (!std::ranges::all_of(*converted, is_name_byte)) return refuse(UrlProblem::HostCharacter, 0);
  return std::move(*converted);
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kMostLabelBytes && label.front() != '-' &&
         label.back() != '-';
}

/// Where the first label begins that is none.
std::optional<std::size_t> find_wrong_label(std::string_view name) {
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (!is_label(name.substr(begin, end - begin))) return begin;
    begin = end + 1;
  }
  return std::nullopt;
}

/// `text` as it was written: only an address that is written as one is one.
std::optional<UrlRefusal> name_refusal(std::string_view name, std::string_view text) {
  const auto offset = [&](std::size_t at) { return name.size() == text.size() ? at : 0; };
  if (name.ends_with('.')) {
    return UrlRefusal{UrlProblem::HostTrailingDot, offset(name.size() - 1)};
  }
  if (const auto wrong = find_wrong_label(name)) {
    return UrlRefusal{UrlProblem::HostLabel, offset(*wrong)};
  }
  if (name.size() > kMostHostBytes) return UrlRefusal{UrlProblem::HostTooLong, 0};
  if (is_number(name.substr(last_label_begin(name))) && !parse_ip(text)) {
    return UrlRefusal{UrlProblem::HostAddress, 0};
  }
  return std::nullopt;
}

UrlResult<std::string> bracketed_host(std::string_view text) {
  if (text.size() < 2 || text.back() != ']') return refuse(UrlProblem::HostAddress, 0);
  const std::string_view inside = text.substr(1, text.size() - 2);
  const auto address = parse_ip(inside);
  const bool is_v6_text = inside.find(':') != std::string_view::npos;
  if (!address || !is_v6_text || address->is_v4()) return refuse(UrlProblem::HostAddress, 1);
  return '[' + to_text(*address) + ']';
}

}  // namespace

UrlResult<std::string> normal_host(std::string_view text) {
  if (text.empty()) return refuse(UrlProblem::HostMissing, 0);
  if (text.front() == '[') return bracketed_host(text);
  auto name = ascii_name(text);
  if (!name) return name;
  if (const auto refusal = name_refusal(*name, text)) return tl::unexpected<UrlRefusal>(*refusal);
  return name;
}

bool is_address(std::string_view normal_host) {
  return normal_host.starts_with('[') ||
         is_number(normal_host.substr(last_label_begin(normal_host)));
}

}  // namespace accessdrift
