#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/model/expression.h"

namespace accessdrift::entra {

/// Puts a condition together from parts that stand in several places of a file.
class Condition {
 public:
  /// A part that must hold, too.
  void add(std::string part, Place place) { parts_.push_back({std::move(part), place}); }
  [[nodiscard]] bool is_empty() const { return parts_.empty(); }
  /// All of them, in the order of the file; each criterion is at its place. REQUIRES: not empty.
  [[nodiscard]] ConditionText text() const;

 private:
  struct Part {
    std::string text;
    Place place;
  };
  std::vector<Part> parts_;
};

/// `a`, or `(a || b)`; empty if there is none.
[[nodiscard]] std::string any_of(const std::vector<std::string>& parts);
/// `a`, or `(a && b)`; likewise.
[[nodiscard]] std::string all_of(const std::vector<std::string>& parts);
/// `"a"`, as a condition writes it.
[[nodiscard]] std::string quoted_text(std::string_view text);
/// Letters, digits and `_` of a name, in lower case: `require_mfa` of `Require MFA!`.
[[nodiscard]] std::string name_of(std::string_view text);
/// Some digits that tell texts apart.
[[nodiscard]] std::string digits_of(std::string_view text);

}  // namespace accessdrift::entra
