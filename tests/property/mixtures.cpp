#include "mixtures.h"

#include <stdexcept>

#include "naive_directory.h"

namespace accessdrift::property {

Applied applied_by(const EditSet& set) {
  Applied made = 0;
  for (const auto* const list : {&set.edits, &set.prerequisites}) {
    for (const std::uint32_t edit : *list) made |= Applied{1} << edit;
  }
  return made;
}

RequestAttributes AskedRequest::told() const {
  RequestAttributes all = attributes;
  if (!address) return all;
  for (const auto& [name, value] : naive::told_by_url(*address, action))
    all[name] = Told::present(value);
  return all;
}

Mixtures::Mixtures(const Comparison& comparison)
    : comparison_(comparison),
      before_(*comparison.before),
      after_(*comparison.after),
      kept_(everything(*comparison.before, *comparison.after)),
      table_(comparison.edits),
      orders_(*comparison.before, table_) {
  renamed_groups_ = naive::pair_groups(before_, after_);
  auto pairs = naive::pair_people(before_, after_);
  naive::complete(before_, after_, pairs);
  units_ = edit_units(comparison);
}

bool Mixtures::is_closed(Applied applied) const {
  for (std::size_t u = 0; u < units_.units.size(); ++u) {
    const Applied unit = of_unit(u);
    if ((applied & unit) == 0) continue;
    if ((applied & unit) != unit) return false;
    for (const std::uint32_t other : units_.needs[u]) {
      if ((of_unit(other) & ~applied) != 0) return false;
    }
  }
  return true;
}

Applied Mixtures::closed(Applied applied, bool is_left_out) const {
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t u = 0; u < units_.units.size(); ++u) {
      if ((applied & of_unit(u)) != 0) applied |= of_unit(u);
      for (const std::uint32_t other : units_.needs[u]) {
        const Applied from = of_unit(is_left_out ? other : u);
        const Applied to = of_unit(is_left_out ? u : other);
        if ((applied & from) == 0 || (applied & to) == to) continue;
        applied |= to;
        grew = true;
      }
    }
  }
  return applied;
}

namespace {

/// As people of a naive side have it.
std::string id_of(const std::string& identity) {
  const bool is_exact = identity.starts_with("client:") || identity.starts_with("member:") ||
                        identity.starts_with("stranger:");
  return is_exact ? identity : naive::folded(identity);
}

}  // namespace

bool Mixtures::decide(Applied applied, const AskedRequest& request) {
  const Mixture& asked = mixture(applied);
  std::string who(request.identity == kAnonymous ? kAnonymous : kSignedOut);
  const std::string id_before = id_of(request.identity_before), id_after = id_of(request.identity);
  auto was = asked.of_before.find(id_before);
  auto is = asked.of_after.find(id_after);
  // Who has one id on both sides has it here, or is not here: a rename or an alias that links
  // nobody between the sides would else link somebody where an edit takes the id away.
  if (id_before == id_after) {
    if (was != asked.of_before.end() && was->second != id_before) was = asked.of_before.end();
    if (is != asked.of_after.end() && is->second != id_after) is = asked.of_after.end();
  }
  const bool has_both = was != asked.of_before.end() && is != asked.of_after.end();
  if (has_both && was->second != is->second)
    throw std::logic_error("two people in a mixture: " + was->second + ", " + is->second);
  if (was != asked.of_before.end()) {
    who = was->second;
  } else if (is != asked.of_after.end()) {
    who = is->second;
  } else {
    for (const std::string& id : {id_before, id_after}) {
      const auto missing = asked.of_missing.find(id);
      if (missing != asked.of_missing.end()) who = missing->second;
    }
  }
  if (request.address)
    return asked.side->decide_by_url(who, request.action, *request.address, request.attributes);
  const bool has_old = !asked.side->find_thing(request.resource);
  return asked.side->decide(who, request.action,
                            has_old ? request.resource_before : request.resource,
                            request.attributes);
}

Applied Mixtures::of_unit(std::size_t unit) const {
  Applied made = 0;
  for (const std::uint32_t edit : units_.units[unit]) made |= Applied{1} << edit;
  return made;
}

const Mixtures::Mixture& Mixtures::mixture(Applied applied) {
  Mixture& made = known_[applied];
  if (made.side) return made;
  std::vector<bool> is_applied;
  for (std::size_t e = 0; e < comparison_.edits.size(); ++e)
    is_applied.push_back((applied >> e & 1U) != 0);
  made.snapshot = std::make_unique<Snapshot>(
      mixed({*comparison_.before, *comparison_.after, kept_, table_, orders_}, is_applied));
  made.side = std::make_unique<naive::Side>(*made.snapshot);
  pair_people(made);
  tell_as_printed(*made.side);
  return made;
}

/// As two sides are paired: the before side and the mixture, and that and the after side.
void Mixtures::pair_people(Mixture& made) const {
  naive::Side& side = *made.side;
  side.renames = before_.renames;  // those of either side link, whichever edits are applied
  side.renames.insert(side.renames.end(), after_.renames.begin(), after_.renames.end());
  for (const naive::Pair& pair : naive::pair_people(before_, side)) {
    if (pair.before && pair.after)
      made.of_before[before_.people[*pair.before].id] = side.people[*pair.after].id;
  }
  for (const naive::Pair& pair : naive::pair_people(side, after_)) {
    if (pair.before && pair.after)
      made.of_after[after_.people[*pair.after].id] = side.people[*pair.before].id;
  }
  const std::size_t known = side.people.size();
  for (const naive::Side* const other : {&before_, &after_}) {
    naive::Side completing(*other);
    auto pairs = naive::pair_people(side, completing);
    naive::complete(side, completing, pairs);
  }
  for (std::size_t p = known; p < side.people.size(); ++p)
    made.of_missing[side.people[p].id] = side.people[p].id;
}

/// One attribute of the world tells of an open group with two ids, by the id after.
void Mixtures::tell_as_printed(naive::Side& side) const {
  for (naive::Group& group : side.groups) {
    const auto found = renamed_groups_.find(group.id);
    if (!group.is_open || found == renamed_groups_.end()) continue;
    auto context = side.context.extract(group.attribute);
    group.attribute = "group:" + found->second;
    context.key() = group.attribute;
    side.context.insert(std::move(context));
  }
}

}  // namespace accessdrift::property
