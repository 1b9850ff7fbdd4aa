#include "accessdrift/format/google_iap/condition_values.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"
#include "accessdrift/base/time_problem.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/format/google_iap/conditions.h"
#include "accessdrift/format/google_iap/plain_text.h"

namespace accessdrift::google_iap {
namespace {

using cel::SyntaxKind;
using cel::SyntaxNode;
using Words = std::optional<std::string>;

constexpr std::array<std::string_view, 9> kFields = {
    "getFullYear",  "getMonth", "getDate",    "getDayOfMonth", "getDayOfWeek",
    "getDayOfYear", "getHours", "getMinutes", "getSeconds"};

Words instant(std::string_view text) {
  const auto parsed = parse_instant(text);
  if (!parsed || !is_in_range(parsed->seconds)) return "";
  if (parsed->has_fraction) return std::nullopt;
  return "timestamp(\"" + to_text(parsed->seconds) + "\")";
}

Words duration(const cel::SyntaxTree& tree, std::uint32_t index) {
  const SyntaxNode& node = tree.at(index);
  if (node.kind != SyntaxKind::Call || node.text != "duration" || node.children.size() != 1)
    return std::nullopt;
  const auto text = text_literal(tree, node.children[0]);
  const auto parsed = text ? parse_duration(*text) : std::nullopt;
  if (!parsed || parsed->has_fraction) return std::nullopt;
  return "duration(\"" + std::to_string(parsed->seconds) + "s\")";
}

/// `request.time.getHours("Europe/Berlin")`; by a clock that is only an offset the time is moved.
Words field(const cel::SyntaxTree& tree, const SyntaxNode& node) {
  Words time = time_value(tree, node.children[0]);
  if (!time || time->empty() || node.children.size() > 2) return std::nullopt;
  if (node.children.size() == 1) return *time + '.' + node.text + "()";
  const auto zone = text_literal(tree, node.children[1]);
  if (!zone) return std::nullopt;
  if (const auto offset = offset_of(*zone)) {
    if (const auto fixed = zone_of_offset(*offset))
      return *time + '.' + node.text + "(\"" + *fixed + "\")";
    return '(' + *time + " + duration(\"" + std::to_string(*offset * 60) + "s\"))." + node.text +
           "()";
  }
  return *time + '.' + node.text + '(' + string_literal(*zone) + ')';
}

}  // namespace

Words text_value(const cel::SyntaxTree& tree, std::uint32_t index) {
  if (const auto text = text_literal(tree, index)) return string_literal(*text);
  return text_attribute(tree, index);
}

Words text_attribute(const cel::SyntaxTree& tree, std::uint32_t index) {
  if (is_name(tree, index, "request.path")) return "iap.path";
  if (is_name(tree, index, "request.host")) return "iap.host";
  if (is_name(tree, index, "destination.ip")) return "iap.destination_ip";
  return std::nullopt;
}

Words number_value(const cel::SyntaxTree& tree, std::uint32_t index) {
  const SyntaxNode& node = tree.at(index);
  if (node.kind == SyntaxKind::Integer) return std::to_string(node.number);
  if (is_name(tree, index, "destination.port")) return "iap.destination_port";
  if (node.kind != SyntaxKind::Method || std::ranges::find(kFields, node.text) == kFields.end())
    return std::nullopt;
  return field(tree, node);
}

Words time_value(const cel::SyntaxTree& tree, std::uint32_t index) {
  const SyntaxNode& node = tree.at(index);
  if (is_name(tree, index, "request.time")) return "request.time";
  if (node.kind == SyntaxKind::Call && node.children.size() == 1) {
    const auto text = text_literal(tree, node.children[0]);
    if (!text) return std::nullopt;
    if (node.text == "timestamp") return instant(*text);
    if (node.text == "date")
      return parse_date(*text) ? instant(std::string(*text) + "T00:00:00Z") : Words("");
    return std::nullopt;
  }
  if (node.kind != SyntaxKind::Sum) return std::nullopt;
  const Words time = time_value(tree, node.children[0]);
  const Words length = duration(tree, node.children[1]);
  if (!time || time->empty() || !length) return std::nullopt;
  return '(' + *time + ' ' + node.text + ' ' + *length + ')';
}

}  // namespace accessdrift::google_iap
