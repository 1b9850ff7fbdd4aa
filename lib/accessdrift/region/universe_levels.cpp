#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <tuple>
#include <utility>

#include "accessdrift/region/sorted_once.h"
#include "accessdrift/region/universe.h"

/// How attributes become levels, and which of their cells go together.
namespace accessdrift {
namespace {

using Tests = std::map<std::string, AttributeTests, std::less<>>;
using Part = Universe::LevelInfo::Part;

/// The place of an attribute's levels among those of the other kinds.
int rank(const AttributeTests& tests) {
  if (tests.is_opaque || tests.is_unread) return 7;
  if (has_kind(tests, TypeKind::Time)) return 6;
  if (has_kind(tests, TypeKind::Set)) return 4;
  if (has_kind(tests, TypeKind::Ip)) return 0;
  if (has_kind(tests, TypeKind::Int)) return 1;
  if (has_kind(tests, TypeKind::String)) return 2;
  if (has_kind(tests, TypeKind::Enum)) return 3;
  return 5;
}

bool is_set_only(const AttributeTests& tests) {
  return !tests.types.empty() && std::ranges::all_of(tests.types, [](const AttributeType& type) {
    return type.kind == TypeKind::Set;
  });
}

Universe::LevelInfo recurrence_of(const std::string& attribute, const TimeCells& times) {
  Universe::LevelInfo level{
      .attribute = attribute, .part = Part::Recurrence, .element = {}, .examples = {}};
  for (std::uint32_t in_class = 0; in_class < times.classes(); ++in_class)
    level.examples.emplace_back(Time{times.recurrence().example(in_class)});
  return level;
}

}  // namespace

Universe::Universe(const Tests& tests, std::size_t node_limit, TextOracle oracle)
    : oracle_(std::move(oracle)), diagrams_(lay_out(tests), node_limit) {
  find_care();
}

/// Built from the last level to the first. What it takes is bounded by the cells, not by the budget
/// of a target.
void Universe::find_care() {
  diagrams_.resume(
      {std::numeric_limits<std::size_t>::max(), std::numeric_limits<std::size_t>::max(), false});
  for (auto attribute = attributes_.rbegin(); attribute != attributes_.rend(); ++attribute) {
    if (!attribute->has_recurrence) continue;
    const ValueCells& values = *attribute->values;
    std::vector<Region> by_cell(values.size(), care_);
    for (std::uint32_t period = 0; period < values.periods().count; ++period) {
      std::vector<Region> by_class(values.times().classes(), Diagrams::never());
      for (const std::uint32_t in_class : values.times().classes_in(period))
        by_class[in_class] = care_;
      by_cell[values.periods().first + period] =
          diagrams_.branch(attribute->recurrence(), by_class);
    }
    care_ = diagrams_.branch(attribute->first, by_cell);
  }
  diagrams_.start_target();
}

/// Fills everything but the diagrams; the number of cells by level.
std::vector<std::uint32_t> Universe::lay_out(const Tests& tests) {
  std::vector<std::pair<int, const Tests::value_type*>> order;
  for (const auto& named : tests) order.emplace_back(rank(named.second), &named);
  std::ranges::stable_sort(order, {}, [](const auto& ranked) { return ranked.first; });
  for (const auto& [of_kind, named] : order) add_levels(named->first, named->second);
  if (oracle_) add_opaque();
  std::ranges::sort(too_many_cells_);

  std::vector<std::uint32_t> cells_of_level;
  cells_of_level.reserve(levels_.size());
  for (const LevelInfo& level : levels_)
    cells_of_level.push_back(static_cast<std::uint32_t>(level.examples.size()));
  return cells_of_level;
}

void Universe::add_opaque() {
  Tests answers;
  std::map<std::string, std::pair<std::string, TextTest>> tested;
  for (const Attribute& attribute : attributes_) {
    const bool has_texts = attribute.values && attribute.values->strings().count != 0;
    if (!has_texts) continue;
    for (const TextTest& test : attribute.values->texts().opaque()) {
      if (test.kind == TextTest::Kind::LongerThan || test.kind == TextTest::Kind::Below) continue;
      std::string name = opaque_name(attribute.name, test);
      AttributeTests answer;
      answer.types.push_back({TypeKind::Bool, {}, true});
      answers.emplace(name, std::move(answer));
      tested.emplace(std::move(name), std::pair(attribute.name, test));
    }
  }
  for (const auto& [name, tests] : answers) {
    const std::size_t before = attributes_.size();
    add_levels(name, tests);
    if (attributes_.size() == before) continue;
    Attribute& added = attributes_.back();
    added.kind = VariableKind::Opaque;
    levels_.back().kind = VariableKind::Opaque;
    std::tie(added.tested, added.test) = tested.at(name);
  }
}

/// The head's level and cells, none if the attribute is always a set.
std::vector<Universe::LevelInfo> Universe::head_of(Attribute& attribute,
                                                   const AttributeTests& tests) {
  if (!is_set_only(tests)) {
    const ValueCells& values = attribute.values.emplace(tests, kMaxCells);
    if (values.size() > kMaxCells) return {};
    if (values.absent().count != 0) attribute.absent_cell = values.absent().first;
    if (values.set().count != 0) attribute.set_cell = values.set().first;
    std::vector<LevelInfo> levels{{.attribute = attribute.name,
                                   .part = Part::Whole,
                                   .element = {},
                                   .examples = values.examples()}};
    attribute.has_recurrence = values.periods().count != 0 && values.times().has_recurrence();
    if (attribute.has_recurrence) levels.push_back(recurrence_of(attribute.name, values.times()));
    return levels;
  }
  if (!may_be_absent(tests)) return {};
  attribute.absent_cell = 0;
  attribute.set_cell = 1;
  return {{.attribute = attribute.name,
           .part = Part::Presence,
           .element = {},
           .examples = {std::nullopt, std::set<std::string>{}}}};
}

void Universe::add_levels(const std::string& name, const AttributeTests& tests) {
  Attribute attribute;
  attribute.name = name;
  attribute.first = static_cast<Level>(levels_.size());
  attribute.is_declared_in_two_ways = tests.types.size() > 1;
  attribute.is_unread = tests.is_unread;
  attribute.kind = tests.is_opaque || tests.is_unread ? VariableKind::Opaque
                   : tests.is_world                   ? VariableKind::World
                                                      : VariableKind::Request;
  attribute.elements = sorted_once(declared_values(tests, TypeKind::Set));
  std::vector<LevelInfo> added = head_of(attribute, tests);
  attribute.has_head = !added.empty();
  for (const std::string& element : attribute.elements) {
    added.push_back({.attribute = name,
                     .part = Part::Element,
                     .element = element,
                     .examples = {Value{false}, Value{true}}});
  }
  for (LevelInfo& level : added) level.kind = attribute.kind;
  const bool has_too_many_cells = attribute.values && attribute.values->size() > kMaxCells;
  const std::size_t counted = levels_.size() - memberships_;
  const bool are_too_many = !tests.is_membership && counted + added.size() > kMaxLevels;
  if (has_too_many_cells || are_too_many) {
    too_many_cells_.push_back(name);
    return;
  }
  if (tests.is_membership) memberships_ += added.size();
  attribute_of_.resize(levels_.size() + added.size(),
                       static_cast<std::uint32_t>(attributes_.size()));
  std::ranges::move(added, std::back_inserter(levels_));
  index_.emplace(name, static_cast<std::uint32_t>(attributes_.size()));
  attributes_.push_back(std::move(attribute));
}

}  // namespace accessdrift
