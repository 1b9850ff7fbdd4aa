#pragma once

#include <string>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/document/document.h"

namespace accessdrift {

/// The tree on one line: `{s"a":i1,…}`, a letter for each kind of plain value, `*` before an alias.
inline std::string print_tree(const NodeView& node) {
  std::string text;
  const auto children = [&](char opener, char closer, bool has_keys) {
    text += opener;
    bool is_key = has_keys;
    bool is_first = true;
    for (NodeView child = node.first_child(); !child.is_end(node); child = child.next_sibling()) {
      if (!is_first) text += has_keys && !is_key ? ':' : ',';
      is_first = false;
      text += print_tree(child);
      if (has_keys) is_key = !is_key;
    }
    text += closer;
  };
  switch (node.kind()) {
    case NodeKind::Mapping:
      children('{', '}', true);
      return text;
    case NodeKind::Sequence:
      children('[', ']', false);
      return text;
    case NodeKind::String:
      return (node.is_quoted() ? "q\"" : "s\"") + std::string(node.scalar()) + "\"";
    case NodeKind::Integer:
      return "i" + std::string(node.scalar());
    case NodeKind::Decimal:
      return "d" + std::string(node.scalar());
    case NodeKind::Boolean:
      return "b" + std::string(node.scalar());
    case NodeKind::Null:
      return "n" + std::string(node.scalar());
  }
  return text;
}

/// The text of every node that is not an alias's target again, in preorder, ` | ` between: what the
/// spans cover.
inline std::string print_places(const Document& document) {
  std::string text;
  for (const Node& node : document.nodes) {
    if (!text.empty()) text += " | ";
    text += document.text->bytes().substr(node.begin, node.end - node.begin);
  }
  return text;
}

/// What holds of every error: it has a code, a label, and a place inside the file; the first thing
/// that does not, or nothing.
inline std::string broken_error(const Diagnostics& problems, std::size_t size) {
  if (problems.empty()) return "refused without an error";
  for (const Diagnostic& problem : problems) {
    if (problem.code.empty() || problem.message.empty() || problem.label.empty())
      return "an error without words";
    const auto [begin, end] = problem.span.place;
    if (!problem.span.is_known() || begin > end || end > size) return "an error without a place";
  }
  return {};
}

/// What holds of every tree that a reader returns; the first thing that does not, or nothing.
inline std::string broken_invariant(const Document& document) {
  const std::size_t size = document.text->bytes().size();
  if (document.nodes.empty()) return "no root";
  for (std::uint32_t i = 0; i < document.nodes.size(); ++i) {
    const Node& node = document.nodes[i];
    const std::string place = " of node " + std::to_string(i);
    if (node.begin > node.end || node.end > size) return "place" + place;
    if (node.is_alias && node.link >= i) return "alias" + place;
    if (node.is_alias) continue;
    const bool is_collection = node.kind == NodeKind::Mapping || node.kind == NodeKind::Sequence;
    if (!is_collection) {
      if (node.link > document.decoded.size()) return "decoded text" + place;
      const NodeView view(document, i);
      const std::string_view written =
          document.text->bytes().substr(view.content_begin(), view.scalar().size());
      if (view.is_verbatim() && written != view.scalar()) return "verbatim text" + place;
      continue;
    }
    if (node.link <= i || node.link > document.nodes.size()) return "link" + place;
    for (std::uint32_t child = i + 1; child < node.link; ++child) {
      if (document.nodes[child].begin < node.begin || document.nodes[child].end > node.end)
        return "nesting" + place;
    }
  }
  return {};
}

}  // namespace accessdrift
