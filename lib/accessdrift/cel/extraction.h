#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace accessdrift::cel {

/// A template of Google's IAM conditions: what stands between the first `begin` in a text and the
/// next `end` behind it. An empty one is where the text begins or ends.
struct Extraction {
  std::string begin;
  std::string end;

  /// Empty if either is not there.
  [[nodiscard]] std::string of(std::string_view text) const;
};

/// Of `projects/{project}/`: one name in braces, and what stands around it. Nothing of what is no
/// template.
[[nodiscard]] std::optional<Extraction> extraction_of(std::string_view written);

}  // namespace accessdrift::cel
