#include <algorithm>
#include <utility>

#include "accessdrift/format/google_iap/resources.h"

namespace accessdrift::google_iap {
namespace {

constexpr std::string_view kOfProject = "projects/";
/// Told by a side that lacks pages, so that others say where their containers are.
constexpr std::string_view kIsCut = "pages are missing";
constexpr std::string_view kNumbers = "numbers of projects";
constexpr std::string_view kParents = "parents of containers";

std::size_t end_of_project(std::string_view id) { return id.find('/', kOfProject.size()); }

bool is_below_project(std::string_view id) {
  return id.starts_with(kOfProject) && end_of_project(id) != id.npos;
}

}  // namespace

void Resources::take_told_elsewhere(bool is_cut) {
  for (const BetweenSides::Item& told : reading_.between.told(kNumbers))
    note_number(told.front(), told.back());
  if (!is_cut) return;
  reading_.between.tell(kIsCut);
  for (const BetweenSides::Item& told : reading_.between.told(kParents)) {
    if (!parent_of(told.front()) && !is_above(told.front(), told.back()))
      note_parent(told.front(), told.back());
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
  BetweenSides& between = reading_.between;
  for (const auto& [id, number] : number_of_id_)
    between.tell(kNumbers, {std::string(id), std::string(number)});
  const bool is_any_cut = between.is_told(kIsCut);
  for (const Name name : declared_) {
    const std::string_view id = reading_.names.text(name);
    if (is_below_project(id) || (is_any_cut && is_container_name(id)))
      reading_.told_apart.emplace(id);
  }
  if (!is_any_cut) return;
  for (const auto& [container, parent] : parents_)
    between.tell(kParents, {known_by(container), parent});
}

std::vector<Name> Resources::declare_told_apart(const std::optional<CutList>& cut) {
  tell_elsewhere();
  std::vector<Name> supposed;
  SourceReading::File& file = cut ? *cut->file : reading_.files.front();
  const Place place = cut ? cut->place : Place{};
  for (const std::string& id : reading_.told_apart) {
    if (is_declared(id)) continue;
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
