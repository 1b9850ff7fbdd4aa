#include "accessdrift/engine/url_reads.h"

#include <algorithm>

namespace accessdrift {

UrlReads url_reads(const Snapshot& snapshot, const std::vector<PolicyIndex>& policies) {
  UrlReads reads;
  for (const PolicyIndex policy : policies) {
    const auto& condition = snapshot.conditions[policy.index()];
    if (condition == nullptr) continue;
    for (const std::string& attribute :
         attributes_read(*condition, condition->root(), Operator::RequestAttribute)) {
      reads.host |= attribute == kHost;
      reads.path |= attribute == kPath;
      reads.method |= attribute == kMethod;
    }
  }
  return reads;
}

namespace {

std::vector<std::string_view> names_of(const UrlReads& reads) {
  std::vector<std::string_view> names;
  if (reads.host) names.push_back(kHost);
  if (reads.path) names.push_back(kPath);
  if (reads.method) names.push_back(kMethod);
  return names;
}

}  // namespace

Region without_url(Universe& universe, const UrlReads& reads) {
  Region region = universe.care();
  for (const std::string_view attribute : names_of(reads))
    region = universe.diagrams().intersect(region, universe.told(attribute, Told::absent()));
  return region;
}

std::vector<std::string_view> attributes_of(const UrlReads& reads, const Universe& universe) {
  std::vector<std::string_view> names = names_of(reads);
  for (const Universe::Attribute& attribute : universe.attributes()) {
    if (std::ranges::find(names, attribute.tested) != names.end()) names.push_back(attribute.name);
  }
  return names;
}

}  // namespace accessdrift
