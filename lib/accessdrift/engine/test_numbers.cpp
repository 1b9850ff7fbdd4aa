#include "accessdrift/engine/test_numbers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/calendar.h"
#include "accessdrift/base/text.h"
#include "accessdrift/engine/condition_parts.h"
#include "accessdrift/region/recurrence.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMostInstants = 4096;
constexpr std::int64_t kMostDays = 366;
constexpr std::int64_t kLastYear = 9999;

bool is_comparison(Operator op) { return op >= Operator::Equal && op <= Operator::In; }

/// Instants and lengths, both in seconds.
using Seconds = std::set<std::int64_t>;

class NumberCollector {
 public:
  NumberCollector(const Expression& expression, const TimeZones& zones, const ValuesOf& values_of)
      : expression_(expression), zones_(zones), values_of_(values_of) {
    for (const Expression::Node& node : expression.nodes) {
      if (node.op != Operator::Exists && node.op != Operator::All) continue;
      lists_.emplace(node.binding, node.children[0]);
      predicates_.emplace(node.children[0], node.children[1]);
    }
  }

  std::set<std::int64_t> collect(std::uint32_t test) {
    std::vector<std::uint32_t> open{test};
    if (const auto predicate = predicates_.find(test); predicate != predicates_.end())
      open.push_back(predicate->second);
    std::set<std::uint32_t> seen;
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      visit(expression_, at, [&](const Expression::Node& node) {
        note(node);
        if (node.op == Operator::Variable && seen.insert(node.binding).second)
          open.push_back(lists_.at(node.binding));
      });
    }
    return std::move(numbers_);
  }

 private:
  /// Once, by however many ways it is come upon.
  void note(const Expression::Node& node) {
    if (!noted_.insert(&node).second) return;
    if (is_calendar_field(node.op)) return note_field(node);
    if (is_comparison(node.op)) return note_fields_that_meet(node);
    switch (node.op) {
      case Operator::Literal:
        return add(node.literal);
      case Operator::UserAttribute:
      case Operator::ResourceAttribute:
        for (const Value& value : values_of_(node.op, node.name)) add(value);
        return;
      default:
        return;
    }
  }

  void add(const Value& value) {
    if (const auto* const number = std::get_if<std::int64_t>(&value)) numbers_.insert(*number);
    if (const auto* const text = std::get_if<std::string>(&value))
      numbers_.insert(static_cast<std::int64_t>(code_points(*text)));
    if (const auto* const set = std::get_if<std::set<std::string>>(&value))
      numbers_.insert(static_cast<std::int64_t>(set->size()));
  }

  void note_field(const Expression::Node& node) {
    const auto clock = zones_.find(node.name);
    if (clock == nullptr) return;
    const std::optional<Seconds> instants = seconds(node.children[0]);
    if (!instants) return add_all(node.op);
    for (const std::int64_t instant : *instants) {
      if (is_in_range(instant)) numbers_.insert(calendar_value(node.op, *clock, instant));
    }
  }

  /// What two fields of the request's time show is not told beforehand. A year meets nothing but
  /// other years at more than kMostDays.
  void note_fields_that_meet(const Expression::Node& comparison) {
    std::map<Operator, std::size_t> fields;
    for (const std::uint32_t side : comparison.children) count_fields_of_request(side, fields);
    std::size_t count = 0;
    for (const auto& [field, times] : fields) count += times;
    if (count < 2) return;
    for (const auto& [field, times] : fields) {
      if (field != Operator::GetFullYear || times > 1) add_all(field);
    }
  }

  void count_fields_of_request(std::uint32_t index, std::map<Operator, std::size_t>& fields) const {
    visit(expression_, index, [&](const Expression::Node& node) {
      if (is_calendar_field(node.op) && reads_request(node.children[0])) ++fields[node.op];
      if (node.op == Operator::Variable) count_fields_of_request(lists_.at(node.binding), fields);
    });
  }

  void add_all(Operator field) {
    const std::int64_t most = field == Operator::GetFullYear ? kLastYear : kMostDays;
    for (std::int64_t number = 0; number <= most; ++number) numbers_.insert(number);
  }

  [[nodiscard]] bool reads_request(std::uint32_t index) const {
    bool reads = false;
    visit(expression_, index, [&](const Expression::Node& node) {
      reads |= node.op == Operator::RequestAttribute;
      if (node.op == Operator::Variable) reads |= reads_request(lists_.at(node.binding));
    });
    return reads;
  }

  /// What a time or a duration can be where it does not hang on the request; nothing: too much.
  [[nodiscard]] std::optional<Seconds> seconds(std::uint32_t index) const {
    const Expression::Node& node = expression_.at(index);
    switch (node.op) {
      case Operator::Literal:
        return of_values({node.literal});
      case Operator::UserAttribute:
      case Operator::ResourceAttribute:
        return of_values(values_of_(node.op, node.name));
      case Operator::Variable:
        return any_of(expression_.at(lists_.at(node.binding)).children);
      case Operator::Conditional:
        return any_of({node.children[1], node.children[2]});
      case Operator::Add:
      case Operator::Subtract:
        return sums(node);
      default:
        return Seconds();
    }
  }

  [[nodiscard]] std::optional<Seconds> any_of(const std::vector<std::uint32_t>& nodes) const {
    Seconds all;
    for (const std::uint32_t node : nodes) {
      std::optional<Seconds> some = seconds(node);
      if (!some) return std::nullopt;
      all.merge(*some);
    }
    return all;
  }

  [[nodiscard]] std::optional<Seconds> sums(const Expression::Node& node) const {
    const std::int64_t sign = node.op == Operator::Subtract ? -1 : 1;
    const std::optional<Seconds> left = seconds(node.children[0]);
    const std::optional<Seconds> right = seconds(node.children[1]);
    if (!left || !right || left->size() * right->size() > kMostInstants) return std::nullopt;
    Seconds all;
    for (const std::int64_t l : *left) {
      for (const std::int64_t r : *right) all.insert(l + sign * r);
    }
    return all;
  }

  [[nodiscard]] static Seconds of_values(const std::vector<Value>& values) {
    Seconds all;
    for (const Value& value : values) {
      if (const auto* const time = std::get_if<Time>(&value)) all.insert(time->instant);
      if (const auto* const length = std::get_if<Duration>(&value)) all.insert(length->seconds);
    }
    return all;
  }

  const Expression& expression_;
  const TimeZones& zones_;
  const ValuesOf& values_of_;
  std::map<std::uint32_t, std::uint32_t> lists_;       ///< by binding
  std::map<std::uint32_t, std::uint32_t> predicates_;  ///< by list
  std::set<const Expression::Node*> noted_;
  std::set<std::int64_t> numbers_;
};

}  // namespace

std::set<std::int64_t> numbers_of_test(const Expression& expression, std::uint32_t test,
                                       const TimeZones& zones, const ValuesOf& values_of) {
  return NumberCollector(expression, zones, values_of).collect(test);
}

}  // namespace accessdrift
