#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/model/expression.h"

namespace accessdrift::cel {

/// Bytes of a condition's text, half open.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// What is wrong with one condition, each at its place in the file.
class Problems {
 public:
  struct Words {
    std::string message;
    std::string label;
    std::string help = {};
  };

  /// Both must outlive the object; `file` may be null.
  Problems(const ConditionText& condition, const SourceText* file)
      : condition_(condition), file_(file) {}

  void add(std::string_view code, Range range, Words words);
  /// A note to the problem that was added last.
  void note(Range range, std::string text);

  [[nodiscard]] const Diagnostics& all() const { return diagnostics_; }
  [[nodiscard]] Diagnostics take() { return std::move(diagnostics_); }

 private:
  [[nodiscard]] Span span_of(Range range) const;

  const ConditionText& condition_;
  const SourceText* file_;
  Diagnostics diagnostics_;
};

/// In backticks, on one line, cut behind 60 code points.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace accessdrift::cel
