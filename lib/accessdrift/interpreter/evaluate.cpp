#include "accessdrift/interpreter/evaluate.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/cel/extraction.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/interpreter/time_values.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

/// The value of a subtree of any type: known; or not known, because it is open or because it is
/// surely an error.
struct Evaluated {
  std::optional<Value> known;
  bool is_open = false;
  bool may_err = false;

  [[nodiscard]] static Evaluated of(const Value& value) { return {value, false, false}; }
  [[nodiscard]] static Evaluated error() { return {std::nullopt, false, true}; }
  [[nodiscard]] bool is_error() const { return !known && !is_open; }
};

Evaluated from_truth(const Truth& truth) {
  if (truth.is_open()) return {std::nullopt, truth.may_hold || truth.may_fail, truth.may_err};
  return truth.may_err ? Evaluated::error() : Evaluated::of(truth.may_hold);
}

Truth to_truth(const Evaluated& value) {
  if (value.is_error()) return Truth::error();
  if (value.known) return Truth::of(std::get<bool>(*value.known));
  return {true, true, value.may_err};
}

/// True if one part is, else an error if one part is, else false.
Truth any_of(const std::vector<Truth>& parts) {
  const auto every = [&](auto&& can) { return std::ranges::all_of(parts, can); };
  const auto some = [&](auto&& can) { return std::ranges::any_of(parts, can); };
  Truth whole;
  whole.may_hold = some([](const Truth& part) { return part.may_hold; });
  whole.may_fail = every([](const Truth& part) { return part.may_fail; });
  whole.may_err = some([](const Truth& part) { return part.may_err; }) &&
                  every([](const Truth& part) { return part.may_fail || part.may_err; });
  return whole;
}

Truth negated(const Truth& truth) { return {truth.may_fail, truth.may_hold, truth.may_err}; }

Truth is_true(const Truth& truth) {
  return {truth.may_hold, truth.may_fail || truth.may_err, false};
}

/// False if one part is, else an error if one part is, else true.
Truth all_of(std::vector<Truth> parts) {
  std::ranges::transform(parts, parts.begin(), negated);
  return negated(any_of(parts));
}

bool compare(Operator op, const Value& left, const Value& right) {
  switch (op) {
    case Operator::Equal:
      return left == right;
    case Operator::NotEqual:
      return left != right;
    case Operator::Less:
      return left < right;
    case Operator::LessOrEqual:
      return left <= right;
    case Operator::Greater:
      return left > right;
    default:
      return left >= right;
  }
}

bool test_text(Operator op, const std::string& text, const std::string& argument) {
  switch (op) {
    case Operator::StartsWith:
      return text.starts_with(argument);
    case Operator::EndsWith:
      return text.ends_with(argument);
    case Operator::Contains:
      return text.find(argument) != std::string::npos;
    default:
      return cel::pattern_matches(argument, text);
  }
}

std::int64_t size_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return static_cast<std::int64_t>(code_points(*text));
  }
  return static_cast<std::int64_t>(std::get<std::set<std::string>>(value).size());
}

class Evaluator {
 public:
  Evaluator(const Expression& expression, const Facts& facts)
      : expression_(expression), facts_(facts) {}

  Truth truth_of(std::uint32_t index) {
    const Expression::Node& node = expression_.at(index);
    switch (node.op) {
      case Operator::Not:
        return negated(truth_of(node.children[0]));
      case Operator::And:
        return all_of(truths_of(node.children));
      case Operator::Or:
        return any_of(truths_of(node.children));
      case Operator::Conditional:
        return choice(node);
      case Operator::IsTrue:
        return is_true(truth_of(node.children[0]));
      case Operator::In:
        return in(node);
      case Operator::InNetwork:
        return in_network(node);
      case Operator::InWindow:
        return in_window(node);
      case Operator::InList:
        return Truth::of(facts_.is_in_list && facts_.is_in_list(node.name));
      case Operator::Has:
        return has(node);
      case Operator::Exists:
      case Operator::All:
        return quantified(node);
      case Operator::Equal:
      case Operator::NotEqual:
      case Operator::Less:
      case Operator::LessOrEqual:
      case Operator::Greater:
      case Operator::GreaterOrEqual:
      case Operator::StartsWith:
      case Operator::EndsWith:
      case Operator::Contains:
      case Operator::Matches:
        return two_values(node);
      default:
        return to_truth(value_of(index));
    }
  }

