#include "accessdrift/region/universe.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "accessdrift/base/quoted_text.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMaxRelevant = 16;
const std::optional<Value> kSomeSet = std::set<std::string>{};

using Part = Universe::LevelInfo::Part;

Region constant(bool holds) { return holds ? Diagrams::always() : Diagrams::never(); }

}  // namespace

std::optional<Level> Universe::Attribute::level_of(std::string_view element) const {
  const auto found = std::ranges::lower_bound(elements, element);
  if (found == elements.end() || *found != element) return std::nullopt;
  return first_element() + static_cast<Level>(found - elements.begin());
}

const Universe::Attribute* Universe::find(std::string_view attribute) const {
  const auto found = index_.find(attribute);
  return found == index_.end() ? nullptr : &attributes_[found->second];
}

bool Universe::is_over_bounds(std::string_view attribute) const {
  return std::ranges::binary_search(too_many_cells_, attribute);
}

bool Universe::has_attribute(std::string_view attribute) const {
  return find(attribute) != nullptr || is_over_bounds(attribute);
}

Region Universe::where(std::string_view attribute, const Predicate& holds,
                       std::span<const std::string> relevant) {
  const Attribute* const found = find(attribute);
  if (found == nullptr) return where_unknown(attribute, [&] { return holds(std::nullopt); });
  std::vector<Level> elements;
  for (const std::string& element : relevant) {
    if (const auto level = found->level_of(element)) elements.push_back(*level);
  }
  std::ranges::sort(elements);
  const auto repeated = std::ranges::unique(elements);
  elements.erase(repeated.begin(), repeated.end());
  if (elements.size() > kMaxRelevant) {
    diagrams_.exhaust();
    return Diagrams::never();
  }
  std::set<std::string> chosen;
  const bool is_never_set = found->has_head && !found->set_cell;
  const Region if_set = is_never_set ? Diagrams::never() : where_elements(elements, chosen, holds);
  if (found->has_recurrence) return where_time_or_set(*found, TimeUse::Both, holds, if_set);
  return within_care(where_head(*found, holds, if_set));
}

Region Universe::where_time(std::string_view attribute, TimeUse use, const Predicate& holds) {
  const Attribute* const found = find(attribute);
  if (found == nullptr) return where_unknown(attribute, [&] { return holds(std::nullopt); });
  return where_time_or_set(*found, use, holds, constant(holds(kSomeSet)));
}

Region Universe::where_time_or_set(const Attribute& attribute, TimeUse use, const Predicate& holds,
                                   Region if_set) {
  const std::vector<std::optional<Value>>& examples = levels_[attribute.first].examples;
  Region by_class = Diagrams::never();
  if (use == TimeUse::Recurrence && attribute.has_recurrence) {
    by_class = where_class(attribute, [&](std::uint32_t in_class) {
      return holds(levels_[attribute.recurrence()].examples[in_class]);
    });
  }
  std::vector<Region> by_cell(examples.size());
  for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
    const bool is_period = attribute.is_period(cell) && attribute.has_recurrence;
    if (cell == attribute.set_cell) {
      by_cell[cell] = if_set;
    } else if (!is_period || use == TimeUse::Period) {
      by_cell[cell] = constant(holds(examples[cell]));
    } else {
      by_cell[cell] =
          use == TimeUse::Recurrence
              ? by_class
              : where_period(attribute, cell - attribute.values->periods().first, holds);
    }
    if (diagrams_.is_exhausted()) return Diagrams::never();
  }
  return within_care(diagrams_.branch(attribute.first, by_cell));
}

/// Asks the classes of a period one by one, each of which has to be looked for.
Region Universe::where_period(const Attribute& attribute, std::uint32_t period,
                              const Predicate& holds) {
  const TimeCells& times = attribute.values->times();
  const std::vector<std::uint32_t>& occurring = times.classes_in(period);
  if (occurring.size() * times.periods() > kMaxCells) {
    diagrams_.exhaust();
    return Diagrams::never();
  }
  return where_class(attribute, [&](std::uint32_t in_class) {
    return std::ranges::binary_search(occurring, in_class) &&
           holds(Value{Time{times.example(period, in_class)}});
  });
}

