#include "accessdrift/format/native/rewrite.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "accessdrift/base/quoted_text.h"
#include "accessdrift/document/plain_scalar.h"
#include "accessdrift/document/read.h"

namespace accessdrift::native {
namespace {

/// The children in order: of a mapping keys and values by turns.
std::vector<NodeView> children_of(NodeView collection) {
  std::vector<NodeView> children;
  for (NodeView child = collection.first_child(); !child.is_end(collection);
       child = child.next_sibling())
    children.push_back(child);
  return children;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Blanks, one dash, blanks: what stands before an item of a block list.
bool is_dash(std::string_view text) {
  const std::size_t dash = text.find('-');
  return dash != std::string_view::npos && is_blank(text.substr(0, dash)) &&
         is_blank(text.substr(dash + 1)) && text.size() > dash + 1;
}

/// May stand unquoted in YAML, in a flow list too.
bool is_plain(std::string_view text) {
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const auto is_inner = [&](char c) {
    return is_word(c) || std::string_view(".@:/+-").find(c) != std::string_view::npos;
  };
  return !text.empty() && is_word(text.front()) && is_word(text.back()) &&
         std::ranges::all_of(text, is_inner) && plain_scalar_kind(text) == NodeKind::String;
}

}  // namespace

Rewriter::Rewriter(std::shared_ptr<const SourceText> text) {
  Result<Document> read = read_document(std::move(text));
  if (read) document_ = std::move(*read);
}

bool Rewriter::is_flow(NodeView collection) const {
  const char first = bytes()[collection.place().begin];
  return first == '[' || first == '{';
}

std::uint32_t Rewriter::line_begin(std::uint32_t at) const {
  const std::size_t before = at == 0 ? std::string_view::npos : bytes().rfind('\n', at - 1);
  return before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before + 1);
}

std::uint32_t Rewriter::line_end(std::uint32_t at) const {
  const std::size_t end = bytes().find('\n', at);
  return static_cast<std::uint32_t>(end == std::string_view::npos ? bytes().size() : end + 1);
}

std::string_view Rewriter::line_break() const {
  const std::size_t first = bytes().find('\n');
  return first != std::string_view::npos && first > 0 && bytes()[first - 1] == '\r' ? "\r\n" : "\n";
}

std::optional<NodeView> Rewriter::innermost(NodeKind kind, Place place) const {
  // The last in preorder that has it.
  std::optional<NodeView> found;
  for (std::uint32_t node = 0; node < document_.nodes.size(); ++node) {
    const Node& one = document_.nodes[node];
    const bool is_around = one.begin <= place.begin && place.end <= one.end;
    if (one.kind == kind && !one.is_alias && is_around) found = NodeView(document_, node);
  }
  return found;
}

std::optional<NodeView> Rewriter::mapping_at(Place body) const {
  const std::optional<NodeView> found = innermost(NodeKind::Mapping, body);
  return found && found->place() == body ? found : std::nullopt;
}

std::string Rewriter::written(std::string_view value) const {
  return !is_json() && is_plain(value) ? std::string(value) : quoted_text(value);
}

std::optional<TextEdit> Rewriter::add_to_flow(NodeView list, std::string_view value) const {
  const std::vector<NodeView> items = children_of(list);
  if (items.empty()) {
    const std::uint32_t at = list.place().begin + 1;
    return TextEdit{{at, at}, written(value)};
  }
  const std::uint32_t at = items.back().place().end;
  std::string_view separator = ", ";
  if (items.size() > 1) {
    const std::uint32_t from = items[items.size() - 2].place().end;
    const std::string_view between = bytes().substr(from, items.back().place().begin - from);
    const bool is_layout =
        between.starts_with(',') && between.find_first_not_of(" \t\r\n", 1) == between.npos;
    if (is_layout) separator = between;
  }
  return TextEdit{{at, at}, std::string(separator) + written(value)};
}

std::optional<TextEdit> Rewriter::add_to_block(NodeView list, std::string_view value) const {
  const std::vector<NodeView> items = children_of(list);
  if (items.empty()) return std::nullopt;
  const Place last = items.back().place();
  const std::uint32_t line = line_begin(last.begin);
  const std::string_view dash = bytes().substr(line, last.begin - line);
  if (!is_dash(dash)) return std::nullopt;
  const std::uint32_t at = line_end(last.end);
  const bool has_break = bytes()[at - 1] == '\n';
  const std::string end(line_break());
  return TextEdit{{at, at}, (has_break ? "" : end) + std::string(dash) + written(value) + end};
}

std::optional<TextEdit> Rewriter::add_key(NodeView mapping, std::string_view key,
                                          std::string_view value) const {
  const std::string name = is_json() ? quoted_text(key) : std::string(key);
  const std::string entry = name + ": [" + written(value) + "]";
  const bool is_empty = mapping.is_empty_collection();
  if (is_flow(mapping)) {
    const std::uint32_t at = mapping.place().begin + 1;
    return TextEdit{{at, at}, entry + (is_empty ? "" : ", ")};
  }
  const std::uint32_t at = mapping.place().begin;
  const std::uint32_t line = line_begin(at);
  const std::string_view indent = bytes().substr(line, at - line);
  if (is_empty || !is_blank(indent)) return std::nullopt;
  return TextEdit{{at, at}, entry + std::string(line_break()) + std::string(indent)};
}

std::optional<TextEdit> Rewriter::add_to_list(Place body, std::string_view key,
                                              std::string_view value) const {
  const std::optional<NodeView> mapping = mapping_at(body);
  if (!mapping) return std::nullopt;
  const std::vector<NodeView> entries = children_of(*mapping);
  for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
    if (entries[i].scalar() != key) continue;
    const NodeView list = entries[i + 1];
    if (!list.is_sequence()) return std::nullopt;
    return is_flow(list) ? add_to_flow(list, value) : add_to_block(list, value);
  }
  return add_key(*mapping, key, value);
}

