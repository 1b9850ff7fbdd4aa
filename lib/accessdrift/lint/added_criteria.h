#pragma once

#include <string>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// A condition that is asked with more: true of no other requests.
class AddedCriteria {
 public:
  explicit AddedCriteria(const Expression& condition);

  /// The request is made then or later.
  void from(Instant instant);
  /// A truth value of the request is not true; `is_required`: it is never absent.
  void without(const std::string& attribute, TypeKind type, bool is_required);

  [[nodiscard]] Expression take();

 private:
  std::uint32_t add(Operator op, TypeKind type, std::vector<std::uint32_t> children,
                    std::string_view text);
  /// Words behind all others.
  std::uint32_t begin(std::string_view text);

  Expression made_;
  std::vector<std::uint32_t> parts_;
  std::uint32_t begin_ = 0;
};

}  // namespace accessdrift
