#include <fmt/format.h>

#include "accessdrift/base/time_text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/ends.h"

namespace accessdrift {

void check_expires_soon(Linting& linting) {
  for (const End& end : ends_declared(linting.snapshot())) {
    if (end.at <= linting.inquiry().from || end.at > linting.options().soon) continue;
    Diagnostic told;
    told.severity = Severity::Note;
    told.code = "AD211";
    told.message = fmt::format("{} ends soon", end.what);
    told.span = end.span;
    told.label = fmt::format("it is until {}", until_text(end.at));
    linting.add(std::move(told), {"end", end.group, end.user});
  }
}

}  // namespace accessdrift
