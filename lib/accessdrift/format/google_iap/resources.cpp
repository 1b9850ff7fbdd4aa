#include "accessdrift/format/google_iap/resources.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::find_text;
using source::text_of;

constexpr std::string_view kContainer = "google-cloud";
constexpr std::string_view kWeb = "iap-web";
constexpr std::string_view kTunnel = "iap-tunnel";

/// A `parent` is a name, or a type and an id.
std::string parent_in(NodeView container) {
  const std::optional<NodeView> parent = find(container, "parent");
  if (!parent) return {};
  if (parent->kind() == NodeKind::String) return std::string(parent->scalar());
  const std::string_view type = text_of(*parent, "type");
  const std::optional<NodeView> id = find(*parent, "id");
  if (type.empty() || !id || !id->is_scalar()) return {};
  return std::string(type) + "s/" + std::string(id->scalar());
}

std::string number_in(NodeView project) {
  const std::optional<NodeView> number = find(project, "projectNumber");
  if (number && number->is_scalar()) return std::string(number->scalar());
  const std::string_view name = text_of(project, "name");
  return name.starts_with("projects/") ? std::string(name.substr(9)) : std::string();
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void Resources::note(NodeView container) {
  const std::string_view id = text_of(container, "projectId");
  if (!id.empty()) {
    note_number(id, number_in(container));
    note_parent("projects/" + std::string(id), parent_in(container));
    return;
  }
  const std::string_view name = text_of(container, "name");
  note(name);
  note_parent(std::string(name), parent_in(container));
}

void Resources::note_number(std::string_view id, std::string_view number) {
  if (!is_number(number) || is_number(id) || id.empty()) return;
  id_of_number_.emplace(number, id);
  number_of_id_.emplace(id, number);
}

void Resources::note_search(NodeView asset) {
  constexpr std::string_view kProject = "projects/";
  const std::string_view name = without_service(text_of(asset, "resource"));
  const std::string_view project = text_of(asset, "project");
  if (!project.starts_with(kProject)) return;
  const bool is_project =
      name.starts_with(kProject) && name.find('/', kProject.size()) == name.npos;
  if (is_project) note_number(name.substr(kProject.size()), project.substr(kProject.size()));
  std::string below(project);
  const auto go_up = [&](std::string_view container) {
    note(container);
    note_parent(below, std::string(container));
    below = container;
  };
  each_item(asset, "folders", [&](NodeView folder) {
    if (folder.kind() == NodeKind::String) go_up(folder.scalar());
  });
  if (const std::string_view organization = text_of(asset, "organization"); !organization.empty())
    go_up(organization);
}

void Resources::note(std::string_view name) {
  name = without_service(name);
  has_folders_ = has_folders_ || name.starts_with("folders/");
  if (name.starts_with("organizations/"))
    organizations_.emplace(name.substr(0, name.find('/', sizeof("organizations"))));
}

void Resources::note_ancestors(NodeView list) {
  const auto [begin, end] = list.place();
  const std::string_view written = list.document().text->bytes().substr(begin, end - begin);
  const bool is_plain = written.find('*') == written.npos;  // no alias of YAML
  if (is_plain && std::exchange(last_ancestors_, written) == written) return;
  std::string below;
  each_item(list, [&](NodeView item) {
    std::string name;
    if (item.kind() == NodeKind::String) {
      name = item.scalar();
    } else if (const std::optional<NodeView> id = find(item, "id"); id && id->is_scalar()) {
      name = std::string(text_of(item, "type")) + "s/" + std::string(id->scalar());
    }
    note(name);
    if (!below.empty()) note_parent(below, name);
    if (is_container_word(name.substr(0, name.find('/')))) below = name;
  });
}

void Resources::note_parent(const std::string& container, std::string parent) {
  if (!is_container_word(container.substr(0, container.find('/'))) || parent.empty()) return;
  note(parent);
  parents_.emplace(container, std::move(parent));
}

std::string Resources::known_by(std::string_view container) const {
  constexpr std::string_view kProject = "projects/";
  if (!container.starts_with(kProject)) return std::string(container);
  const auto id = id_of_number_.find(container.substr(kProject.size()));
  return id == id_of_number_.end() ? std::string(container) : std::string(kProject) + id->second;
}

std::string Resources::number_of(std::string_view id) const {
  const auto known = number_of_id_.find(id);
  return known == number_of_id_.end() ? std::string() : known->second;
}

std::optional<std::string> Resources::parent_of(const std::string& container) const {
  if (const auto told = parents_.find(container); told != parents_.end()) return told->second;
  const std::string_view id = std::string_view(container).substr(container.find('/') + 1);
  const auto number = number_of_id_.find(id);
  if (!container.starts_with("projects/") || number == number_of_id_.end()) return std::nullopt;
  const auto told = parents_.find("projects/" + number->second);
  return told == parents_.end() ? std::nullopt : std::optional(told->second);
}

Name Resources::declare(SourceReading::File& file, std::string_view name, Place place) {
  const std::vector<std::string_view> segments = segments_of(without_service(name));
  if (segments.size() < 2 || !is_container_word(segments[0])) return {};
  const auto steps = steps_below(segments);
  if (!steps || (!steps->empty() && segments[0] != "projects")) return {};
  std::string id = known_by(std::string(segments[0]) + '/' + std::string(segments[1]));
  id.reserve(name.size());
  declare_container(file, id, place);
  Name made = reading_.names.intern(id);
  std::size_t at = 2;
  for (const std::size_t step : *steps) {
    const Name parent = made;
    for (std::size_t i = 0; i < step; ++i) {
      id += '/';
      id += segments[at++];
    }
    made = reading_.names.intern(id);
    if (begin_declaring(made))
      add(file, made, parent, segments[2] == "iap_web" ? kWeb : kTunnel, place);
  }
  return made;
}

bool Resources::begin_declaring(Name id) {
  if (is_declared_.find(id)) return false;
  is_declared_.set(id, true);
  declared_.push_back(id);
  return true;
}

bool Resources::is_declared(std::string_view id) const {
  const Name name = reading_.names.find(id);
  return !name.is_none() && is_declared_.find(name);
}

/// It and what it lies in, from the top down.
void Resources::declare_container(SourceReading::File& file, const std::string& id, Place place) {
  std::vector<std::pair<Name, Name>> chain;  // and the parent of each
  for (std::string at = id; !at.empty();) {
    const Name name = reading_.names.intern(at);
    if (!begin_declaring(name)) break;
    const std::string told = parent_or_only(file, at, place);
    const std::vector<std::string_view> segments = segments_of(told);
    const bool is_one = segments.size() == 2 && is_container_word(segments[0]);
    at = is_one ? known_by(told) : std::string();
    chain.emplace_back(name, at.empty() ? Name{} : reading_.names.intern(at));
  }
  for (auto one = chain.rbegin(); one != chain.rend(); ++one)
    add(file, one->first, one->second, kContainer, place);
}

/// Of what no file says where it is: the organisation, if there is one only.
std::string Resources::parent_or_only(SourceReading::File& file, const std::string& id,
                                      Place place) {
  if (const std::optional<std::string> parent = parent_of(id)) return *parent;
  if (id.starts_with("organizations/")) return {};
  std::string only = organizations_.size() == 1 ? *organizations_.begin() : std::string();
  if (has_folders_ || !organizations_.empty()) tell_untold(file, id, only, place);
  return only;
}

void Resources::tell_untold(SourceReading::File& file, const std::string& id,
                            std::string_view parent, Place place) {
  if (std::exchange(has_told_parent_, true)) return;
  Diagnostic& problem =
      source::warn(reading_, "untold-parent", "it is not told where `" + shortened(id) + "` is",
                   {file.document.text.get(), place});
  problem.label = parent.empty()
                      ? "so what it inherits is not known"
                      : "taken to be right below `" + shortened(parent) + "`, as all such are";
  problem.help = "gcloud projects list --format=json";
}

Name Resources::declare_untold(SourceReading::File& file, std::string_view name, Place place) {
  const Name id = reading_.names.intern(name);
  if (begin_declaring(id)) add(file, id, {}, kContainer, place);
  return id;
}

void Resources::add(SourceReading::File& file, Name name, Name parent, std::string_view type,
                    Place place) {
  const std::string_view id = reading_.names.text(name);
  ResourceDeclaration resource;
  resource.id = name;
  resource.key = place;
  resource.body = place;
  resource.type = NamePlace{reading_.names.intern(type), place};
  if (!parent.is_none()) resource.parent = NamePlace{parent, place};
  const bool is_asked_for = id.find("/versions/") != id.npos || id.find("/instances/") != id.npos ||
                            id.find("/destGroups/") != id.npos;
  add_names(file, resource, id, is_asked_for);
  file.declarations.resources.push_back(std::move(resource));
}

void Resources::add_names(SourceReading::File& file, ResourceDeclaration& resource,
                          std::string_view id, bool is_asked_for) {
  std::vector<AttributeValue>& values = file.declarations.attribute_values;
  resource.attributes = {static_cast<std::uint32_t>(values.size()), 0};
  constexpr std::string_view kProject = "projects/";
  if (!id.starts_with(kProject)) return;
  const std::size_t end = std::min(id.find('/', kProject.size()), id.size());
  std::string number(id.substr(kProject.size(), end - kProject.size()));
  if (const auto known = number_of_id_.find(number); known != number_of_id_.end())
    number = known->second;
  if (!is_number(number)) return;
  AttributeValue value;
  value.attribute = reading_.names.intern(is_asked_for ? "google_name" : "google_names_begin");
  std::string text(kProject);
  text += number;
  text += id.substr(end);
  if (!is_asked_for) text += '/';
  value.value.text = reading_.names.intern(text);
  value.key = resource.key;
  value.place = resource.key;
  values.push_back(value);
  resource.attributes.count = 1;
}

}  // namespace accessdrift::google_iap
