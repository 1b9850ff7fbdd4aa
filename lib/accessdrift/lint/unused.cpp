#include "accessdrift/lint/unused.h"

#include <fmt/format.h>

#include "accessdrift/base/text.h"

namespace accessdrift {

void add_unused(Linting& linting, std::string_view code, std::string_view kind, Name name, Span key,
                std::string_view why) {
  const std::string_view text = linting.snapshot().text(name);
  linting.add({Severity::Note,
               std::string(code),
               fmt::format("{} `{}` is not used", kind, shortened(text)),
               key,
               std::string(why),
               {},
               {}},
              {kind, text});
}

}  // namespace accessdrift
