#include "accessdrift/region/restriction.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "accessdrift/base/quoted_text.h"

namespace accessdrift {
namespace {

using Part = Universe::LevelInfo::Part;

std::vector<bool> flipped(std::vector<bool> cells) {
  cells.flip();
  return cells;
}

bool is_within(const std::vector<bool>& inner, const std::vector<bool>& outer) {
  for (std::size_t cell = 0; cell < inner.size(); ++cell) {
    if (inner[cell] && !outer[cell]) return false;
  }
  return true;
}

std::size_t count_new(const std::vector<bool>& cells, const std::vector<bool>& known) {
  std::size_t count = 0;
  for (std::size_t cell = 0; cell < cells.size(); ++cell)
    count += cells[cell] && !known[cell] ? 1U : 0U;
  return count;
}

void add_cells(std::vector<bool>& all, const std::vector<bool>& more, std::uint32_t first = 0) {
  for (std::size_t cell = 0; cell < more.size(); ++cell) {
    if (more[cell]) all[first + cell] = true;
  }
}

Length length_of(const Restriction& listed) {
  const std::size_t named =
      listed.values.size() + listed.networks.size() + listed.ranges.size() + listed.times.size() +
      std::transform_reduce(listed.texts.begin(), listed.texts.end(), std::size_t{0}, std::plus<>(),
                            [](const TextTerm& term) { return term.size(); });
  return {listed.prefixes.size(), named + listed.prefixes.size()};
}

bool is_only_absent(const Restriction& listed) {
  return length_of(listed) == Length{0, 1} && listed.values.size() == 1 && !listed.values[0];
}

/// Ranges are easier to read than what they leave out, unless that is single numbers; and what
/// passes a test than what does not fail it.
bool reads_well_as_complement(const Restriction& listed) {
  const bool is_double_negation = std::ranges::any_of(listed.texts, [](const TextTerm& term) {
    return std::ranges::none_of(term, &TextLiteral::holds);
  });
  if (is_double_negation) return false;
  return listed.times.empty() && std::ranges::all_of(listed.ranges, [](const IntRange& range) {
           return range.first && range.first == range.last;
         });
}

/// Windows with a name come first, then those of this side, then others.
std::uint32_t rank_of(const Window& window, const Vocabulary& vocabulary) {
  const auto found =
      std::ranges::find(vocabulary.windows, window, &Vocabulary::NamedWindow::window);
  if (found == vocabulary.windows.end()) return 2;
  return found->name.empty() ? 1 : 0;
}

/// Periods, neighbours joined.
std::vector<Restriction::TimeRange> ranges_of(const TimeCells& times,
                                              const std::vector<bool>& inside) {
  std::vector<Restriction::TimeRange> ranges;
  for (std::uint32_t period = 0; period < times.periods(); ++period) {
    if (!inside[period]) continue;
    if (period == 0 || !inside[period - 1])
      ranges.push_back({period == 0 ? std::nullopt : std::optional(times.begin_of(period)), {}});
    ranges.back().end =
        period + 1 == times.periods() ? std::nullopt : std::optional(times.end_of(period));
  }
  return ranges;
}

/// Behind runs of cells that are told otherwise than one by one; the cell itself if it is in none.
std::uint32_t behind_run(const ValueCells& values, std::uint32_t cell) {
  for (const ValueCells::Run* const run :
       {&values.ints(), &values.strings(), &values.addresses(), &values.periods()}) {
    if (run->has(cell)) return behind_run(values, run->first + run->count);
  }
  return cell;
}

/// The cell of the strings that pass no test.
std::optional<std::uint32_t> other_cell(const ValueCells& values) {
  const ValueCells::Run& strings = values.strings();
  if (strings.count == 0 || !values.texts().is_other(strings.count - 1)) return std::nullopt;
  return strings.first + strings.count - 1;
}

bool is_text_without_name(const Universe::Attribute& attribute, std::uint32_t cell) {
  return attribute.values && attribute.values->strings().has(cell) &&
         !attribute.values->texts().is_constant(cell - attribute.values->strings().first);
}

}  // namespace

const Restriction& Words::restriction(Level level, const std::vector<bool>& cells) {
  const auto [known, is_new] = known_[level].try_emplace(cells);
  if (is_new) known->second = shorter_list(level, cells);
  return known->second;
}

/// What is allowed, or what is not.
Restriction Words::shorter_list(Level level, const std::vector<bool>& cells) {
  const Universe::LevelInfo& info = universe_.levels()[level];
  if (info.part == Part::Element) {
    Restriction membership;
    membership.attribute = info.attribute;
    membership.element = info.element;
    membership.values.emplace_back(bool{cells[1]});
    return membership;
  }
  if (info.part == Part::Recurrence) return recurring(level, cells);
  Restriction listed = list(level, cells);
  Restriction others = list(level, flipped(cells));
  others.is_complement = true;
  const auto other = info.part == Part::Whole ? other_cell(universe_.values(level)) : std::nullopt;
  if (other) return cells[*other] ? others : listed;  // what passes no test cannot be listed
  if (is_only_absent(others)) return others;
  return reads_well_as_complement(others) && length_of(others) < length_of(listed) ? others
                                                                                   : listed;
}

Length Words::length(Level level, const std::vector<bool>& cells) {
  if (universe_.levels()[level].part == Part::Recurrence) {
    Length length;
    for (const RecurringTerm& term : recurring_terms_of(level, cells)) {
      length.all += term.size();
      length.nameless +=
          static_cast<std::size_t>(std::ranges::count_if(term, [&](const RecurringTest& test) {
            return !test.window.parts.empty() && rank_of(test.window, vocabulary_) != 0;
          }));
    }
    return length;
  }
  return length_of(restriction(level, cells));
}

std::vector<std::uint32_t> Words::ranks_of(const Recurrence& recurrence) const {
  std::vector<std::uint32_t> ranks;
  for (const WindowTest& test : recurrence.windows())
    ranks.push_back(rank_of(test.window, vocabulary_));
  return ranks;
}

std::vector<bool> Words::shortest_between(Level level, const std::vector<bool>& needed,
                                          const std::vector<bool>& allowed) {
  if (universe_.levels()[level].part != Part::Recurrence) return needed;
  const Recurrence& recurrence = universe_.attribute_of(level).values->times().recurrence();
  std::vector<bool> cells(needed.size(), false);
  for (const RecurringTerm& term :
       recurring_terms(recurrence, needed, allowed, ranks_of(recurrence))) {
    if (const auto of_term = classes_of(recurrence, term)) add_cells(cells, *of_term);
  }
  return cells;
}

const std::vector<RecurringTerm>& Words::recurring_terms_of(Level level,
                                                            const std::vector<bool>& cells) {
  const auto [known, is_new] = recurring_.try_emplace({level, cells});
  if (!is_new) return known->second;
  const Recurrence& recurrence = universe_.attribute_of(level).values->times().recurrence();
  return known->second = recurring_terms(recurrence, cells, cells, ranks_of(recurrence));
}

Restriction Words::recurring(Level level, const std::vector<bool>& cells) {
  Restriction restriction;
  restriction.attribute = universe_.levels()[level].attribute;
  restriction.recurs = true;
  restriction.recurring = recurring_terms_of(level, cells);
  return restriction;
}

/// Everything in the cells, one by one.
Restriction Words::list(Level level, const std::vector<bool>& cells) {
  const Universe::LevelInfo& info = universe_.levels()[level];
  Restriction listed;
  listed.attribute = info.attribute;
  const bool has_runs = info.part == Part::Whole;
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    if (has_runs) cell = behind_run(universe_.values(level), cell);
    if (cell < cells.size() && cells[cell]) listed.values.push_back(info.examples[cell]);
  }
  if (!has_runs) return listed;
  const ValueCells& values = universe_.values(level);
  if (values.strings().count != 0) list_texts(level, cells, listed);
  if (values.ints().count != 0) listed.ranges = values.numbers().ranges(values.ints().of(cells));
  if (values.addresses().count != 0) list_addresses(level, values.addresses().of(cells), listed);
  if (values.periods().count != 0)
    listed.times = ranges_of(values.times(), values.periods().of(cells));
  return listed;
}

