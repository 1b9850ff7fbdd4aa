#include "accessdrift/format/entra/condition.h"

#include <algorithm>

#include "accessdrift/base/digest.h"

namespace accessdrift::entra {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  if (parts.size() == 1) return parts.front();
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text.empty() ? text : "(" + text + ")";
}

}  // namespace

ConditionText Condition::text() const {
  std::vector<Part> parts = parts_;
  std::ranges::stable_sort(parts, {}, [](const Part& part) { return part.place.begin; });
  ConditionText text;
  text.is_verbatim = false;
  text.place = {parts.front().place.begin, parts.back().place.end};
  for (const Part& part : parts) {
    const std::string glue = text.text.empty() ? "" : " && ";
    text.text += glue + part.text;
    text.offsets.resize(text.text.size(), part.place.begin);
    text.offsets.back() = part.place.end - 1;
  }
  return text;
}

std::string any_of(const std::vector<std::string>& parts) { return joined(parts, " || "); }
std::string all_of(const std::vector<std::string>& parts) { return joined(parts, " && "); }

std::string quoted_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    if (static_cast<unsigned char>(c) >= ' ') quoted += c;
  }
  return quoted + "\"";
}

std::string name_of(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_upper) name += static_cast<char>(c - 'A' + 'a');
    if (is_plain) name += c;
    const bool is_gap = !is_upper && !is_plain;
    if (is_gap && !name.empty() && name.back() != '_') name += '_';
  }
  while (name.ends_with('_')) name.pop_back();
  const bool starts_badly = name.empty() || (name.front() >= '0' && name.front() <= '9');
  return starts_badly ? "x" + name : name;
}

std::string digits_of(std::string_view text) {
  constexpr std::size_t kDigits = 8;
  Digest digest;
  digest.add(text);
  return digest.hex(kDigits);
}

}  // namespace accessdrift::entra
