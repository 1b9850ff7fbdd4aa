#include "accessdrift/format/google_iap/missing_pages.h"

#include <optional>
#include <utility>

namespace accessdrift::google_iap {
namespace {

using source::find;
using source::find_text;

/// A page that names a next one, and its file, where no page is the last one.
struct NotLast {
  SourceReading::File* file = nullptr;
  std::optional<NodeView> next;
};

NotLast last_page(SourceReading& reading) {
  NotLast found;
  for (SourceReading::File& file : reading.files) {
    const NodeView root(file.document);
    if (file.is_translated || !find(root, "results")) continue;
    const std::optional<NodeView> next = find_text(root, "nextPageToken");
    if (!next) return {};
    if (!found.next) found = {&file, next};
  }
  return found;
}

/// All of which no policy is here.
std::vector<NamePlace> untold_in(const SourceReading& reading, const Bindings& bindings,
                                 Place place) {
  std::vector<NamePlace> untold;
  for (const SourceReading::File& file : reading.files) {
    for (const ResourceDeclaration& resource : file.declarations.resources) {
      if (!bindings.is_told(resource.id)) untold.push_back({resource.id, place});
    }
  }
  return untold;
}

}  // namespace

void declare_missing(SourceReading& reading, const Bindings& bindings) {
  const NotLast page = last_page(reading);
  if (!page.next) return;
  const Place place = page.next->place();
  Diagnostic& problem = source::warn(reading, "partial-source",
                                     "the last page of a search is not here", page.next->span());
  problem.label = "what policies on further pages allow is not known";
  problem.help = "export all pages of it";
  std::vector<NamePlace> untold = untold_in(reading, bindings, place);
  if (untold.empty()) return;
  GroupDeclaration group;
  group.id = reading.names.intern("those whom policies on further pages name");
  group.key = group.body = place;
  group.is_made = true;
  source::open(group, place);
  PolicyDeclaration policy;
  policy.id = reading.names.intern("policies on further pages");
  policy.key = policy.body = policy.effect_place = policy.to_place = place;
  policy.is_implied = true;
  policy.who = {{group.id, MentionKind::Group, false, place}};
  policy.to = std::move(untold);
  page.file->declarations.groups.push_back(group);
  page.file->declarations.policies.push_back(std::move(policy));
}

}  // namespace accessdrift::google_iap