 private:
  Evaluated value_of(std::uint32_t index) {
    const Expression::Node& node = expression_.at(index);
    switch (node.op) {
      case Operator::Literal:
        return Evaluated::of(node.literal);
      case Operator::UserAttribute:
        return or_error(facts_.user(node.name));
      case Operator::ResourceAttribute:
        return or_error(facts_.resource(node.name));
      case Operator::RequestAttribute:
        return request(node.name);
      case Operator::Variable:
        return variable(node.binding);
      case Operator::Conditional:
        return node.type == TypeKind::Bool ? from_truth(choice(node)) : chosen_value(node);
      case Operator::Size: {
        Evaluated value = value_of(node.children[0]);
        if (value.known) value.known = Value(size_of(*value.known));
        return value;
      }
      case Operator::Extract: {
        Evaluated value = value_of(node.children[0]);
        if (value.known)
          value.known = cel::extraction_of(node.name)->of(std::get<std::string>(*value.known));
        return value;
      }
      case Operator::Add:
        return arithmetic(node, sum_of);
      case Operator::Subtract:
        return arithmetic(node, difference_of);
      default:
        if (is_calendar_field(node.op)) return field_of(node);
        return from_truth(truth_of(index));
    }
  }

  std::vector<Truth> truths_of(const std::vector<std::uint32_t>& nodes) {
    std::vector<Truth> truths;
    truths.reserve(nodes.size());
    for (const std::uint32_t node : nodes) truths.push_back(truth_of(node));
    return truths;
  }

  static Evaluated or_error(const std::optional<Value>& value) {
    return value ? Evaluated::of(*value) : Evaluated::error();
  }

  [[nodiscard]] Evaluated request(const std::string& name) const {
    if (!facts_.is_readable(name)) return Evaluated::error();
    const Told told = facts_.request(name);
    switch (told.state) {
      case Told::State::Present:
        return Evaluated::of(told.value);
      case Told::State::Absent:
        return Evaluated::error();
      case Told::State::NotTold:
        break;
    }
    return {std::nullopt, true, !facts_.is_required(name)};
  }

  [[nodiscard]] Evaluated variable(std::uint32_t binding) const {
    const auto is_bound = [&](const auto& bound) { return bound.first == binding; };
    return std::ranges::find_if(variables_, is_bound)->second;
  }

  /// `c ? x : y`: an error where `c` is; only the chosen one counts.
  Truth choice(const Expression::Node& node) {
    const Truth test = truth_of(node.children[0]);
    const Truth yes = test.may_hold ? truth_of(node.children[1]) : Truth{};
    const Truth no = test.may_fail ? truth_of(node.children[2]) : Truth{};
    return {yes.may_hold || no.may_hold, yes.may_fail || no.may_fail,
            test.may_err || yes.may_err || no.may_err};
  }

  /// The same of a type other than bool.
  Evaluated chosen_value(const Expression::Node& node) {
    const Truth test = truth_of(node.children[0]);
    if (!test.may_hold && !test.may_fail) return Evaluated::error();
    if (!test.may_fail) return with_error(value_of(node.children[1]), test.may_err);
    if (!test.may_hold) return with_error(value_of(node.children[2]), test.may_err);
    return either(value_of(node.children[1]), value_of(node.children[2]), test.may_err);
  }

  static Evaluated with_error(Evaluated value, bool may_err) {
    if (!may_err || value.is_error()) return value;
    return {std::nullopt, true, true};
  }

  static Evaluated either(const Evaluated& a, const Evaluated& b, bool may_err) {
    if (a.is_error() && b.is_error()) return Evaluated::error();
    if (a.known && a.known == b.known) return with_error(a, may_err);
    return {std::nullopt, true, may_err || a.may_err || b.may_err};
  }

  Truth has(const Expression::Node& node) {
    const Expression::Node& attribute = expression_.at(node.children[0]);
    if (attribute.op == Operator::RequestAttribute && !facts_.is_readable(attribute.name))
      return Truth::error();
    const Evaluated value = value_of(node.children[0]);
    if (value.known) return Truth::of(true);
    if (value.is_error()) return Truth::of(false);
    return {true, value.may_err, false};
  }

  Truth two_values(const Expression::Node& node) {
    const Evaluated left = value_of(node.children[0]);
    const Evaluated right = value_of(node.children[1]);
    return test_two(left, right, [&](const Value& a, const Value& b) {
      const bool are_texts = node.op == Operator::StartsWith || node.op == Operator::EndsWith ||
                             node.op == Operator::Contains || node.op == Operator::Matches;
      if (are_texts) return test_text(node.op, std::get<std::string>(a), std::get<std::string>(b));
      return compare(node.op, a, b);
    });
  }

