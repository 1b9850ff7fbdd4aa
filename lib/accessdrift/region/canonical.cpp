#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "accessdrift/base/digest.h"
#include "accessdrift/base/quoted_text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/region/own_budget.h"
#include "accessdrift/region/print.h"
#include "accessdrift/region/recurring_words.h"
#include "accessdrift/region/simplified.h"

namespace accessdrift {
namespace {

using Part = Universe::LevelInfo::Part;

std::string number_ranges_text(const std::vector<IntRange>& ranges) {
  std::string text;
  for (const IntRange& range : ranges) {
    text += "int ";
    if (range.first) text += std::to_string(*range.first);
    text += "..";
    if (range.last) text += std::to_string(*range.last);
    text += ' ';
  }
  return text;
}

std::string address_ranges_text(const IpRanges& ranges) {
  std::string text;
  for (const IpRange& range : ranges)
    text += "ip " + to_text(range.first) + '-' + to_text(range.last) + ' ';
  return text;
}

/// Periods, neighbours joined; the first instant that can be asked for does not show.
std::string period_ranges_text(const TimeCells& times, const std::vector<bool>& inside) {
  std::string text;
  for (std::uint32_t period = 0; period < times.periods(); ++period) {
    if (!inside[period]) continue;
    if (period == 0 || !inside[period - 1])
      text += "time " + (period == 0 ? std::string() : to_text(times.begin_of(period))) + "..";
    const bool is_last = period + 1 == times.periods();
    if (is_last || !inside[period + 1])
      text += (is_last ? std::string() : to_text(times.end_of(period))) + ' ';
  }
  return text;
}

std::string recurring_text(const RecurringTest& test) {
  std::string text;
  if (test.shift != 0) text += std::to_string(test.shift) + "s later ";
  text += test.is_open ? "in " : "out ";
  for (const std::string& window : texts_of(test.window)) text += quoted_text(window) + ' ';
  if (!test.window.parts.empty()) return text;
  return text + std::string(function_of(test.field)) + ' ' + quoted_text(test.zone) + ' ' +
         number_ranges_text(test.ranges);
}

/// What the clocks show, by what their windows and fields mean.
std::string recurrence_text(const Recurrence& recurrence, const std::vector<bool>& inside) {
  std::vector<std::string> terms;
  const std::vector<std::uint32_t> ranks(recurrence.windows().size(), 0);
  for (const RecurringTerm& term : recurring_terms(recurrence, inside, inside, ranks)) {
    std::string text = "{ ";
    for (const RecurringTest& test : term) text += recurring_text(test);
    terms.push_back(text + "} ");
  }
  std::ranges::sort(terms);
  std::string text;
  for (const std::string& term : terms) text += term;
  return text;
}

std::string text_term_text(const TextTerm& term) {
  std::string text = "{ ";
  for (const TextLiteral& literal : term) {
    text +=
        std::string(literal.holds ? "" : "not ") + std::string(word_of(literal.test.kind)) + ' ';
    text += literal.test.kind == TextTest::Kind::LongerThan ? std::to_string(literal.test.length)
                                                            : quoted_text(literal.test.argument);
    text += ' ';
  }
  return text + "} ";
}

/// Of strings, if those that pass no test are in: `not {…}` and those that are out.
std::string strings_text(const TextCells& texts, const TextCovers& covers,
                         std::vector<bool> inside) {
  const bool is_cofinite = texts.is_other(texts.size() - 1) && inside.back();
  if (is_cofinite) inside.flip();
  const TextCover cover = covers.of(inside);
  std::string text = is_cofinite ? "not { " : "";
  for (const std::uint32_t cell : cover.constants) text += quoted_text(texts.example(cell)) + ' ';
  for (const TextTerm& term : cover.terms) text += text_term_text(term);
  return is_cofinite ? text + "} " : text;
}

/// `covers` are of the texts, if there are any.
std::string value_set_text(const ValueCells& values, const TextCovers* covers,
                           const std::vector<bool>& inside) {
  std::string text;
  if (values.absent().count != 0 && inside[values.absent().first]) text += "absent ";
  for (std::uint32_t i = 0; i < values.bools().count; ++i) {
    if (inside[values.bools().first + i]) text += i == 1 ? "true " : "false ";
  }
  if (values.ints().count != 0)
    text += number_ranges_text(values.numbers().ranges(values.ints().of(inside)));
  if (values.strings().count != 0)
    text += strings_text(values.texts(), *covers, values.strings().of(inside));
  if (values.addresses().count != 0)
    text += address_ranges_text(values.ips().ranges(values.addresses().of(inside)));
  if (values.set().count != 0 && inside[values.set().first]) text += "set ";
  if (values.periods().count != 0)
    text += period_ranges_text(values.times(), values.periods().of(inside));
  return text;
}

/// Sets of cells by what is in them: merged, so that how finely they are cut does not show. Each is
/// put in words once.
class CellTexts {
 public:
  explicit CellTexts(const Universe& universe) : universe_(universe) {}

