#include "accessdrift/lint/reads.h"
#include "accessdrift/lint/unused.h"

namespace accessdrift {

void check_scope_unused(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const TextsRead read = scopes_read(snapshot);
  std::set<std::string, std::less<>> used;
  for (const auto& [scope, brought_by] : snapshot.brought_by) {
    if (!read.contains(snapshot.text(scope))) continue;
    for (const Name by : brought_by) used.emplace(snapshot.text(by));
  }
  for (const auto& scope : snapshot.scopes) {
    if (used.contains(snapshot.text(scope->name))) continue;
    add_unused(linting, "AD214",
               {"scope", scope->name, scope.key(),
                "no policy and no condition asks for it or for one that it includes"});
  }
}

}  // namespace accessdrift