Region Universe::where_class(const Attribute& attribute,
                             const std::function<bool(std::uint32_t)>& is_in) {
  std::vector<Region> by_class(levels_[attribute.recurrence()].examples.size());
  for (std::uint32_t in_class = 0; in_class < by_class.size(); ++in_class)
    by_class[in_class] = constant(is_in(in_class));
  return diagrams_.branch(attribute.recurrence(), by_class);
}

Region Universe::before(Instant end) {
  if (const auto known = before_.find(end); known != before_.end()) return known->second;
  const Region region =
      where_time(kTime, TimeUse::Period, [end](const std::optional<Value>& value) {
        const auto* const time = value ? std::get_if<Time>(&*value) : nullptr;
        return time != nullptr && time->instant < end;
      });
  if (!diagrams_.is_exhausted()) before_.emplace(end, region);
  return region;
}

/// Of an attribute that has no levels: absent, or over the bounds.
Region Universe::where_unknown(std::string_view attribute,
                               const std::function<bool()>& holds_if_absent) {
  if (!is_over_bounds(attribute)) return holds_if_absent() ? care_ : Diagrams::never();
  diagrams_.exhaust();
  return Diagrams::never();
}

/// Where the head's cell satisfies `holds`, or, of *a set*, `if_set`.
Region Universe::where_head(const Attribute& attribute, const Predicate& holds, Region if_set) {
  if (!attribute.has_head) return if_set;
  const std::vector<std::optional<Value>>& examples = levels_[attribute.first].examples;
  std::vector<Region> by_cell(examples.size());
  for (std::uint32_t cell = 0; cell < by_cell.size(); ++cell) {
    by_cell[cell] = cell == attribute.set_cell ? if_set : constant(holds(examples[cell]));
  }
  return diagrams_.branch(attribute.first, by_cell);
}

/// Where the set, of whose elements `chosen` are known to be in and all before `elements` decided,
/// satisfies `holds`. Depth: one an element.
Region Universe::where_elements(std::span<const Level> elements, std::set<std::string>& chosen,
                                const Predicate& holds) {
  if (elements.empty()) return constant(holds(chosen));
  const Level level = elements.front();
  const Region out = where_elements(elements.subspan(1), chosen, holds);
  chosen.insert(levels_[level].element);
  const Region in = where_elements(elements.subspan(1), chosen, holds);
  chosen.erase(levels_[level].element);
  return diagrams_.branch(level, std::array{out, in});
}

Region Universe::where_size(std::string_view attribute, const SizePredicate& holds) {
  const Attribute* const found = find(attribute);
  if (found == nullptr) return where_unknown(attribute, [&] { return holds(std::nullopt); });
  const auto is_no_set = [&](const std::optional<Value>&) { return holds(std::nullopt); };
  const bool is_never_set = found->has_head && !found->set_cell;
  return within_care(
      where_head(*found, is_no_set, is_never_set ? Diagrams::never() : where_count(*found, holds)));
}

/// From the last element to the first: by number of elements before it that are in, where the total
/// satisfies `holds`.
Region Universe::where_count(const Attribute& attribute, const SizePredicate& holds) {
  std::vector<Region> by_count;
  for (std::size_t count = 0; count <= attribute.elements.size(); ++count) {
    by_count.push_back(constant(holds(static_cast<std::int64_t>(count))));
  }
  for (std::size_t element = attribute.elements.size(); element-- > 0;) {
    const Level level = attribute.first_element() + static_cast<Level>(element);
    for (std::size_t count = 0; count <= element; ++count) {
      by_count[count] = diagrams_.branch(level, std::array{by_count[count], by_count[count + 1]});
    }
    if (diagrams_.is_exhausted()) return Diagrams::never();
  }
  return by_count.front();
}