/// Constants, which stand behind absent and bools and before any set, and tests for the rest.
void Words::list_texts(Level level, const std::vector<bool>& cells, Restriction& restriction) {
  const ValueCells& values = universe_.values(level);
  const TextCover& cover = text_cover_of(level, values.strings().of(cells));
  std::vector<std::optional<Value>> constants;
  constants.reserve(cover.constants.size());
  for (const std::uint32_t cell : cover.constants)
    constants.emplace_back(values.texts().example(cell));
  const bool has_set = !restriction.values.empty() && restriction.values.back() &&
                       std::holds_alternative<std::set<std::string>>(*restriction.values.back());
  restriction.values.insert(restriction.values.end() - (has_set ? 1 : 0), constants.begin(),
                            constants.end());
  restriction.texts = cover.terms;
}

const TextCover& Words::text_cover_of(Level level, const std::vector<bool>& cells) {
  const auto [known, is_new] = texts_.try_emplace({level, cells});
  if (is_new) {
    const auto covers = covers_.try_emplace(level, universe_.values(level).texts()).first;
    known->second = covers->second.of(cells);
  }
  return known->second;
}

/// Networks as far as they go, prefixes for the rest.
void Words::list_addresses(Level level, const std::vector<bool>& cells, Restriction& restriction) {
  std::vector<bool> rest = cells;
  for (const NamedCells* network : fewest_names(level, cells)) {
    restriction.networks.push_back(*network->name);
    for (std::size_t cell = 0; cell < rest.size(); ++cell)
      rest[cell] = rest[cell] && !network->cells[cell];
  }
  std::ranges::sort(restriction.networks);
  restriction.prefixes = prefixes_of(universe_.values(level).ips().ranges(rest));
}

