#include "accessdrift/drift/differing_parts.h"

#include <algorithm>
#include <string_view>

namespace accessdrift {
namespace {

/// Bytes that are shown on either side of a difference.
constexpr std::size_t kContext = 16;

bool is_junction(Operator op) {
  return op == Operator::And || op == Operator::Or || op == Operator::Not;
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

}  // namespace

std::optional<DifferingParts> differing_parts(const Expression& before, const Expression& after) {
  std::uint32_t b = before.root();
  std::uint32_t a = after.root();
  bool is_part = false;
  for (;;) {
    const Expression::Node& old = before.at(b);
    const Expression::Node& now = after.at(a);
    if (!is_junction(old.op) || old.op != now.op || old.children.size() != now.children.size())
      break;
    std::optional<std::size_t> differing;
    for (std::size_t i = 0; i < old.children.size(); ++i) {
      if (before.text_of(old.children[i]) == after.text_of(now.children[i])) continue;
      if (differing) return std::nullopt;
      differing = i;
    }
    if (!differing) break;
    b = old.children[*differing];
    a = now.children[*differing];
    is_part = true;
  }
  if (!is_part) return std::nullopt;
  return DifferingParts{{before.at(b).begin, before.at(b).end},
                        {after.at(a).begin, after.at(a).end}};
}

std::pair<std::string, std::string> around_difference(const std::string& before,
                                                      const std::string& after) {
  const std::string_view old = before;
  const std::string_view now = after;
  auto same = static_cast<std::size_t>(std::ranges::mismatch(old, now).in1 - old.begin());
  same -= std::min(same, kContext);
  while (same > 0 && is_word(old[same - 1])) --same;
  const std::size_t most = std::min(old.size(), now.size()) - same;
  std::size_t tail = 0;
  while (tail < most && old[old.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;
  tail -= std::min(tail, kContext);
  while (tail > 0 && is_word(old[old.size() - tail - 1]) && is_word(old[old.size() - tail])) --tail;
  const auto around = [&](std::string_view text) {
    return (same > 0 ? "…" : "") + std::string(text.substr(same, text.size() - same - tail)) +
           (tail > 0 ? "…" : "");
  };
  return {around(old), around(now)};
}

}  // namespace accessdrift
