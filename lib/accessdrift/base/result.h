#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "accessdrift/base/diagnostic.h"

namespace accessdrift {

/// A value, or everything that is wrong, sorted by place. Only input and the world fail; what we
/// got wrong is an `assert`.
template <typename T>
class [[nodiscard]] Result : public tl::expected<T, Diagnostics> {
 public:
  using tl::expected<T, Diagnostics>::expected;
};

/// For `return failure(diagnostics)`.
[[nodiscard]] inline tl::unexpected<Diagnostics> failure(Diagnostics diagnostics) {
  return tl::unexpected<Diagnostics>(std::move(diagnostics));
}
[[nodiscard]] inline tl::unexpected<Diagnostics> failure(Diagnostic diagnostic) {
  Diagnostics all;
  all.push_back(std::move(diagnostic));
  return tl::unexpected<Diagnostics>(std::move(all));
}

}  // namespace accessdrift
