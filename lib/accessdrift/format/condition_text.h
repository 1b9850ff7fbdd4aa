#pragma once

#include <string>
#include <string_view>

#include "accessdrift/document/document.h"
#include "accessdrift/model/expression.h"

namespace accessdrift {

/// A scalar's text and where in the file it stands.
[[nodiscard]] ConditionText condition_text(NodeView scalar);

/// Puts a condition of another system in words of the native language, and remembers of which bytes
/// each of them is.
class ConditionWriter {
 public:
  /// `whole`: where all of it stands.
  explicit ConditionWriter(Place whole);

  /// Words for what stands there.
  void add(std::string_view words, Place place);
  /// `written`: as the file has it, if that is one text.
  [[nodiscard]] ConditionText take(std::string written = {});

 private:
  ConditionText made_;
};

/// A text as a string literal of conditions.
[[nodiscard]] std::string string_literal(std::string_view text);

}  // namespace accessdrift
