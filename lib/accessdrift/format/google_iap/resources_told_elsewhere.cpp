#include <algorithm>
#include <utility>

#include "accessdrift/format/google_iap/resources.h"

namespace accessdrift::google_iap {
namespace {

constexpr std::string_view kOfProject = "projects/";
/// Told apart by a side that lacks pages, so that others say where their containers are.
constexpr std::string_view kIsCut = "pages are missing";
/// Between a container and what is told of it: no name has that.
constexpr char kTells = '\x1f';

std::size_t end_of_project(std::string_view id) { return id.find('/', kOfProject.size()); }

bool is_below_project(std::string_view id) {
  return id.starts_with(kOfProject) && end_of_project(id) != id.npos;
}

/// `projects/shop` and what is told of it.
std::optional<std::pair<std::string_view, std::string_view>> told_in(std::string_view text) {
  const std::size_t at = text.find(kTells);
  if (at == text.npos) return std::nullopt;
  return std::pair(text.substr(0, at), text.substr(at + 1));
}

std::string told_of(std::string_view container, std::string_view what) {
  std::string text(container);
  text += kTells;
  text += what;
  return text;
}

}  // namespace

void Resources::take_told_elsewhere(bool is_cut) {
  if (is_cut) reading_.told_apart.emplace(kIsCut);
  for (const std::string& text : reading_.told_apart) {
    const auto tells = told_in(text);
    if (!tells) continue;
    const auto& [container, what] = *tells;
    if (!is_container_name(what)) {
      note_number(container.substr(std::min(kOfProject.size(), container.size())), what);
    } else if (is_cut && !parent_of(std::string(container)) && !is_above(container, what)) {
      note_parent(std::string(container), std::string(what));
    }
  }
}

/// What another side tells may have moved: nothing is put into what is below it here.
bool Resources::is_above(std::string_view container, std::string_view other) const {
  std::set<std::string> seen;
  for (std::optional<std::string> at = std::string(other); at; at = parent_of(*at)) {
    if (known_by(*at) == known_by(container)) return true;
    if (!seen.insert(*at).second) return false;
  }
  return false;
}

void Resources::tell_elsewhere() {
  std::set<std::string>& apart = reading_.told_apart;
  for (const auto& [id, number] : number_of_id_)
    apart.insert(told_of(std::string(kOfProject) + id, number));
  const bool is_any_cut = apart.contains(std::string(kIsCut));
  for (const Name name : declared_) {
    const std::string_view id = reading_.names.text(name);
    if (is_below_project(id) || (is_any_cut && is_container_name(id))) apart.emplace(id);
  }
  if (!is_any_cut) return;
  for (const auto& [container, parent] : parents_)
    apart.insert(told_of(known_by(container), parent));
}

std::vector<Name> Resources::declare_told_apart(const std::optional<CutList>& cut) {
  tell_elsewhere();
  std::vector<Name> supposed;
  SourceReading::File& file = cut ? *cut->file : reading_.files.front();
  const Place place = cut ? cut->place : Place{};
  for (const std::string& id : reading_.told_apart) {
    if (told_in(id) || is_declared(id)) continue;
    const bool is_below = is_below_project(id);
    const std::string_view container =
        is_below ? std::string_view(id).substr(0, end_of_project(id)) : std::string_view(id);
    const bool is_here = is_below && is_declared(container);
    if (!is_container_name(container) || (!is_here && !cut)) continue;
    const std::size_t known = declared_.size();
    (void)declare(file, id, place);
    if (!is_here) add_containers(known, supposed);
  }
  return supposed;
}

/// Of what was declared since.
void Resources::add_containers(std::size_t since, std::vector<Name>& all) const {
  for (std::size_t i = since; i < declared_.size(); ++i)
    if (is_container_name(reading_.names.text(declared_[i]))) all.push_back(declared_[i]);
}

}  // namespace accessdrift::google_iap
