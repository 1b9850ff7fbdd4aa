#include "accessdrift/lint/unused.h"

#include <fmt/format.h>

#include "accessdrift/base/text.h"

namespace accessdrift {

void add_unused(Linting& linting, std::string_view code, const Unused& unused) {
  const std::string_view name = linting.snapshot().text(unused.name);
  Diagnostic told;
  told.severity = Severity::Note;
  told.code = code;
  told.message = fmt::format("{} `{}` is not used", unused.kind, shortened(name));
  told.span = unused.key;
  told.label = unused.why;
  linting.add(std::move(told), {unused.kind, name});
}

}  // namespace accessdrift
