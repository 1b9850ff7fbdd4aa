#include "accessdrift/report/report_witness.h"

#include <string_view>
#include <utility>

#include "accessdrift/drift/worlds.h"

namespace accessdrift {
namespace {

bool is_of_world(std::string_view attribute, const Comparison& comparison) {
  const Universe::Attribute* const found = comparison.universe->find(attribute);
  return found != nullptr && found->kind == VariableKind::World;
}

/// Those of the world, or all others.
RequestAttributes only(RequestAttributes attributes, bool are_of_world,
                       const Comparison& comparison) {
  std::erase_if(attributes, [&](const auto& told) {
    return is_of_world(told.first, comparison) != are_of_world;
  });
  return attributes;
}

bool is_there_after(const Witness& witness, const Comparison& comparison) {
  if (witness.by_url) return true;
  const ResourceIndex resource = comparison.resource(witness.resource.after, SideOf::After);
  return !resource.is_none() &&
         comparison.engine_after->coverage().has_action(resource, witness.action.names.after);
}

}  // namespace

WitnessText witness_text(const Witness& witness, const Finding& finding,
                         const Comparison& comparison) {
  const UrlRequest by_url = witness.by_url.value_or(UrlRequest{});
  return WitnessText{comparison.population->printed(witness.identity),
                     text_of(*comparison.after, finding.actions.front()),
                     text_of(*comparison.after, witness.resource),
                     by_url.method,
                     by_url.url,
                     only(witness.attributes, false, comparison),
                     only(witness.attributes, true, comparison),
                     witness.serves_all_worlds,
                     witness.before_allows,
                     witness.after_allows,
                     is_there_after(witness, comparison)};
}

std::vector<PathText> path_texts(std::vector<PairPath> paths, const Comparison& comparison) {
  std::vector<PathText> texts;
  texts.reserve(paths.size());
  for (PairPath& path : paths)
    texts.push_back({comparison.population->printed(path.identity),
                     text_of(*comparison.after, path.resource), std::move(path.before),
                     std::move(path.after)});
  return texts;
}

}  // namespace accessdrift