  const std::string& of(Level level, const std::vector<bool>& inside) {
    if (bytes_ > kMostKnown) {
      known_.clear();
      bytes_ = 0;
    }
    const auto [known, is_new] = known_.try_emplace({level, inside});
    if (is_new) {
      known->second = text(level, inside);
      bytes_ += inside.size() / 8 + known->second.size();
    }
    return known->second;
  }

 private:
  std::string text(Level level, const std::vector<bool>& inside) {
    switch (universe_.levels()[level].part) {
      case Part::Whole:
        return value_set_text(universe_.values(level), covers_of(level), inside);
      case Part::Presence:
        return std::string(inside[0] ? "absent " : "") + (inside[1] ? "set " : "");
      case Part::Recurrence:
        return recurrence_text(universe_.attribute_of(level).values->times().recurrence(), inside);
      case Part::Element:
        return std::string(inside[0] ? "out " : "") + (inside[1] ? "in " : "");
    }
    return {};
  }

  const TextCovers* covers_of(Level level) {
    const ValueCells& values = universe_.values(level);
    if (values.strings().count == 0) return nullptr;
    return &covers_.try_emplace(level, values.texts()).first->second;
  }

  static constexpr std::size_t kMostKnown = std::size_t{1} << 25U;

  const Universe& universe_;
  std::map<Level, TextCovers> covers_;
  std::map<std::pair<Level, std::vector<bool>>, std::string> known_;
  std::size_t bytes_ = 0;  ///< of what is known
};

/// Where a node leads, by the text of the cells that lead there; never is left out.
std::map<std::string, Region> edges_of(const Universe& universe, CellTexts& texts, Region region) {
  const Diagrams& diagrams = universe.diagrams();
  const Level level = diagrams.level_of(region);
  std::unordered_map<Region, std::vector<bool>> cells_to;
  for (std::uint32_t cell = 0; cell < diagrams.cell_count(level); ++cell) {
    const Region child = diagrams.child(region, cell);
    if (child == Diagrams::never()) continue;
    cells_to.try_emplace(child, diagrams.cell_count(level), false).first->second[cell] = true;
  }
  std::map<std::string, Region> edges;
  for (const auto& [child, cells] : cells_to) edges.emplace(texts.of(level, cells), child);
  return edges;
}

}  // namespace

/// The diagram, breadth first, one line a node. Its shape depends on the set of requests alone: the
/// order of two attributes is the same in every universe, and a node is there if and only if the
/// rest of the decision depends on its attribute. The edges of a node are ordered by their texts.
std::string canonical_text(Universe& universe, Region region) {
  {
    const OwnBudget budget(universe.diagrams());
    const Region simple = simplified(universe, region);
    if (!universe.diagrams().is_exhausted()) region = simple;
  }
  if (region == Diagrams::never()) return "never";
  if (region == Diagrams::always()) return "always";
  std::vector<Region> nodes{region};
  std::unordered_map<Region, std::size_t> numbers{{region, 0}};
  CellTexts texts(universe);
  std::string text;
  for (std::size_t node = 0; node < nodes.size(); ++node) {
    const Universe::LevelInfo& info = universe.levels()[universe.diagrams().level_of(nodes[node])];
    text += quoted_text(info.attribute) + ' ';
    if (info.part == Part::Element) text += quoted_text(info.element) + ' ';
    for (const auto& [cells, child] : edges_of(universe, texts, nodes[node])) {
      text += ": " + cells + "> ";
      if (child == Diagrams::always()) {
        text += "always ";
        continue;
      }
      const auto [known, is_new] = numbers.try_emplace(child, nodes.size());
      if (is_new) nodes.push_back(child);
      text += std::to_string(known->second) + ' ';
    }
    text += '\n';
  }
  return text;
}

std::string region_digest(Universe& universe, Region region) {
  Digest digest;
  digest.add(canonical_text(universe, region));
  return access_digest(digest);
}

}  // namespace accessdrift