std::optional<std::uint32_t> Universe::cell_of(Level level, const Told& told) const {
  const Attribute& attribute = attribute_of(level);
  if (told.state == Told::State::Present) return cell_of(level, told.value);
  const Part part = levels_[level].part;
  if (part == Part::Whole || part == Part::Presence) return attribute.absent_cell;
  if (part == Part::Recurrence || attribute.has_head) return 0;
  return std::nullopt;
}

std::optional<std::uint32_t> Universe::cell_of(Level level, const Value& value) const {
  const Attribute& attribute = attribute_of(level);
  const auto* const set = std::get_if<std::set<std::string>>(&value);
  const auto* const time = std::get_if<Time>(&value);
  switch (levels_[level].part) {
    case Part::Whole:
      return attribute.values->cell_of(value);
    case Part::Presence:
      return set ? attribute.set_cell : std::nullopt;
    case Part::Recurrence:
      return time ? attribute.values->times().class_of(time->instant) : 0;
    case Part::Element:
      if (set) return set->contains(levels_[level].element) ? 1 : 0;
      return attribute.has_head ? std::optional<std::uint32_t>(0) : std::nullopt;
  }
  return std::nullopt;
}

/// Whether some declared type has the value; of absent, whether the attribute may be.
bool Universe::has_value(const Attribute& attribute, const Told& told) const {
  if (attribute.has_head && !cell_of(attribute.first, told)) return false;
  if (attribute.has_recurrence && !cell_of(attribute.recurrence(), told)) return false;
  if (told.state != Told::State::Present) return attribute.has_head;
  const auto* const set = std::get_if<std::set<std::string>>(&told.value);
  if (set == nullptr) return attribute.has_head;
  return std::ranges::all_of(
      *set, [&](const std::string& element) { return attribute.level_of(element).has_value(); });
}

Region Universe::told(std::string_view attribute, const Told& value) {
  if (value.state == Told::State::NotTold) return care();
  const Attribute* const found = find(attribute);
  if (found == nullptr) return where_unknown(attribute, [] { return true; });
  if (!has_value(*found, value)) return Diagrams::never();
  const bool is_set = std::holds_alternative<std::set<std::string>>(value.value);
  const bool is_time = std::holds_alternative<Time>(value.value);
  Region region = Diagrams::always();
  for (Level level = is_set ? found->end() : found->first_element(); level-- > found->first;) {
    if (levels_[level].part == Part::Recurrence && !is_time) continue;
    std::vector<Region> by_cell(levels_[level].examples.size(), Diagrams::never());
    by_cell[*cell_of(level, value)] = region;
    region = diagrams_.branch(level, by_cell);
  }
  const auto* const text = std::get_if<std::string>(&value.value);
  for (const Attribute& opaque : attributes_) {
    const bool is_asked =
        opaque.tested == attribute && value.state == Told::State::Present && text != nullptr;
    if (is_asked) region = diagrams_.intersect(region, told(opaque.name, answered(opaque, *text)));
  }
  return within_care(region);
}

std::optional<RequestAttributes> Universe::witness(Region region) const {
  auto cells = diagrams_.witness(region);
  if (!cells) return std::nullopt;
  std::ranges::replace(*cells, Diagrams::kAnyCell, 0U);
  RequestAttributes attributes;
  for (const Attribute& attribute : attributes_)
    attributes[attribute.name] = example_of(attribute, *cells);
  return attributes;
}

std::string Universe::opaque_name(std::string_view attribute, const TextTest& test) {
  const auto verb = [&]() -> std::string_view {
    switch (test.kind) {
      case TextTest::Kind::StartsWith:
        return " starting with ";
      case TextTest::Kind::EndsWith:
        return " ending with ";
      case TextTest::Kind::Contains:
        return " containing ";
      case TextTest::Kind::Matches:
        return " matching ";
      default:
        return " being ";
    }
  };
  return std::string(attribute).append(verb()) + quoted_text(test.argument);
}

