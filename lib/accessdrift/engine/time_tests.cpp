#include "accessdrift/engine/time_tests.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "accessdrift/base/duration.h"
#include "accessdrift/engine/condition_parts.h"
#include "accessdrift/engine/test_numbers.h"

namespace accessdrift {
namespace {

constexpr std::size_t kMostForms = 4096;

/// `factor` times the time of the request, plus seconds.
struct Form {
  std::int64_t factor = 0;
  std::int64_t seconds = 0;
  friend auto operator<=>(const Form&, const Form&) = default;
};
using Forms = std::set<Form>;

bool is_of_time(TypeKind type) { return type == TypeKind::Time || type == TypeKind::Duration; }

std::int64_t divided_down(std::int64_t number, std::int64_t by) {
  const std::int64_t quotient = number / by;
  return number % by != 0 && (number < 0) != (by < 0) ? quotient - 1 : quotient;
}

class TimeTestCollector {
 public:
  TimeTestCollector(const Expression& expression, const Snapshot& snapshot,
                    const ValuesOf& values_of, TimeTests& tests)
      : expression_(expression), snapshot_(snapshot), values_of_(values_of), tests_(tests) {
    for (const Expression::Node& node : expression.nodes) {
      if (node.op == Operator::Exists || node.op == Operator::All)
        lists_.emplace(node.binding, node.children[0]);
    }
  }

  void collect(std::uint32_t index) {
    visit(expression_, index, [&](const Expression::Node& node) { note(node); });
    visit(expression_, index, [&](const Expression::Node& node) { note_field(node, index); });
  }

 private:
  void note(const Expression::Node& node) {
    switch (node.op) {
      case Operator::Equal:
      case Operator::NotEqual:
      case Operator::Less:
      case Operator::LessOrEqual:
      case Operator::Greater:
      case Operator::GreaterOrEqual:
        if (is_of_time(expression_.at(node.children[0]).type))
          add_crossings(forms(node.children[0]), forms(node.children[1]));
        return;
      case Operator::In: {
        const Expression::Node& list = expression_.at(node.children[1]);
        if (list.op != Operator::List || !is_of_time(list.type)) return;
        for (const std::uint32_t element : list.children)
          add_crossings(forms(node.children[0]), forms(element));
        return;
      }
      case Operator::Add:
      case Operator::Subtract:
        return add_overflow(node);
      case Operator::InWindow:
        return add_window(node);
      default:
        return;
    }
  }

  /// Where a sum leaves the range of its type, it is an error.
  void add_overflow(const Expression::Node& node) {
    const Forms sums = sum(node);
    if (node.type == TypeKind::Time)
      return add_crossings(sums, {{0, kFirstInstant}, {0, kEndOfTime}});
    add_crossings(sums, {{0, -kLongestDuration}, {0, kLongestDuration}});
  }

  /// The instants at which the one side comes to equal the other, and the next ones.
  void add_crossings(const Forms& left, const Forms& right) {
    for (const Form& l : left) {
      for (const Form& r : right) {
        const std::int64_t factor = l.factor - r.factor;
        if (factor == 0) continue;
        const std::int64_t cut = divided_down(r.seconds - l.seconds, factor);
        tests_.cuts.push_back(cut);
        tests_.cuts.push_back(cut + 1);
      }
    }
  }

  [[nodiscard]] Forms forms(std::uint32_t index) {
    const Expression::Node& node = expression_.at(index);
    switch (node.op) {
      case Operator::Literal:
        return of_values({node.literal});
      case Operator::RequestAttribute:
        return {{1, 0}};
      case Operator::UserAttribute:
      case Operator::ResourceAttribute:
        return of_values(values_of_(node.op, node.name));
      case Operator::Variable: {
        Forms all;
        for (const std::uint32_t element : expression_.at(lists_.at(node.binding)).children)
          all.merge(forms(element));
        return bounded(std::move(all));
      }
      case Operator::Conditional: {
        Forms all = forms(node.children[1]);
        all.merge(forms(node.children[2]));
        return bounded(std::move(all));
      }
      default:
        return sum(node);
    }
  }

  [[nodiscard]] Forms sum(const Expression::Node& node) {
    const std::int64_t sign = node.op == Operator::Subtract ? -1 : 1;
    const Forms left = forms(node.children[0]);
    const Forms right = forms(node.children[1]);
    if (left.size() * right.size() > kMostForms) {
      tests_.is_over = true;
      return {};
    }
    Forms all;
    for (const Form& l : left) {
      for (const Form& r : right)
        all.insert({l.factor + sign * r.factor, l.seconds + sign * r.seconds});
    }
    return all;
  }

  [[nodiscard]] Forms bounded(Forms forms) {
    tests_.is_over |= forms.size() > kMostForms;
    return forms;
  }

  [[nodiscard]] static Forms of_values(const std::vector<Value>& values) {
    Forms all;
    for (const Value& value : values) {
      if (const auto* const time = std::get_if<Time>(&value)) all.insert({0, time->instant});
      if (const auto* const length = std::get_if<Duration>(&value))
        all.insert({0, length->seconds});
    }
    return all;
  }