std::optional<TextEdit> Rewriter::remove_item(Place place) const {
  const std::optional<NodeView> list = innermost(NodeKind::Sequence, place);
  if (!list) return std::nullopt;
  const std::vector<NodeView> items = children_of(*list);
  const auto found = std::ranges::find_if(items, [&](const NodeView& item) {
    return item.place().begin <= place.begin && place.end <= item.place().end;
  });
  if (found == items.end()) return std::nullopt;
  const Place item = found->place();
  if (is_flow(*list)) {
    if (items.size() == 1) return TextEdit{item, {}};
    if (found + 1 != items.end()) return TextEdit{{item.begin, (found + 1)->place().begin}, {}};
    return TextEdit{{(found - 1)->place().end, item.end}, {}};
  }
  const std::uint32_t line = line_begin(item.begin);
  const std::string_view dash = bytes().substr(line, item.begin - line);
  if (!is_dash(dash)) return std::nullopt;
  const auto dash_at = static_cast<std::uint32_t>(line + dash.find('-'));
  if (items.size() == 1) return TextEdit{{dash_at, item.end}, "[]"};
  return TextEdit{{line, line_end(item.end)}, {}};
}

std::optional<TextEdit> Rewriter::remove_entry(NodeView mapping, std::size_t i) const {
  const std::vector<NodeView> entries = children_of(mapping);
  const Place whole{entries[i].place().begin, entries[i + 1].place().end};
  if (entries.size() == 2) return TextEdit{whole, is_flow(mapping) ? "" : "{}"};
  if (is_flow(mapping)) {
    if (i + 2 < entries.size()) return TextEdit{{whole.begin, entries[i + 2].place().begin}, {}};
    return TextEdit{{entries[i - 1].place().end, whole.end}, {}};
  }
  const std::uint32_t line = line_begin(whole.begin);
  if (!is_blank(bytes().substr(line, whole.begin - line))) return std::nullopt;
  return TextEdit{{line, line_end(whole.end)}, {}};
}

std::optional<TextEdit> Rewriter::remove_key(Place body, std::string_view key) const {
  const std::optional<NodeView> mapping = mapping_at(body);
  if (!mapping) return std::nullopt;
  const std::vector<NodeView> entries = children_of(*mapping);
  for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
    if (entries[i].scalar() == key) return remove_entry(*mapping, i);
  }
  return std::nullopt;
}

std::optional<TextEdit> Rewriter::remove_key(Place key) const {
  const std::optional<NodeView> mapping = innermost(NodeKind::Mapping, key);
  if (!mapping) return std::nullopt;
  const std::vector<NodeView> entries = children_of(*mapping);
  for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
    if (entries[i].place() == key) return remove_entry(*mapping, i);
  }
  return std::nullopt;
}

}  // namespace accessdrift::native
