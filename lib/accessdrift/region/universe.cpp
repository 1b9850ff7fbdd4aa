#include "accessdrift/region/universe.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::size_t kMaxRelevant = 16;

using Tests = std::map<std::string, AttributeTests, std::less<>>;
using Part = Universe::LevelInfo::Part;

/// The place of an attribute's levels among those of the other kinds.
int rank(const AttributeTests& tests) {
  if (has_kind(tests, TypeKind::Set)) return 4;
  if (has_kind(tests, TypeKind::Ip)) return 0;
  if (has_kind(tests, TypeKind::Int)) return 1;
  if (has_kind(tests, TypeKind::String)) return 2;
  if (has_kind(tests, TypeKind::Enum)) return 3;
  return 5;
}

bool is_set_only(const AttributeTests& tests) {
  return !tests.types.empty() &&
         std::ranges::all_of(tests.types, [](const AttributeType& type) { return type.kind == TypeKind::Set; });
}

std::vector<std::string> sorted_once(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  const auto repeated = std::ranges::unique(texts);
  texts.erase(repeated.begin(), repeated.end());
  return texts;
}

Region constant(bool holds) { return holds ? Diagrams::always() : Diagrams::never(); }

}  // namespace

Universe::Universe(const Tests& tests, std::size_t node_limit) : diagrams_(lay_out(tests), node_limit) {}

/// Fills everything but the diagrams; the number of cells by level.
std::vector<std::uint32_t> Universe::lay_out(const Tests& tests) {
  std::vector<std::pair<int, const Tests::value_type*>> order;
  for (const auto& named : tests) order.emplace_back(rank(named.second), &named);
  std::ranges::stable_sort(order, {}, [](const auto& ranked) { return ranked.first; });
  for (const auto& [of_kind, named] : order) add_levels(named->first, named->second);
  std::ranges::sort(too_many_cells_);

  std::vector<std::uint32_t> cells_of_level;
  for (const LevelInfo& level : levels_) cells_of_level.push_back(static_cast<std::uint32_t>(level.examples.size()));
  return cells_of_level;
}

void Universe::add_levels(const std::string& name, const AttributeTests& tests) {
  Attribute attribute{.name = name, .first = static_cast<Level>(levels_.size())};
  attribute.elements = sorted_once(declared_values(tests, TypeKind::Set));
  std::vector<LevelInfo> added;
  if (!is_set_only(tests)) {
    attribute.values.emplace(tests, kMaxCells);
    if (attribute.values->size() > kMaxCells) return too_many_cells_.push_back(name);
    const auto& [values] = std::tie(*attribute.values);
    if (values.absent().count != 0) attribute.absent_cell = values.absent().first;
    if (values.set().count != 0) attribute.set_cell = values.set().first;
    added.push_back({.attribute = name, .part = Part::Whole, .element = {}, .examples = values.examples()});
  } else if (may_be_absent(tests)) {
    attribute.absent_cell = 0;
    attribute.set_cell = 1;
    added.push_back({.attribute = name, .part = Part::Presence, .element = {}, .examples = {std::nullopt, std::set<std::string>{}}});
  } else {
    attribute.has_head = false;
  }
  for (const std::string& element : attribute.elements) {
    added.push_back({.attribute = name, .part = Part::Element, .element = element, .examples = {Value{false}, Value{true}}});
  }
  if (levels_.size() + added.size() > kMaxLevels) return too_many_cells_.push_back(name);
  attribute_of_.resize(levels_.size() + added.size(), static_cast<std::uint32_t>(attributes_.size()));
  std::ranges::move(added, std::back_inserter(levels_));
  index_.emplace(name, static_cast<std::uint32_t>(attributes_.size()));
  attributes_.push_back(std::move(attribute));
}
