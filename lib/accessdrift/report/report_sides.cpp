#include "accessdrift/report/report_sides.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "accessdrift/report/answer_text.h"

namespace accessdrift {

std::size_t count_changed_files(const Comparison& comparison) {
  std::map<std::string, std::pair<const Declarations*, const Declarations*>> by_path;
  for (const auto& file : comparison.before->files) {
    if (!file->is_of_version) by_path[file->text->path()].first = file.get();
  }
  for (const auto& file : comparison.after->files) {
    if (!file->is_of_version) by_path[file->text->path()].second = file.get();
  }
  return static_cast<std::size_t>(std::ranges::count_if(
      by_path, [](const auto& entry) { return entry.second.first != entry.second.second; }));
}

Report::Population report_population(const Comparison& comparison) {
  Report::Population population{comparison.population->size() - 2U,
                                comparison.after->groups.size(),
                                comparison.after->resources.size(),
                                comparison.after->is_closed,
                                std::nullopt,
                                {}};
  if (comparison.universe->has_attribute(kTime)) population.from = comparison.from;
  for (const Universe::Attribute& attribute : comparison.universe->attributes()) {
    if (attribute.kind != VariableKind::Request) population.unknowns.push_back(attribute.name);
  }
  std::ranges::sort(population.unknowns);
  return population;
}

std::vector<Vocabulary::Network> report_networks(const Comparison& comparison) {
  std::vector<Vocabulary::Network> all =
      vocabulary_of(*comparison.before, comparison.after.get()).networks;
  std::ranges::move(vocabulary_of(*comparison.after, comparison.before.get()).networks,
                    std::back_inserter(all));
  std::ranges::sort(all, {}, &Vocabulary::Network::name);
  const auto repeated = std::ranges::unique(all, {}, &Vocabulary::Network::name);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

}  // namespace accessdrift
