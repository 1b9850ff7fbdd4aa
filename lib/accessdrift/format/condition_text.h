#pragma once

#include <string>
#include <string_view>

#include "accessdrift/cel/problems.h"
#include "accessdrift/document/document.h"
#include "accessdrift/model/expression.h"

namespace accessdrift {

/// A scalar's text and where in the file it stands.
[[nodiscard]] ConditionText condition_text(NodeView scalar);

/// Puts a condition of another system in words of the native language, and remembers of which bytes
/// each of them is.
class ConditionWriter {
 public:
  /// `written` must outlive the object.
  explicit ConditionWriter(const ConditionText& written) : written_(written) {}

  /// Words for what stands there.
  void add(std::string_view words, cel::Range range);
  [[nodiscard]] ConditionText take();

 private:
  const ConditionText& written_;
  ConditionText made_;
};

/// A text as a string literal of conditions.
[[nodiscard]] std::string string_literal(std::string_view text);

}  // namespace accessdrift
