#include "accessdrift/format/entra/answers.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::entra {
namespace {

using namespace source;

struct Word {
  std::string_view text;
  Kind kind;
};

/// `@odata.type` behind `#microsoft.graph.`; others decide nothing here.
constexpr std::array<Word, 11> kTypes = {{{"user", Kind::User},
                                          {"group", Kind::Group},
                                          {"servicePrincipal", Kind::ServicePrincipal},
                                          {"appRoleAssignment", Kind::AppRoleAssignment},
                                          {"directoryRole", Kind::DirectoryRole},
                                          {"unifiedRoleAssignment", Kind::RoleAssignment},
                                          {"conditionalAccessPolicy", Kind::Policy},
                                          {"ipNamedLocation", Kind::Location},
                                          {"countryNamedLocation", Kind::Location},
                                          {"compliantNetworkNamedLocation", Kind::Location},
                                          {"namedLocation", Kind::Location}}};
/// The collection in `@odata.context`, or a file's name.
constexpr std::array<Word, 9> kCollections = {{{"users", Kind::User},
                                               {"groups", Kind::Group},
                                               {"serviceprincipals", Kind::ServicePrincipal},
                                               {"approleassignedto", Kind::AppRoleAssignment},
                                               {"approleassignments", Kind::AppRoleAssignment},
                                               {"directoryroles", Kind::DirectoryRole},
                                               {"roleassignments", Kind::RoleAssignment},
                                               {"policies", Kind::Policy},
                                               {"namedlocations", Kind::Location}}};
constexpr std::string_view kTypePrefix = "#microsoft.graph.";
constexpr std::size_t kDeepest = 3;

template <std::size_t Count>
std::optional<Kind> find_in(const std::array<Word, Count>& words, std::string_view text) {
  for (const Word& word : words) {
    if (text == word.text) return word.kind;
  }
  return std::nullopt;
}

bool has(NodeView resource, std::string_view key) { return find_text(resource, key).has_value(); }

/// `users` of `…/$metadata#users(id,mail)`, `members` of `…#groups('…')/members`.
std::optional<Kind> said_by(std::string_view context) {
  const std::size_t hash = context.find('#');
  if (hash == std::string_view::npos) return std::nullopt;
  std::string path(context.substr(hash + 1));
  // What is selected stands in brackets, and so does whose list it is.
  for (std::size_t open = path.find('('); open != std::string::npos; open = path.find('('))
    path.erase(open, path.find(')', open) - open + 1);
  if (path.ends_with("/$entity")) path.resize(path.size() - std::string_view("/$entity").size());
  return find_in(kCollections, fold_ascii(path.substr(path.rfind('/') + 1)));
}

void add_pages(SourceReading::File& file, NodeView value, std::vector<std::string_view> keys,
               std::vector<Page>& pages) {
  const std::optional<NodeView> answer = find(value, "value");
  if (value.is_sequence() || (!answer && kind_of(value))) {
    Page& page = pages.emplace_back();
    page.file = &file;
    page.items = value;
    page.keys = std::move(keys);
    return;
  }
  if (answer && answer->is_sequence()) {
    Page& page = pages.emplace_back();
    page.file = &file;
    page.items = *answer;
    page.keys = std::move(keys);
    page.next = find_text(value, "@odata.nextLink");
    page.said = said_by(text_of(value, "@odata.context"));
    return;
  }
  if (keys.size() == kDeepest) return;
  each_entry(value, [&](NodeView key, NodeView inner) {
    if (!inner.is_sequence() && !inner.is_mapping()) return;
    std::vector<std::string_view> inside = {key.scalar()};
    inside.insert(inside.end(), keys.begin(), keys.end());
    add_pages(file, inner, std::move(inside), pages);
  });
}

bool starts_with_resource(NodeView list) {
  return list.is_sequence() && !list.is_empty_collection() && kind_of(list.first_child());
}

using Fields = std::initializer_list<std::string_view>;

bool has_all(NodeView resource, Fields fields) {
  return std::ranges::all_of(fields, [&](std::string_view field) { return has(resource, field); });
}
/// Whatever its value is.
bool has_any(NodeView resource, Fields fields) {
  return std::ranges::any_of(
      fields, [&](std::string_view field) { return find(resource, field).has_value(); });
}

bool is_policy(NodeView resource) {
  const std::optional<NodeView> conditions = find(resource, "conditions");
  if (!conditions || !has(resource, "state")) return false;
  return has_any(*conditions, {"users", "applications"}) || has_any(resource, {"grantControls"});
}

/// By what only it has.
std::optional<Kind> kind_by_fields(NodeView resource) {
  if (has(resource, "userPrincipalName")) return Kind::User;
  if (has_all(resource, {"principalId", "appRoleId"})) return Kind::AppRoleAssignment;
  // Assignments of Azure's own roles have a `scope` instead.
  if (has_all(resource, {"principalId", "roleDefinitionId", "directoryScopeId"}))
    return Kind::RoleAssignment;
  if (has(resource, "roleTemplateId")) return Kind::DirectoryRole;
  if (is_policy(resource)) return Kind::Policy;
  if (has(resource, "displayName") && has_any(resource, {"ipRanges", "countriesAndRegions"}))
    return Kind::Location;
  if (has(resource, "appId") &&
      has_any(resource, {"appRoleAssignmentRequired", "servicePrincipalType"}))
    return Kind::ServicePrincipal;
  if (has_any(resource, {"securityEnabled", "mailEnabled", "groupTypes"})) return Kind::Group;
  if (has_all(resource, {"clientId", "consentType"})) return Kind::Other;
  if (has(resource, "appId") && has_any(resource, {"signInAudience"})) return Kind::Other;
  return std::nullopt;
}

}  // namespace

std::optional<Kind> kind_of(NodeView resource) {
  if (!resource.is_mapping()) return std::nullopt;
  const std::string_view type = text_of(resource, "@odata.type");
  if (!type.starts_with(kTypePrefix)) return kind_by_fields(resource);
  const std::optional<Kind> known = find_in(kTypes, type.substr(kTypePrefix.size()));
  return known ? known : Kind::Other;
}

std::optional<Kind> kind_of(const Page& page, NodeView resource) {
  const std::optional<Kind> shown = kind_of(resource);
  if (shown || !find_text(resource, "id")) return shown;
  return page.said;
}

bool is_certain(NodeView root) {
  if (text_of(root, "@odata.context").find("graph.microsoft") != std::string_view::npos)
    return true;
  if (kind_of(root) || starts_with_resource(root)) return true;
  bool is_certain = false;
  each_entry(root, [&](NodeView, NodeView value) {
    is_certain = is_certain || kind_of(value) || starts_with_resource(value);
  });
  return is_certain;
}

std::vector<Page> pages_of(SourceReading::File& file) {
  std::vector<Page> pages;
  const NodeView root(file.document);
  if (!find(root, "error")) add_pages(file, root, {}, pages);
  for (Page& page : pages) {
    const std::vector<Label> labels = labels_of(page);
    if (!page.said && !labels.empty())
      page.said = find_in(kCollections, word_of(labels.front().text));
  }
  return pages;
}

bool is_transitive(const Page& page) { return is_under(page, "transitivemembers"); }

}  // namespace accessdrift::entra
