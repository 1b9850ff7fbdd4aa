#include "mixtures.h"

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
      kept_(everything(*comparison.before, *comparison.after)),
      table_(comparison.edits) {
  std::vector<std::uint32_t> all;
  for (std::uint32_t e = 0; e < comparison.edits.size(); ++e) all.push_back(e);
  units_ = edit_units(comparison.edits, all, *comparison.before, *comparison.after);
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

bool Mixtures::decide(Applied applied, const AskedRequest& request) {
  if (request.address)
    return side(applied).decide_by_url(request.identity, request.action, *request.address,
                                       request.attributes);
  return side(applied).decide(request.identity, request.action, request.resource,
                              request.attributes);
}

Applied Mixtures::of_unit(std::size_t unit) const {
  Applied made = 0;
  for (const std::uint32_t edit : units_.units[unit]) made |= Applied{1} << edit;
  return made;
}

const naive::Side& Mixtures::side(Applied applied) {
  Mixture& mixture = known_[applied];
  if (mixture.side) return *mixture.side;
  std::vector<bool> is_applied;
  for (std::size_t e = 0; e < comparison_.edits.size(); ++e)
    is_applied.push_back((applied >> e & 1U) != 0);
  mixture.snapshot = std::make_unique<Snapshot>(
      mixed({*comparison_.before, *comparison_.after, kept_, table_}, is_applied));
  mixture.side = std::make_unique<naive::Side>(*mixture.snapshot);
  for (const Snapshot* const other : {comparison_.before.get(), comparison_.after.get()}) {
    naive::Side completing(*other);
    auto pairs = naive::pair_people(*mixture.side, completing);
    naive::complete(*mixture.side, completing, pairs);
  }
  return *mixture.side;
}

}  // namespace accessdrift::property