/// Networks that cover as much of the cells as networks can, and nothing else: the widest first,
/// then without those that are not needed.
std::vector<const Words::NamedCells*> Words::fewest_names(Level level,
                                                          const std::vector<bool>& cells) {
  std::vector<const NamedCells*> within;
  for (const NamedCells& network : named_cells(level)) {
    if (is_within(network.cells, cells)) within.push_back(&network);
  }
  std::vector<const NamedCells*> chosen;
  std::vector<bool> covered(cells.size(), false);
  while (!within.empty()) {
    const auto gain = [&](const NamedCells* network) { return count_new(network->cells, covered); };
    const auto widest = std::ranges::max_element(within, {}, gain);
    if (gain(*widest) == 0) break;
    add_cells(covered, (*widest)->cells);
    chosen.push_back(*widest);
    within.erase(widest);
  }
  for (std::size_t i = chosen.size(); i-- > 0;) {
    std::vector<bool> by_others(cells.size(), false);
    for (const NamedCells* network : chosen) {
      if (network != chosen[i]) add_cells(by_others, network->cells);
    }
    if (is_within(chosen[i]->cells, by_others))
      chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return chosen;
}

const std::vector<Words::NamedCells>& Words::named_cells(Level level) {
  const auto [known, is_new] = named_cells_.try_emplace(level);
  if (!is_new) return known->second;
  for (const Vocabulary::Network& network : vocabulary_.networks) {
    const IpRanges ranges = ranges_of(network.prefixes);
    auto cells = universe_.values(level).ips().cells_of(ranges);
    if (cells && !ranges.empty()) known->second.push_back({&network.name, std::move(*cells)});
  }
  return known->second;
}

std::optional<Box::value_type> Words::cells(const Restriction& restriction) const {
  const Universe::Attribute* const attribute = universe_.find(restriction.attribute);
  if (attribute == nullptr) return std::nullopt;
  if (!restriction.element.empty()) {
    const auto level = attribute->level_of(restriction.element);
    const bool* const is_in = restriction.values.size() == 1 && restriction.values[0]
                                  ? std::get_if<bool>(&*restriction.values[0])
                                  : nullptr;
    if (!level || is_in == nullptr) return std::nullopt;
    return Box::value_type{*level, {!*is_in, *is_in}};
  }
  if (restriction.recurs) return recurring_cells(*attribute, restriction);
  if (!attribute->has_head) return std::nullopt;
  auto cells = listed_cells(attribute->first, restriction);
  if (!cells) return std::nullopt;
  if (restriction.is_complement) cells->flip();
  return Box::value_type{attribute->first, std::move(*cells)};
}

std::optional<std::vector<bool>> Words::listed_cells(Level level,
                                                     const Restriction& restriction) const {
  std::vector<bool> cells(universe_.diagrams().cell_count(level), false);
  const bool is_known =
      add_values(level, restriction, cells) && add_ranges(level, restriction, cells) &&
      add_times(level, restriction, cells) && add_texts(level, restriction, cells) &&
      add_addresses(level, restriction, cells);
  return is_known ? std::optional(std::move(cells)) : std::nullopt;
}

bool Words::add_values(Level level, const Restriction& restriction,
                       std::vector<bool>& cells) const {
  const Universe::Attribute& attribute = universe_.attribute_of(level);
  for (const std::optional<Value>& value : restriction.values) {
    const auto cell = universe_.cell_of(level, value ? Told::present(*value) : Told::absent());
    if (!cell || is_text_without_name(attribute, *cell)) return false;
    cells[*cell] = true;
  }
  return true;
}

bool Words::add_ranges(Level level, const Restriction& restriction,
                       std::vector<bool>& cells) const {
  const auto& values = universe_.attribute_of(level).values;
  if (restriction.ranges.empty()) return true;
  if (!values || values->ints().count == 0) return false;
  for (const IntRange& range : restriction.ranges) {
    const auto numbers = values->numbers().cells_of(range);
    if (!numbers) return false;
    add_cells(cells, *numbers, values->ints().first);
  }
  return true;
}

bool Words::add_texts(Level level, const Restriction& restriction, std::vector<bool>& cells) const {
  const auto& values = universe_.attribute_of(level).values;
  if (restriction.texts.empty()) return true;
  if (!values || values->strings().count == 0) return false;
  for (const TextTerm& term : restriction.texts) {
    const auto of_term = cells_of(values->texts(), term);
    if (!of_term) return false;
    add_cells(cells, *of_term, values->strings().first);
  }
  return true;
}

bool Words::add_times(Level level, const Restriction& restriction, std::vector<bool>& cells) const {
  const auto& values = universe_.attribute_of(level).values;
  if (restriction.times.empty()) return true;
  if (!values || values->periods().count == 0) return false;
  const TimeCells& times = values->times();
  for (const Restriction::TimeRange& range : restriction.times) {
    const auto first = times.period_of(range.begin.value_or(times.begin_of(0)));
    const auto last = times.period_of(range.end.value_or(kEndOfTime) - 1);
    const bool is_exact = first && last && *first <= *last &&
                          (!range.begin || times.begin_of(*first) == *range.begin) &&
                          (!range.end || times.end_of(*last) == *range.end);
    if (!is_exact) return false;
    for (std::uint32_t period = *first; period <= *last; ++period)
      cells[values->periods().first + period] = true;
  }
  return true;
}

std::optional<Box::value_type> Words::recurring_cells(const Universe::Attribute& attribute,
                                                      const Restriction& restriction) const {
  if (!attribute.has_recurrence) return std::nullopt;
  const Recurrence& recurrence = attribute.values->times().recurrence();
  std::vector<bool> cells(recurrence.size(), false);
  for (const RecurringTerm& term : restriction.recurring) {
    const auto classes = classes_of(recurrence, term);
    if (!classes) return std::nullopt;
    add_cells(cells, *classes);
  }
  return Box::value_type{attribute.recurrence(), std::move(cells)};
}

bool Words::add_addresses(Level level, const Restriction& restriction,
                          std::vector<bool>& cells) const {
  const auto ranges = listed_addresses(restriction);
  if (!ranges || ranges->empty()) return ranges.has_value();
  const auto& values = universe_.attribute_of(level).values;
  if (!values || values->addresses().count == 0) return false;
  const auto addresses = values->ips().cells_of(*ranges);
  if (!addresses) return false;
  add_cells(cells, *addresses, values->addresses().first);
  return true;
}

std::optional<IpRanges> Words::listed_addresses(const Restriction& restriction) const {
  std::vector<IpPrefix> prefixes = restriction.prefixes;
  for (const std::string& name : restriction.networks) {
    const auto network = std::ranges::find(vocabulary_.networks, name, &Vocabulary::Network::name);
    if (network == vocabulary_.networks.end()) return std::nullopt;
    prefixes.insert(prefixes.end(), network->prefixes.begin(), network->prefixes.end());
  }
  return ranges_of(prefixes);
}

}  // namespace accessdrift
