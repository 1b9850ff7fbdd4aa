#include "accessdrift/report/report_paired.h"

#include <string>

namespace accessdrift {
namespace {

std::string word_of(PairedBy by) {
  switch (by) {
    case PairedBy::Uid:
      return "uid";
    case PairedBy::Renames:
      return "renames";
    case PairedBy::Alias:
      return "alias";
    case PairedBy::Id:
      break;
  }
  return "id";
}

bool have_one_uid(Name before, Name after, const Comparison& comparison) {
  const auto uid = [](const Snapshot& side, Name id) {
    return side.resources[side.resource_by_name.find(id).index()]->uid;
  };
  const Name known = uid(*comparison.before, before);
  return !known.is_none() && known == uid(*comparison.after, after);
}

}  // namespace

std::vector<PairedIds> report_paired(const Comparison& comparison) {
  std::vector<PairedIds> all;
  const Population& population = *comparison.population;
  for (const IdentityIndex identity : population.paired_under_two_ids())
    all.push_back({"identity", std::string(population.id(identity, SideOf::Before)),
                   std::string(population.id(identity, SideOf::After)),
                   word_of(population.person(identity).by)});
  const auto text = [&](Name name) { return std::string(comparison.after->text(name)); };
  for (const auto& [before, after] : comparison.renamed.groups.all())
    all.push_back({"group", text(before), text(after), word_of(PairedBy::Renames)});
  for (const auto& [before, after] : comparison.renamed.resources.all()) {
    const bool is_by_uid = have_one_uid(before, after, comparison);
    all.push_back({"resource", text(before), text(after),
                   word_of(is_by_uid ? PairedBy::Uid : PairedBy::Renames)});
  }
  return all;
}

}  // namespace accessdrift
