#include <algorithm>

#include "mutation.h"
#include "parts.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

/// One that has any, if there is one.
DraftResource* some_with_urls(Draft& draft, Random& random) {
  std::vector<DraftResource*> with;
  for (DraftResource& resource : draft.resources) {
    if (!resource.urls.empty()) with.push_back(&resource);
  }
  return with.empty() ? one_of(draft.resources, random) : random.pick(with);
}

void change_urls(Draft& draft, Random& random) {
  if (DraftResource* resource = one_of(draft.resources, random))
    change_list(resource->urls, random_url(random), random);
}

/// To another resource.
void move_url(Draft& draft, Random& random) {
  DraftResource* from = some_with_urls(draft, random);
  DraftResource* to = one_of(draft.resources, random);
  if (from == nullptr || from == to || from->urls.empty()) return;
  to->urls.push_back(from->urls.back());
  from->urls.pop_back();
  if (!draft.has_methods(*to)) to->type = from->type;
}

/// What lies below a URL goes to another resource, of the same type or not.
void split_off(Draft& draft, Random& random) {
  const DraftResource* from = some_with_urls(draft, random);
  DraftResource* to = one_of(draft.resources, random);
  if (from == nullptr || from == to || from->urls.empty()) return;
  std::string url = from->urls.front();
  if (!url.ends_with("/")) url += "/";
  static const std::vector<std::string> kBelow{"admin", "admin/", "v1", "*", "**/admin"};
  to->urls.push_back(url + random.pick(kBelow));
  if (!draft.has_methods(*to)) {
    to->actions.clear();
    to->type = from->type;
  }
}

/// Says the same.
void respell(Draft& draft, Random& random) {
  DraftResource* resource = some_with_urls(draft, random);
  if (resource == nullptr || resource->urls.empty()) return;
  std::string& url = resource->urls.back();
  if (url.ends_with("/")) {
    url.pop_back();
  } else {
    url += "/";
  }
}

void change_methods(Draft& draft, Random& random) {
  DraftType* type = one_of(draft.types, random);
  if (type == nullptr) return;
  if (type->methods.empty()) return add_methods(*type, random);
  const std::string& method = random.pick(kHttpMethods);
  for (DraftList& methods : type->methods) std::erase(methods.entries, method);
  if (random.chance(30)) return;
  const std::string& action = random.pick(type->actions).name;
  const auto known = std::ranges::find(type->methods, action, &DraftList::name);
  if (known == type->methods.end()) {
    type->methods.push_back({action, {method}});
  } else {
    known->entries.push_back(method);
  }
}

using Replacement = std::pair<std::string, std::string>;

const std::vector<Replacement> kReplacements{{"request.path", "request.host"},
                                             {"request.host", "request.path"},
                                             {"/admin/", "/admin"},
                                             {"/admin", "/admin/"},
                                             {"/admin", "/api"},
                                             {"/api", "/admin"},
                                             {"a.x.example", "b.x.example"},
                                             {"b.x.example", "a.x.example"},
                                             {"startsWith", "contains"},
                                             {"contains", "endsWith"},
                                             {"GET", "HEAD"},
                                             {"POST", "GET"},
                                             {" == ", " != "},
                                             {" != ", " == "}};

/// Of what a condition tests URLs for.
void change_condition(Draft& draft, Random& random) {
  DraftPolicy* policy = one_of(draft.policies, random);
  if (policy == nullptr || !policy->when) return;
  std::string& text = policy->when->text;
  const bool is_of_url = text.find("request.path") != std::string::npos ||
                         text.find("request.host") != std::string::npos ||
                         text.find("request.method") != std::string::npos;
  for (int tries = 0; tries < 8 && is_of_url; ++tries) {
    const auto& [from, to] = random.pick(kReplacements);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) continue;
    text.replace(at, from.size(), to);
    return;
  }
}

}  // namespace

void mutate_urls(Draft& draft, Random& random) {
  static const std::vector<void (*)(Draft&, Random&)> kEdits{
      change_urls, change_urls, change_urls,    move_url,       move_url,        split_off,
      split_off,   respell,     change_methods, change_methods, change_condition};
  random.pick(kEdits)(draft, random);
}

}  // namespace accessdrift::property
