#include "loaded_world.h"

#include "accessdrift/source/memory_tree.h"

namespace accessdrift::property {

LoadedWorld load_world(const Files& before, const Files& after) {
  LoadedWorld world;
  world.loader = std::make_unique<Loader>();
  Sides sides;
  sides.before.spec = "before";
  sides.before.tree = std::make_shared<MemoryTree>(before);
  sides.after.spec = "after";
  sides.after.tree = std::make_shared<MemoryTree>(after);
  auto pair = world.loader->load(sides);
  if (!pair) {
    world.problems = std::move(pair.error());
    return world;
  }
  world.before = pair->before.snapshot;
  world.after = pair->after.snapshot;
  return world;
}

namespace {

/// Equal policies of two sides are one declaration.
void claim_names(const Snapshot& snapshot) {
  for (const auto& policy : snapshot.policies) {
    const std::string_view id = snapshot.text(policy->id);
    if (id.back() % 2 == 0) continue;
    for (Mention& mention : const_cast<PolicyDeclaration&>(*policy.it).who)
      if (mention.kind == MentionKind::Anonymous) mention.kind = MentionKind::Claimant;
  }
}

}  // namespace

LoadedWorld load_world_with_claimants(const Files& before, const Files& after) {
  LoadedWorld world = load_world(before, after);
  if (!world.before || !world.after) return world;
  claim_names(*world.before);
  claim_names(*world.after);
  return world;
}

std::string to_text(const Diagnostics& problems) {
  std::string out;
  for (const Diagnostic& problem : problems) {
    const LineColumn at = problem.span.start();
    out += std::string(problem.span.path()) + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column) + ": " + problem.code + ": " + problem.message + "\n";
  }
  return out;
}

}  // namespace accessdrift::property