  template <typename Test>
  static Truth test_two(const Evaluated& left, const Evaluated& right, Test&& test) {
    if (left.is_error() || right.is_error()) return Truth::error();
    if (left.known && right.known) return Truth::of(test(*left.known, *right.known));
    return {true, true, left.may_err || right.may_err};
  }

  Truth in(const Expression::Node& node) {
    const Evaluated value = value_of(node.children[0]);
    const Expression::Node& container = expression_.at(node.children[1]);
    if (container.op == Operator::List) return in_list(value, container);
    if (is_never_effective(value, container)) return Truth::of(false);
    return test_two(value, value_of(node.children[1]), [](const Value& element, const Value& set) {
      return std::get<std::set<std::string>>(set).contains(std::get<std::string>(element));
    });
  }

  /// Whatever was not told of a token that is never absent.
  [[nodiscard]] bool is_never_effective(const Evaluated& scope,
                                        const Expression::Node& container) const {
    if (container.op != Operator::RequestAttribute || container.name != kScopes) return false;
    return scope.known && facts_.may_be_effective &&
           !facts_.may_be_effective(std::get<std::string>(*scope.known));
  }

  /// As in CEL, one element that is an error makes the list one.
  Truth in_list(const Evaluated& value, const Expression::Node& list) {
    bool may_err = value.may_err;
    std::vector<Truth> equal;
    if (value.is_error()) return Truth::error();
    for (const std::uint32_t child : list.children) {
      const Evaluated element = value_of(child);
      if (element.is_error()) return Truth::error();
      may_err = may_err || element.may_err;
      const bool are_known = value.known && element.known;
      equal.push_back(are_known ? Truth::of(*value.known == *element.known)
                                : Truth{true, true, false});
    }
    Truth found = any_of(equal);
    found.may_err = may_err;
    return found;
  }

  Truth in_network(const Expression::Node& node) {
    const Evaluated address = value_of(node.children[0]);
    if (address.is_error()) return Truth::error();
    if (!address.known) return {true, true, address.may_err};
    const auto prefixes = facts_.network(node.name);
    return Truth::of(std::ranges::any_of(prefixes, [&](const IpPrefix& prefix) {
      return contains(prefix, std::get<IpAddress>(*address.known));
    }));
  }

  Truth in_window(const Expression::Node& node) {
    const Evaluated time = value_of(node.children[0]);
    if (time.is_error()) return Truth::error();
    if (!time.known) return {true, true, time.may_err};
    const Window* window = facts_.window(node.name);
    return Truth::of(window != nullptr && is_open(*window, std::get<Time>(*time.known).instant));
  }

  /// What is open may be out of range.
  template <typename Operation>
  Evaluated arithmetic(const Expression::Node& node, Operation&& operation) {
    const Evaluated left = value_of(node.children[0]);
    const Evaluated right = value_of(node.children[1]);
    if (left.is_error() || right.is_error()) return Evaluated::error();
    if (!left.known || !right.known) return {std::nullopt, true, true};
    return or_error(operation(*left.known, *right.known));
  }

  Evaluated field_of(const Expression::Node& node) {
    const auto zone = facts_.zone(node.name);
    if (zone == nullptr) return Evaluated::error();
    Evaluated value = value_of(node.children[0]);
    if (value.known)
      value.known = Value(calendar_field(node.op, std::get<Time>(*value.known).instant, *zone));
    return value;
  }

  Truth quantified(const Expression::Node& node) {
    std::vector<Evaluated> elements;
    bool may_err = false;
    for (const std::uint32_t child : expression_.at(node.children[0]).children) {
      elements.push_back(value_of(child));
      if (elements.back().is_error()) return Truth::error();
      may_err = may_err || std::exchange(elements.back().may_err, false);
    }
    std::vector<Truth> parts;
    for (Evaluated& element : elements) {
      variables_.emplace_back(node.binding, std::move(element));
      parts.push_back(truth_of(node.children[1]));
      variables_.pop_back();
    }
    Truth whole = node.op == Operator::Exists ? any_of(parts) : all_of(std::move(parts));
    whole.may_err = whole.may_err || may_err;
    return whole;
  }

  const Expression& expression_;
  const Facts& facts_;
  std::vector<std::pair<std::uint32_t, Evaluated>> variables_;  // of the enclosing exists and all
};

}  // namespace

Truth evaluate(const Expression& expression, std::uint32_t node, const Facts& facts) {
  return Evaluator(expression, facts).truth_of(node);
}

}  // namespace accessdrift::interpreting
