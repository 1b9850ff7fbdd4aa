#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "accessdrift/document/document.h"
#include "tree_print.h"

namespace accessdrift {

/// What `read_json_without` reads of an entry of a mapping in a list.
enum class EntryRead { Whole, Hollow, Nothing };

inline EntryRead entry_read(std::string_view key, std::span<const std::string_view> unread) {
  const auto is_its = [&](std::string_view given) { return given == key; };
  const auto is_its_hollow = [&](std::string_view given) {
    return given == std::string(key) + "/";
  };
  if (!key.ends_with('/') && std::ranges::any_of(unread, is_its)) return EntryRead::Nothing;
  return std::ranges::any_of(unread, is_its_hollow) ? EntryRead::Hollow : EntryRead::Whole;
}

/// A tree, printed with all places and kinds, less what `read_json_without` leaves out of it: the
/// slow and obvious way to what that reads. Of no keys: the tree. REQUIRES: no alias.
inline std::string without_keys(NodeView node, std::span<const std::string_view> unread,
                                bool is_in_list = false, bool is_hollow = false) {
  const std::string place =
      std::to_string(node.place().begin) + "-" + std::to_string(node.place().end) + "=";
  if (node.is_scalar()) return place + print_tree(node);
  if (is_hollow) return place + (node.is_sequence() ? "[]" : "{}");
  std::string printed;
  if (node.is_sequence()) {
    for (NodeView item = node.first_child(); !item.is_end(node); item = item.next_sibling())
      printed += without_keys(item, unread, true) + ",";
    return place + "[" + printed + "]";
  }
  for (NodeView key = node.first_child(); !key.is_end(node);) {
    const NodeView value = key.next_sibling();
    const EntryRead read = is_in_list ? entry_read(key.scalar(), unread) : EntryRead::Whole;
    if (read != EntryRead::Nothing) {
      printed += without_keys(key, unread) + ":" +
                 without_keys(value, unread, is_in_list, read == EntryRead::Hollow) + ",";
    }
    key = value.next_sibling();
  }
  return place + "{" + printed + "}";
}

}  // namespace accessdrift
