#include <fmt/format.h>

#include "accessdrift/base/time_text.h"
#include "accessdrift/lint/checks.h"
#include "accessdrift/lint/ends.h"

namespace accessdrift {

void check_expired(Linting& linting) {
  for (const End& end : ends_declared(linting.snapshot())) {
    if (end.at > linting.inquiry().from) continue;
    Diagnostic told;
    told.severity = Severity::Warning;
    told.code = "AD210";
    told.message = fmt::format("{} is over", end.what);
    told.span = end.span;
    told.label = fmt::format("it was until {}", until_text(end.at));
    linting.add(std::move(told), {"end", end.group, end.user});
  }
}

}  // namespace accessdrift
