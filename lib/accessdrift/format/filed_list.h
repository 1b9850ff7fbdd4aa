#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

/// A list as it lies in a file, or a single resource that stands for a list of one.
struct FiledList {
  SourceReading::File* file = nullptr;
  NodeView items;
  /// The keys it lies under, innermost first; then come the names on the path.
  std::vector<std::string_view> keys = {};

  /// Calls `visit(item)` for each.
  template <typename Visit>
  void each(Visit&& visit) const {
    if (!items.is_sequence()) return visit(items);
    each_item(items, visit);
  }
  [[nodiscard]] bool is_empty() const { return items.is_sequence() && items.is_empty_collection(); }
};

/// What a list is filed under: a key, or a name on the path of its file.
struct Label {
  std::string_view text;
  /// It may be the name of a thing; others tell by an id in them only.
  bool may_be_name = false;
};

/// Innermost first.
[[nodiscard]] std::vector<Label> labels_of(const FiledList& list);

/// What a label says is in it, in lower case and without a number behind: `users` of `users-2`.
[[nodiscard]] std::string word_of(std::string_view label);
/// Whether a list is filed under that word, which is in lower case.
[[nodiscard]] bool is_under(const FiledList& list, std::string_view word);

/// Parts of a label that can be an id: words, UUIDs.
[[nodiscard]] std::vector<std::string_view> ids_in(std::string_view label);

/// The thing that a list is filed under: the innermost label that has its id, or is its name.
template <typename ById, typename ByName>
[[nodiscard]] Name owner_of(const FiledList& list, ById&& by_id, ByName&& by_name) {
  for (const Label& label : labels_of(list)) {
    for (const std::string_view id : ids_in(label.text)) {
      if (const Name known = by_id(id); !known.is_none()) return known;
    }
    if (!label.may_be_name) continue;
    if (const Name known = by_name(label.text); !known.is_none()) return known;
  }
  return {};
}

/// The names on a path, innermost first, the file's without `.json`.
[[nodiscard]] std::vector<std::string_view> names_on(std::string_view path);

}  // namespace accessdrift::source
