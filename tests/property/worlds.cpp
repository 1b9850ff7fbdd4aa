#include "worlds.h"

#include "mutation.h"
#include "parts.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

using Addition = bool (*)(Draft&, Random&);

void add(Draft& draft, Random& random, Addition addition, std::size_t low, std::size_t high) {
  for (std::size_t i = random.between(low, high); i > 0; --i) (void)addition(draft, random);
}

}  // namespace

Draft draft_configuration(Random& random, bool writes_time, bool opens_groups,
                          bool opens_directory) {
  Draft draft;
  draft.writes_time = writes_time;
  draft.opens_groups = opens_groups;
  draft.opens_directory = opens_directory;
  const bool is_small = draft.has_unknowns();
  draft.writes_texts = random.chance(writes_time ? 10 : is_small ? 20 : 35);
  draft.writes_urls = random.chance(25);
  draft.writes_worlds = !draft.writes_urls && random.chance(20);
  if (random.chance(20)) draft.directory = "closed";
  add(draft, random, add_context, draft.writes_worlds ? 1 : 0,
      is_small                            ? 1
      : writes_time || draft.writes_texts ? 2
                                          : 3);
  add(draft, random, add_attribute, 0, !is_small ? 4 : writes_time ? 1 : 2);
  add(draft, random, add_network, 0, !is_small ? 2 : writes_time ? 0 : 1);
  if (writes_time) add(draft, random, add_window, 0, 3);
  add(draft, random, add_user, 2, opens_directory ? 4 : 7);
  add(draft, random, add_group, 1, 4);
  if (random.chance(is_small ? 20 : 35)) {
    add(draft, random, add_scope, 1, 2);
    if (random.chance(60)) add(draft, random, add_client, 1, 2);
  } else if (random.chance(4)) {
    add(draft, random, add_client, 1, 2);
  }
  add(draft, random, add_type, draft.writes_urls ? 1 : 0, 2);
  add(draft, random, add_resource, 2, 6);
  add(draft, random, add_policy, 2, 8);
  if (random.chance(55)) add(draft, random, add_set, 1, 3);
  if (random.chance(40)) {  // what is added later can be nested in what was first: cycles of groups
    for (DraftGroup& group : draft.groups) {
      group.members.push_back(random_member(draft, random));
      if (writes_time && random.chance(40)) group.untils[group.members.back()] = random.pick(kEnds);
    }
  }
  if (opens_groups) open_groups(draft, random);
  if (opens_directory) open_directory(draft, random);
  repair(draft, random);
  return draft;
}

bool opens_groups(std::uint64_t seed) {
  constexpr unsigned kPercent = 15;
  return Random(seed * 2).chance(kPercent);
}

bool opens_directory(std::uint64_t seed) {
  constexpr unsigned kPercent = 8;
  return Random(~seed).chance(kPercent);
}

/// Of such an edit series it is known beforehand whom it can touch.
bool edits_people_alone(std::uint64_t seed) {
  constexpr unsigned kPercent = 12;
  return Random(~(seed * 2)).chance(kPercent);
}

Instant start_of(std::uint64_t seed) {
  return seed % 8 == 0 ? instant_of({2027, 3, 28}, {0, 30, 0})
                       : instant_of({2026, 11, 24}, {8, 0, 0});
}

World make_world(std::uint64_t seed) { return make_world(seed, seed % 6 == 0); }

World make_world(std::uint64_t seed, bool writes_time) {
  Random random(seed * 2 + 1);
  World world;
  world.seed = seed;
  world.from = start_of(seed);
  const bool groups = opens_groups(seed);
  const bool directory = opens_directory(seed);
  Draft draft = draft_configuration(random, writes_time, groups, directory);
  world.before = draft.tree();
  if (random.chance(3)) {
    draft = draft_configuration(random, writes_time, groups, directory);
  } else {
    const bool is_about_people = edits_people_alone(seed);
    for (std::size_t i = random.between(1, random.chance(40) ? 2 : 6); i > 0; --i)
      is_about_people ? mutate_people(draft, random) : mutate(draft, random);
  }
  world.after = draft.tree();
  return world;
}

World make_turned_world(std::uint64_t seed) {
  static const std::vector<void (*)(Draft&, Random&)> kTurns{
      rename_user,      rename_user,      swap_ids,           rename_resource, rename_group,
      mutate_directory, mutate_directory, mutate_open_groups, mutate_urls,     mutate_urls};
  Random random(seed * 2 + 1);
  World world;
  world.seed = seed;
  world.from = start_of(seed);
  Draft draft = draft_configuration(random, false, random.chance(25), random.chance(40));
  world.before = draft.tree();
  for (std::size_t i = random.between(1, 2); i > 0; --i) {
    random.pick(kTurns)(draft, random);
    repair(draft, random);
  }
  for (std::size_t i = random.between(0, 2); i > 0; --i) mutate(draft, random);
  world.after = draft.tree();
  return world;
}

Rendering rendering_of(const World& world) {
  Random random(world.seed);
  Rendering rendering;
  rendering.files = random.pick(std::vector<std::size_t>{1, 1, 2, 3});
  rendering.json = random.chance(20);
  return rendering;
}

std::string to_text(const Files& files) {
  std::string out;
  for (const auto& [path, bytes] : files) out += "--- " + path + "\n" + bytes;
  return out;
}

}  // namespace accessdrift::property
