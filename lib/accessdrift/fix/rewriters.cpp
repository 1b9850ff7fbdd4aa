#include "accessdrift/fix/rewriters.h"

#include <algorithm>

namespace accessdrift {

const native::Rewriter& Rewriters::of(const Span& span) {
  std::unique_ptr<native::Rewriter>& rewriter = files_[span.text];
  if (!rewriter) {
    const auto file = std::ranges::find_if(
        snapshot_.files, [&](const auto& one) { return one->text.get() == span.text; });
    rewriter = std::make_unique<native::Rewriter>((*file)->text);
  }
  return *rewriter;
}

}  // namespace accessdrift