RequestAttributes Universe::with_answers(RequestAttributes attributes) const {
  for (const Attribute& attribute : attributes_) {
    if (attribute.kind != VariableKind::Opaque || attribute.tested.empty()) continue;
    const auto told = attributes.find(attribute.tested);
    if (told == attributes.end() || told->second.state == Told::State::NotTold) continue;
    const auto* const text = told->second.state == Told::State::Present
                                 ? std::get_if<std::string>(&told->second.value)
                                 : nullptr;
    attributes[attribute.name] = Told::present(text != nullptr && oracle_(attribute.test, *text));
  }
  return attributes;
}

Region Universe::as_answered(const std::function<bool(std::string_view)>& asked) {
  Region all = care_;
  for (const Attribute& attribute : attributes_) {
    const bool is_answered = attribute.kind == VariableKind::Opaque && !attribute.tested.empty();
    if (!is_answered || !asked(attribute.tested)) continue;
    const Region answer = where(attribute.tested, [&](const std::optional<Value>& value) {
      const auto* const text = value ? std::get_if<std::string>(&*value) : nullptr;
      return text != nullptr && oracle_(attribute.test, *text);
    });
    const Region yes = where(
        attribute.name, [](const std::optional<Value>& value) { return value == Value{true}; });
    const Region both = diagrams_.intersect(answer, yes);
    const Region neither = diagrams_.subtract(diagrams_.subtract(care_, answer), yes);
    all = diagrams_.intersect(all, diagrams_.unite(both, neither));
  }
  return all;
}

/// A value of the attribute in these cells, one a level.
Told Universe::example_of(const Attribute& attribute,
                          const std::vector<std::uint32_t>& cells) const {
  if (!attribute.has_head) return Told::present(elements_in(attribute, cells));
  const std::uint32_t head = cells[attribute.first];
  if (head == attribute.set_cell) return Told::present(elements_in(attribute, cells));
  const std::optional<Value>& value = levels_[attribute.first].examples[head];
  if (!value || !attribute.has_recurrence || !attribute.is_period(head))
    return value ? Told::present(*value) : Told::absent();
  const std::uint32_t period = head - attribute.values->periods().first;
  return Told::present(
      Time{attribute.values->times().example(period, cells[attribute.recurrence()])});
}

std::set<std::string> Universe::elements_in(const Attribute& attribute,
                                            const std::vector<std::uint32_t>& cells) const {
  std::set<std::string> elements;
  for (Level level = attribute.first_element(); level < attribute.end(); ++level) {
    if (cells[level] == 1) elements.insert(levels_[level].element);
  }
  return elements;
}

std::optional<std::vector<std::uint32_t>> Universe::cells_of(
    const RequestAttributes& told_attributes) const {
  const RequestAttributes attributes = with_answers(told_attributes);
  static const Told kNotTold;
  static const Told kUnanswered = Told::present(false);
  std::vector<std::uint32_t> cells(levels_.size());
  for (const Attribute& attribute : attributes_) {
    const auto found = attributes.find(attribute.name);
    const bool is_answered =
        attribute.kind != VariableKind::Opaque || attribute.is_unread || !attribute.tested.empty();
    const Told& told = found != attributes.end() ? found->second
                       : is_answered             ? kNotTold
                                                 : kUnanswered;
    if (!has_value(attribute, told)) return std::nullopt;
    for (Level level = attribute.first; level < attribute.end(); ++level)
      cells[level] = *cell_of(level, told);
  }
  return cells;
}

bool Universe::contains(Region region, const RequestAttributes& attributes) const {
  const auto cells = cells_of(attributes);
  return cells && diagrams_.contains(region, *cells);
}

std::vector<IpPrefix> Universe::prefixes_of(Level level, std::uint32_t cell) const {
  if (levels_[level].part != Part::Whole) return {};
  const ValueCells::Run& addresses = values(level).addresses();
  if (!addresses.has(cell)) return {};
  std::vector<bool> inside(addresses.count, false);
  inside[cell - addresses.first] = true;
  return accessdrift::prefixes_of(values(level).ips().ranges(inside));
}

}  // namespace accessdrift
