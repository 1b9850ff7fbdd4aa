#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/format/okta/answers.h"

namespace accessdrift::okta {

/// What a list is filed under: a key, or a name on the path of its file.
struct Label {
  std::string_view text;
  /// It may be the name of a group or app; others tell by an id in them only.
  bool may_be_name = false;
};

/// Innermost first.
[[nodiscard]] std::vector<Label> labels_of(const List& list);

/// What a label says is in it, in lower case and without a number behind: `users` of `users-2`.
[[nodiscard]] std::string word_of(std::string_view label);
/// Whether a list is filed under that word.
[[nodiscard]] bool is_under(const List& list, std::string_view word);

/// Parts of a label that can be an id.
[[nodiscard]] std::vector<std::string_view> ids_in(std::string_view label);

/// The thing that a list is filed under: the innermost label that has its id, or is its name.
template <typename ById, typename ByName>
[[nodiscard]] Name owner_of(const List& list, ById&& by_id, ByName&& by_name) {
  for (const Label& label : labels_of(list)) {
    for (const std::string_view id : ids_in(label.text)) {
      if (const Name known = by_id(id); !known.is_none()) return known;
    }
    if (!label.may_be_name) continue;
    if (const Name known = by_name(label.text); !known.is_none()) return known;
  }
  return {};
}

}  // namespace accessdrift::okta