  /// By how many seconds later than the time itself a window or field is asked for. Of more than
  /// one time, or of its double, there is no such number.
  [[nodiscard]] std::vector<std::int64_t> shifts(std::uint32_t index) {
    std::vector<std::int64_t> all;
    for (const Form& form : forms(index)) {
      if (form.factor == 1) all.push_back(form.seconds);
      tests_.is_over |= form.factor != 0 && form.factor != 1;
    }
    return all;
  }

  void add_window(const Expression::Node& node) {
    const auto window = snapshot_.window_by_name.find(node.name);
    if (window == snapshot_.window_by_name.end()) return;
    for (const std::int64_t shift : shifts(node.children[0]))
      tests_.windows.push_back({window->second, shift});
  }

  /// A field is compared with whatever numbers the same test has.
  void note_field(const Expression::Node& node, std::uint32_t test) {
    if (!is_calendar_field(node.op)) return;
    const auto clock = snapshot_.schema.zones->find(node.name);
    if (clock == nullptr) return;
    const std::set<std::int64_t> numbers =
        numbers_of_test(expression_, test, *snapshot_.schema.zones, values_of_);
    for (const std::int64_t shift : shifts(node.children[0])) {
      if (node.op == Operator::GetFullYear) {
        add_years(*clock, numbers, shift);
      } else {
        add_field(node, clock, numbers, shift);
      }
    }
  }

  void add_years(const TimeZone& clock, const std::set<std::int64_t>& numbers, std::int64_t shift) {
    for (const std::int64_t number : numbers) {
      for (const std::int64_t year : {number, number + 1}) {
        for (const Instant cut : year_cuts(clock, year)) tests_.cuts.push_back(cut - shift);
      }
    }
  }

  void add_field(const Expression::Node& node, const std::shared_ptr<const TimeZone>& clock,
                 const std::set<std::int64_t>& numbers, std::int64_t shift) {
    const auto known = std::ranges::find_if(tests_.calendars, [&](const CalendarTest& calendar) {
      return calendar.field == node.op && calendar.zone == node.name && calendar.shift == shift;
    });
    if (known != tests_.calendars.end()) {
      known->constants.insert(known->constants.end(), numbers.begin(), numbers.end());
      return;
    }
    tests_.calendars.push_back(
        {node.op, node.name, clock, {numbers.begin(), numbers.end()}, shift});
  }

  const Expression& expression_;
  const Snapshot& snapshot_;
  const ValuesOf& values_of_;
  TimeTests& tests_;
  std::map<std::uint32_t, std::uint32_t> lists_;  ///< by binding
};

struct Uses {
  bool period = false;
  bool recurrence = false;
};

void note_uses(const Expression& expression, std::uint32_t index, Uses& uses);

/// What the list holds is used as the predicate uses its variable.
void note_uses_of_quantifier(const Expression& expression, const Expression::Node& node,
                             Uses& uses) {
  for (const std::uint32_t element : expression.at(node.children[0]).children) {
    if (expression.at(element).op != Operator::RequestAttribute)
      note_uses(expression, element, uses);
  }
  note_uses(expression, node.children[1], uses);
}

void note_uses(const Expression& expression, std::uint32_t index, Uses& uses) {
  const Expression::Node& node = expression.at(index);
  const bool is_field = is_calendar_field(node.op) && node.op != Operator::GetFullYear;
  if (node.op == Operator::InWindow || is_field) {
    uses.recurrence = true;
    // A sum can leave the range of times, which is an error in some periods.
    const Operator of = expression.at(node.children[0]).op;
    if (of == Operator::RequestAttribute || of == Operator::Variable) return;
  }
  if (node.op == Operator::Exists || node.op == Operator::All)
    return note_uses_of_quantifier(expression, node, uses);
  const bool is_time = node.op == Operator::RequestAttribute || node.op == Operator::Variable;
  if (is_time && node.type == TypeKind::Time) uses.period = true;
  for (const std::uint32_t child : node.children) note_uses(expression, child, uses);
}

}  // namespace

void collect_time_tests(const Expression& expression, std::uint32_t node, const Snapshot& snapshot,
                        const ValuesOf& values_of, TimeTests& tests) {
  TimeTestCollector(expression, snapshot, values_of, tests).collect(node);
}

Universe::TimeUse time_use(const Expression& expression, std::uint32_t node) {
  Uses uses;
  note_uses(expression, node, uses);
  if (!uses.recurrence) return Universe::TimeUse::Period;
  return uses.period ? Universe::TimeUse::Both : Universe::TimeUse::Recurrence;
}

std::vector<Instant> ends_of(const Snapshot& snapshot) {
  std::vector<Instant> ends;
  for (const DeclarationsPointer& file : snapshot.files) {
    for (const auto& [user, until] : file->sign_in_ends) ends.push_back(until.end);
    for (const auto& [mention, until] : file->membership_ends) ends.push_back(until.end);
  }
  return ends;
}

}  // namespace accessdrift
