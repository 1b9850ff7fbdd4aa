#include "accessdrift/format/okta/answers.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::okta {
namespace {

using namespace source;

constexpr std::array<std::string_view, 3> kGroupTypes = {"OKTA_GROUP", "APP_GROUP", "BUILT_IN"};
/// Objects of objects of lists; what lies deeper is nothing that clients write.
constexpr std::size_t kDeepest = 3;

bool is_group_type(std::string_view type) {
  return std::ranges::find(kGroupTypes, type) != kGroupTypes.end();
}

void add_lists(SourceReading::File& file, NodeView value, std::vector<std::string_view> keys,
               std::vector<source::FiledList>& lists) {
  const bool is_list = value.is_sequence() || kind_of(value);
  if (is_list) return lists.push_back({&file, value, std::move(keys)});
  if (keys.size() == kDeepest) return;
  each_entry(value, [&](NodeView key, NodeView inner) {
    if (!inner.is_sequence() && !inner.is_mapping()) return;
    std::vector<std::string_view> inside = {key.scalar()};
    inside.insert(inside.end(), keys.begin(), keys.end());
    add_lists(file, inner, std::move(inside), lists);
  });
}

}  // namespace

std::optional<NodeView> profile_text(NodeView resource, std::string_view name) {
  const std::optional<NodeView> profile = find(resource, "profile");
  return profile ? find_text(*profile, name) : std::nullopt;
}

std::string_view linked_id(NodeView resource, std::string_view name) {
  const std::optional<NodeView> links = find(resource, "_links");
  const std::optional<NodeView> link = links ? find(*links, name) : std::nullopt;
  if (!link) return {};
  const std::string_view href = text_of(*link, "href");
  const std::string folder = "/" + std::string(name) + "s/";
  const std::size_t at = href.find(folder);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = href.substr(at + folder.size());
  return rest.substr(0, rest.find_first_of("/?#"));
}

std::optional<Kind> kind_of(NodeView resource) {
  const std::string_view type = text_of(resource, "type");
  if (type == "group_rule") return Kind::Rule;
  if (is_group_type(type) && profile_text(resource, "name")) return Kind::Group;
  const bool is_of_app = !linked_id(resource, "app").empty();
  if (find_text(resource, "scope") && (is_of_app || find(resource, "credentials")))
    return Kind::AppUser;
  if (find_text(resource, "status") && profile_text(resource, "login")) return Kind::User;
  if (find_text(resource, "label") && find_text(resource, "signOnMode")) return Kind::App;
  if (is_of_app && find(resource, "priority")) return Kind::AppGroup;
  if (is_of_app && !linked_id(resource, "group").empty()) return Kind::AppGroup;
  return std::nullopt;
}

bool is_certain(NodeView root) {
  if (kind_of(root)) return true;
  if (root.is_sequence()) return !root.is_empty_collection() && kind_of(root.first_child());
  bool is_certain = false;
  each_entry(root, [&](NodeView, NodeView value) {
    if (is_certain || value.is_scalar() || value.is_empty_collection()) return;
    is_certain = kind_of(value) || (value.is_sequence() && kind_of(value.first_child()));
  });
  return is_certain;
}

std::vector<source::FiledList> lists_of(SourceReading::File& file) {
  std::vector<source::FiledList> lists;
  add_lists(file, NodeView(file.document), {}, lists);
  return lists;
}

}  // namespace accessdrift::okta
