#include <algorithm>
#include <map>
#include <stdexcept>

#include "accessdrift/base/duration.h"
#include "naive_condition.h"
#include "naive_instants.h"

namespace accessdrift::naive {
namespace {

/// What a time or duration can be, as a function of the attribute's instant: `slope` times it, and
/// `seconds`.
struct Form {
  std::int64_t slope = 0;
  std::int64_t seconds = 0;
  friend auto operator<=>(const Form&, const Form&) = default;
};
using Forms = std::set<Form>;

bool is_of_time(TypeKind kind) { return kind == TypeKind::Time || kind == TypeKind::Duration; }

std::int64_t divided_down(std::int64_t number, std::int64_t by) {
  const std::int64_t quotient = number / by;
  return quotient * by != number && (number < 0) != (by < 0) ? quotient - 1 : quotient;
}

/// Numbers and sizes of texts that somebody or something has for an attribute.
void gather_declared_numbers(const Snapshot& side, const std::string& attribute,
                             std::set<std::int64_t>& numbers) {
  for (const auto& file : side.files) {
    for (const AttributeValue& value : file->attribute_values) {
      if (side.text(value.attribute) != attribute) continue;
      const std::string text(side.text(value.value.text));
      if (value.value.kind == Literal::Kind::Integer) numbers.insert(std::stoll(text));
      if (value.value.kind == Literal::Kind::String) numbers.insert(count_code_points(text));
    }
  }
}

/// All that the condition can compare a number with. Sizes of sets lie below four.
std::set<std::int64_t> numbers_in(const Snapshot& side, const Expression& condition) {
  std::set<std::int64_t> numbers;
  for (const Expression::Node& node : condition.nodes) {
    if (const auto* number = std::get_if<std::int64_t>(&node.literal);
        number != nullptr && node.op == Operator::Literal)
      numbers.insert(*number);
    if (const auto* text = std::get_if<std::string>(&node.literal);
        text != nullptr && node.op == Operator::Literal)
      numbers.insert(count_code_points(*text));
    if (node.op == Operator::Size) numbers.insert({0, 1, 2, 3});
    if (node.op == Operator::UserAttribute || node.op == Operator::ResourceAttribute)
      gather_declared_numbers(side, node.name, numbers);
  }
  return numbers;
}

class Gathering {
 public:
  Gathering(const Snapshot& side, const Expression& condition, const std::string& attribute,
            InstantTests& tests)
      : side_(side), condition_(condition), attribute_(attribute), tests_(tests) {
    for (const Expression::Node& node : condition.nodes) {
      const bool binds = node.op == Operator::Exists || node.op == Operator::All;
      if (binds) lists_[node.binding] = node.children[0];
    }
  }

  void gather(const Windows& windows, const Clocks& clocks, const std::set<std::int64_t>& numbers) {
    for (std::uint32_t i = 0; i < condition_.nodes.size(); ++i) {
      const Expression::Node& node = condition_.at(i);
      if (node.op == Operator::Add || node.op == Operator::Subtract) gather_limits(i);
      if (node.op >= Operator::Equal && node.op <= Operator::GreaterOrEqual)
        gather_cuts(node.children[0], node.children[1]);
      const bool is_in_list =
          node.op == Operator::In && condition_.at(node.children[1]).op == Operator::List;
      if (is_in_list) {
        for (const std::uint32_t element : condition_.at(node.children[1]).children)
          gather_cuts(node.children[0], element);
      }
      if (node.op == Operator::InWindow) {
        for (const std::int64_t shift : shifts(node.children[0]))
          add({windows.at(node.name), shift}, tests_.windows);
      }
      if (is_calendar_field(node.op)) {
        for (const std::int64_t shift : shifts(node.children[0]))
          add({node.op, clocks.at(node.name), shift, numbers}, tests_.fields);
      }
    }
  }

 private:
  /// Once, however many conditions ask it.
  template <typename Test>
  static void add(Test test, std::vector<Test>& to) {
    if (std::ranges::find(to, test) == to.end()) to.push_back(std::move(test));
  }

