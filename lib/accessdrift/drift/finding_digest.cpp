#include "accessdrift/drift/finding_digest.h"

#include <algorithm>

#include "accessdrift/base/digest.h"
#include "accessdrift/region/print.h"

namespace accessdrift {
namespace {

void add_all(Digest& digest, const TextList& texts) {
  digest.add(std::to_string(texts.size()));
  for (const std::string& text : texts) digest.add(text);
}

}  // namespace

FindingTexts texts_of(const Finding& finding, const Comparison& comparison) {
  TextList::Texts identities;
  for (const std::uint32_t number : finding.identities.numbers())
    identities.push_back(comparison.population->printed(IdentityIndex{number}));
  std::ranges::sort(identities);
  TextList::Texts resources;
  for (const SideNames& resource : finding.resources)
    resources.push_back(text_of(*comparison.after, resource));
  std::ranges::sort(resources);
  TextList::Texts actions;
  for (const AskedAction& action : finding.actions)
    actions.push_back(text_of(*comparison.after, action));
  return {std::move(identities), std::move(resources), std::move(actions)};
}

std::string digest_of(const Finding& finding, const FindingTexts& texts,
                      const Comparison& comparison) {
  Digest digest;
  digest.add(to_text(finding.kind));
  digest.add(to_text(finding.certainty));
  digest.add("main");  // the surface
  add_all(digest, texts.identities);
  add_all(digest, texts.resources);
  add_all(digest, texts.actions);
  if (finding.is_by_url()) digest.add("by url");
  Universe& universe = *comparison.universe;
  if (finding.worlds != Diagrams::always()) digest.add(canonical_text(universe, finding.worlds));
  for (const Region region : {finding.before, finding.after}) {
    digest.add(finding.is_limited ? std::string("unknown(limit)")
                                  : canonical_text(universe, region));
  }
  return access_digest(digest);
}

}  // namespace accessdrift
