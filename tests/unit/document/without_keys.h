#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "accessdrift/document/document.h"

namespace accessdrift {

/// A tree, printed with all places, but for entries of mappings in lists that have one of the keys:
/// the slow and obvious way to what `read_json_without` reads. REQUIRES: no alias.
inline std::string without_keys(NodeView node, std::span<const std::string_view> keys,
                                bool is_in_list = false) {
  std::string printed =
      std::to_string(node.place().begin) + "-" + std::to_string(node.place().end) + "=";
  if (node.is_scalar()) return printed + std::string(node.scalar());
  if (node.is_sequence()) {
    printed += "[";
    for (NodeView item = node.first_child(); !item.is_end(node); item = item.next_sibling())
      printed += without_keys(item, keys, true) + ",";
    return printed + "]";
  }
  printed += "{";
  for (NodeView key = node.first_child(); !key.is_end(node);) {
    const NodeView value = key.next_sibling();
    const bool is_one = std::ranges::find(keys, key.scalar()) != keys.end();
    if (!is_in_list || !is_one)
      printed += without_keys(key, keys) + ":" + without_keys(value, keys, is_in_list) + ",";
    key = value.next_sibling();
  }
  return printed + "}";
}

}  // namespace accessdrift
