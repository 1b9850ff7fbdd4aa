#include "accessdrift/lint/reads.h"
#include "accessdrift/lint/unused.h"

namespace accessdrift {

void check_window_unused(Linting& linting) {
  const auto read = windows_read(linting.snapshot());
  for (const auto& window : linting.snapshot().windows) {
    if (read.contains(linting.snapshot().text(window->name))) continue;
    add_unused(linting, "AD217",
               {"window", window->name, window.key(), "no condition tests a time against it"});
  }
}

}  // namespace accessdrift