  Forms forms(std::uint32_t index) const {
    const Expression::Node& node = condition_.at(index);
    switch (node.op) {
      case Operator::Literal:
        if (const auto* time = std::get_if<Time>(&node.literal)) return {{0, time->instant}};
        return {{0, std::get<Duration>(node.literal).seconds}};
      case Operator::RequestAttribute:
        return node.name == attribute_ ? Forms{{1, 0}} : Forms{};
      case Operator::UserAttribute:
        if ("user." + node.name == attribute_) return {{1, 0}};
        [[fallthrough]];
      case Operator::ResourceAttribute: {
        Forms all;
        for (const Instant at : declared_times(side_, node.name)) all.insert({0, at});
        return all;
      }
      case Operator::Variable: {
        Forms all;
        for (const std::uint32_t element : condition_.at(lists_.at(node.binding)).children)
          all.merge(forms(element));
        return all;
      }
      case Operator::Conditional: {
        Forms all = forms(node.children[1]);
        all.merge(forms(node.children[2]));
        return all;
      }
      default:
        return sums(node);
    }
  }

  Forms sums(const Expression::Node& node) const {
    const std::int64_t sign = node.op == Operator::Add ? 1 : -1;
    Forms all;
    for (const Form& left : forms(node.children[0])) {
      for (const Form& right : forms(node.children[1]))
        all.insert({left.slope + sign * right.slope, left.seconds + sign * right.seconds});
    }
    return all;
  }

  /// Where `slope * t + seconds` passes `limit`.
  void add_cuts(std::int64_t slope, std::int64_t seconds, std::int64_t limit) {
    if (slope == 0) return;
    const Instant at = divided_down(limit - seconds, slope);
    tests_.cuts.insert({at, at + 1});
  }

  void gather_cuts(std::uint32_t left, std::uint32_t right) {
    if (!is_of_time(condition_.at(left).type)) return;
    for (const Form& one : forms(left)) {
      for (const Form& other : forms(right))
        add_cuts(one.slope - other.slope, one.seconds, other.seconds);
    }
  }

  /// Where a sum gets out of range.
  void gather_limits(std::uint32_t sum) {
    const bool is_time = condition_.at(sum).type == TypeKind::Time;
    for (const Form& form : forms(sum)) {
      add_cuts(form.slope, form.seconds, is_time ? kFirstInstant - 1 : -kLongestDuration - 1);
      add_cuts(form.slope, form.seconds, is_time ? kFirstInstant : -kLongestDuration);
      add_cuts(form.slope, form.seconds, is_time ? kEndOfTime - 1 : kLongestDuration);
      add_cuts(form.slope, form.seconds, is_time ? kEndOfTime : kLongestDuration + 1);
    }
  }

  std::set<std::int64_t> shifts(std::uint32_t time) const {
    std::set<std::int64_t> all;
    for (const Form& form : forms(time)) {
      if (form.slope != 0 && form.slope != 1)
        throw std::logic_error("a clock is asked at a multiple of a time");
      if (form.slope == 1) all.insert(form.seconds);
    }
    return all;
  }

  const Snapshot& side_;
  const Expression& condition_;
  const std::string& attribute_;
  InstantTests& tests_;
  std::map<std::uint32_t, std::uint32_t> lists_;  ///< by binding
};

}  // namespace

void gather_tests(const Snapshot& side, const Expression& condition, const std::string& attribute,
                  InstantTests& tests) {
  Gathering(side, condition, attribute, tests)
      .gather(read_windows(side), read_clocks(side), numbers_in(side, condition));
}

std::set<Instant> declared_times(const Snapshot& side, const std::string& attribute) {
  std::set<Instant> times;
  for (const auto& file : side.files) {
    for (const AttributeValue& value : file->attribute_values) {
      if (side.text(value.attribute) != attribute) continue;
      const auto time = parse_value(side.text(value.value.text), {TypeKind::Time, {}, false});
      if (time) times.insert(std::get<Time>(*time).instant);
    }
  }
  return times;
}

}  // namespace accessdrift::naive
