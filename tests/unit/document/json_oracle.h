#pragma once

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "accessdrift/document/read.h"

namespace accessdrift {

/// nlohmann's tree of the same value, from ours. REQUIRES: no alias.
inline nlohmann::json to_nlohmann(const NodeView& node) {
  nlohmann::json value;
  switch (node.kind()) {
    case NodeKind::Mapping:
      value = nlohmann::json::object();
      for (NodeView key = node.first_child(); !key.is_end(node);) {
        const NodeView child = key.next_sibling();
        value[std::string(key.scalar())] = to_nlohmann(child);
        key = child.next_sibling();
      }
      return value;
    case NodeKind::Sequence:
      value = nlohmann::json::array();
      for (NodeView child = node.first_child(); !child.is_end(node); child = child.next_sibling()) {
        value.push_back(to_nlohmann(child));
      }
      return value;
    case NodeKind::String:
      return std::string(node.scalar());
    case NodeKind::Integer:
    case NodeKind::Decimal:
      return nlohmann::json::parse(node.scalar());
    case NodeKind::Boolean:
      return node.scalar() == "true";
    case NodeKind::Null:
      return nullptr;
  }
  return value;
}

/// nlohmann converts numbers and refuses what a double cannot hold; we keep their digits.
inline bool has_huge_number(const Document& document) {
  for (std::uint32_t i = 0; i < document.nodes.size(); ++i) {
    const NodeView node(document, i);
    if (node.kind() != NodeKind::Integer && node.kind() != NodeKind::Decimal) continue;
    if (!std::isfinite(std::strtod(std::string(node.scalar()).c_str(), nullptr))) return true;
  }
  return false;
}

/// How `read_json` and nlohmann disagree about `bytes` where they should not; empty if they agree.
/// By policy they differ on: a byte order mark and a NUL (we refuse both; nlohmann skips the one
/// and ends at the other), duplicate keys and depth (we refuse), numbers that no double holds
/// (nlohmann refuses).
inline std::string disagreement_with_nlohmann(const std::string& bytes) {
  const auto document = read_json(std::make_shared<SourceText>("fuzz.json", bytes));
  const bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
  if (has_mark || bytes.find('\0') != std::string::npos)
    return document ? "accepted a mark or NUL" : "";
  if (!document) {
    for (const Diagnostic& problem : document.error()) {
      if (problem.code == "duplicate-key" || problem.code == "too-deep") return "";
    }
    return nlohmann::json::accept(bytes) ? "refused: " + document.error().front().message : "";
  }
  if (has_huge_number(*document)) return "";
  const nlohmann::json expected = nlohmann::json::parse(bytes, nullptr, false);
  if (expected.is_discarded()) return "accepted what nlohmann refuses";
  return to_nlohmann(NodeView(*document)) == expected ? "" : "another tree";
}

}  // namespace accessdrift
