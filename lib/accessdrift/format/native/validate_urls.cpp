#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"
#include "accessdrift/url/ties.h"

namespace accessdrift::native {
namespace {

Span span_of(const Snapshot& side, const Snapshot::Route& route) {
  return side.resources[route.resource.index()].span(route.url->place);
}

/// Which of two patterns a URL belongs to must not hang on their order.
void report_ties(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  std::vector<UrlPattern> patterns;
  patterns.reserve(side.routes.size());
  for (const Snapshot::Route& route : side.routes) patterns.push_back(route.url->pattern);
  for (const UrlTie& tie : ties(patterns)) {
    const Snapshot::Route& first = side.routes[tie.first];
    const Snapshot::Route& second = side.routes[tie.second];
    const bool stands_twice =
        first.resource == second.resource && first.url->pattern == second.url->pattern;
    if (stands_twice) continue;  // told where it is read
    const auto id = [&](const Snapshot::Route& route) {
      return quoted(side.text(side.resources[route.resource.index()]->id));
    };
    Diagnostic& diagnostic = report(
        validation, "url-tie", "two patterns are equally specific for " + quoted(to_text(tie.url)),
        span_of(side, second));
    diagnostic.label = "would belong to " + id(second);
    diagnostic.notes.push_back({span_of(side, first), "and to " + id(first)});
  }
}

/// A method reaches a resource through its type.
void report_unreachable(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  for (const Declared<ResourceDeclaration>& resource : side.resources) {
    const ResourceIndex index = side.resource_by_name.find(resource->id);
    if (resource->urls.empty() || !side.resource_actions[index.index()]->methods.empty()) continue;
    Diagnostic& diagnostic =
        report(validation, "url-without-methods",
               "no HTTP method means an action of " + named("resource", side.text(resource->id)),
               resource.span(resource->urls.front().place));
    diagnostic.label = "every request for this URL would be denied";
    diagnostic.help = "give it a `type` with `methods`: {read: [GET, HEAD]}";
  }
}

}  // namespace

void validate_urls(Validation& validation) {
  report_ties(validation);
  report_unreachable(validation);
}

}  // namespace accessdrift::native
