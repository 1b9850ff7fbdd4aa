#include "accessdrift/engine/evaluation.h"

#include <algorithm>

#include "accessdrift/base/duration.h"
#include "accessdrift/base/text.h"
#include "accessdrift/cel/extraction.h"
#include "accessdrift/cel/pattern.h"
#include "accessdrift/region/recurrence.h"

namespace accessdrift {
namespace {

using Answer = std::optional<Value>;

class Evaluation {
 public:
  Evaluation(const Expression& expression, const Snapshot& snapshot, Bindings& bindings)
      : expression_(expression), snapshot_(snapshot), bindings_(bindings) {}

  Answer value(std::uint32_t index) {
    const Expression::Node& node = expression_.at(index);
    switch (node.op) {
      case Operator::Literal:
        return node.literal;
      case Operator::UserAttribute:
        return bindings_.user(node.name);
      case Operator::ResourceAttribute:
        return bindings_.resource(node.name);
      case Operator::RequestAttribute:
        return is_scopes(node) ? effective(request(node)) : request(node);
      case Operator::Variable:
        return variable(node.binding);
      case Operator::Not:
        return negated(value(node.children[0]));
      case Operator::And:
        return junction(node, false);
      case Operator::Or:
        return junction(node, true);
      case Operator::Conditional:
        return conditional(node);
      case Operator::IsTrue:
        return is_true(value(node.children[0]));
      case Operator::In:
        return in(node);
      case Operator::InNetwork:
        return in_network(node);
      case Operator::InWindow:
        return in_window(node);
      case Operator::InList:
        return bindings_.user(std::string(kGroupPrefix) + node.name);
      case Operator::Add:
      case Operator::Subtract:
        return sum(node);
      case Operator::Has:
        return has(node);
      case Operator::Size:
        return size(node);
      case Operator::Extract:
        return extracted(node);
      case Operator::Exists:
        return quantified(node, true);
      case Operator::All:
        return quantified(node, false);
      case Operator::List:
        return std::nullopt;  // lists are read by In, Exists and All only
      default:
        return is_calendar_field(node.op) ? calendar_field(node) : compare(node);
    }
  }

 private:
  [[nodiscard]] static bool is_scopes(const Expression::Node& node) {
    return node.op == Operator::RequestAttribute && node.name == kScopes;
  }

  /// As it was sent.
  [[nodiscard]] Answer request(const Expression::Node& node) const {
    return bindings_.is_request_unreadable ? Answer{} : bindings_.request(node.name);
  }

  /// The declared scopes that the requested ones bring.
  [[nodiscard]] Answer effective(const Answer& requested) const {
    if (!requested) return std::nullopt;
    std::set<std::string> scopes;
    for (const auto& scope : snapshot_.scopes) {
      std::string name(snapshot_.text(scope->name));
      if (brings(std::get<std::set<std::string>>(*requested), name)) scopes.insert(std::move(name));
    }
    return Value(std::move(scopes));
  }

  Answer variable(std::uint32_t binding) const {
    const auto found = std::find_if(bindings_.variables.rbegin(), bindings_.variables.rend(),
                                    [&](const auto& bound) { return bound.first == binding; });
    return found == bindings_.variables.rend() ? Answer{} : Answer{found->second};
  }

  static Answer negated(const Answer& answer) {
    return answer ? Answer{Value(!std::get<bool>(*answer))} : Answer{};
  }

  static Answer is_true(const Answer& answer) {
    return Value(answer.has_value() && std::get<bool>(*answer));
  }

  /// `decides` is the value that settles the whole, errors or not: true for `||` and exists, false
  /// for `&&` and all.
  template <typename Parts, typename ValueOf>
  Answer settle(const Parts& parts, bool decides, ValueOf&& value_of) {
    bool any_error = false;
    for (const auto& part : parts) {
      const Answer answer = value_of(part);
      if (!answer) {
        any_error = true;
      } else if (std::get<bool>(*answer) == decides) {
        return Value(decides);
      }
    }
    return any_error ? Answer{} : Answer{Value(!decides)};
  }

  Answer junction(const Expression::Node& node, bool decides) {
    return settle(node.children, decides, [this](std::uint32_t child) { return value(child); });
  }

  /// A list with an element that is an error is an error itself, as in CEL.
  std::optional<std::vector<Value>> elements(const Expression::Node& list) {
    std::vector<Value> all;
    for (const std::uint32_t child : list.children) {
      Answer element = value(child);
      if (!element) return std::nullopt;
      all.push_back(std::move(*element));
    }
    return all;
  }

  Answer quantified(const Expression::Node& node, bool decides) {
    const std::optional<std::vector<Value>> list = elements(expression_.at(node.children[0]));
    if (!list) return std::nullopt;
    return settle(*list, decides, [&](const Value& element) {
      bindings_.variables.emplace_back(node.binding, element);
      Answer answer = value(node.children[1]);
      bindings_.variables.pop_back();
      return answer;
    });
  }

  Answer conditional(const Expression::Node& node) {
    const Answer test = value(node.children[0]);
    if (!test) return std::nullopt;
    return value(node.children[std::get<bool>(*test) ? 1 : 2]);
  }

  Answer in(const Expression::Node& node) {
    const Answer element = value(node.children[0]);
    const Expression::Node& container = expression_.at(node.children[1]);
    if (container.op == Operator::List) return in_list(element, container);
    if (!element) return std::nullopt;
    const Answer set = is_scopes(container) ? request(container) : value(node.children[1]);
    const std::string* text = std::get_if<std::string>(&*element);
    if (!set || text == nullptr) return std::nullopt;
    const auto* elements = std::get_if<std::set<std::string>>(&*set);
    if (elements == nullptr) return std::nullopt;
    if (is_scopes(container)) return Value(brings(*elements, *text));
    return Value(elements->contains(*text));
  }

  Answer in_list(const Answer& element, const Expression::Node& list) {
    const std::optional<std::vector<Value>> all = elements(list);
    if (!element || !all) return std::nullopt;
    return Value(std::ranges::find(*all, *element) != all->end());
  }

  /// Whether requesting `requested` makes `scope` effective.
  [[nodiscard]] bool brings(const std::set<std::string>& requested,
                            const std::string& scope) const {
    if (bindings_.issuable != nullptr && !bindings_.issuable->contains(scope)) return false;
    const auto found = snapshot_.brought_by.find(snapshot_.names->find(scope));
    if (found == snapshot_.brought_by.end()) return false;
    return std::ranges::any_of(found->second, [&](Name by) {
      return requested.contains(std::string(snapshot_.text(by)));
    });
  }

  Answer in_network(const Expression::Node& node) {
    const Answer value = this->value(node.children[0]);
    if (!value || !std::holds_alternative<IpAddress>(*value)) return std::nullopt;
    const auto found = snapshot_.prefixes.find(snapshot_.names->find(node.name));
    if (found == snapshot_.prefixes.end()) return Value(false);
    return Value(std::ranges::any_of(found->second, [&](const IpPrefix& p) {
      return contains(p, std::get<IpAddress>(*value));
    }));
  }

  Answer in_window(const Expression::Node& node) {
    const Answer value = this->value(node.children[0]);
    const auto* const time = value ? std::get_if<Time>(&*value) : nullptr;
    if (time == nullptr) return std::nullopt;
    const auto window = snapshot_.window_by_name.find(node.name);
    return Value(window != snapshot_.window_by_name.end() &&
                 is_open(window->second, time->instant));
  }

  Answer calendar_field(const Expression::Node& node) {
    const Answer value = this->value(node.children[0]);
    const auto* const time = value ? std::get_if<Time>(&*value) : nullptr;
    const auto clock = snapshot_.schema.zones->find(node.name);
    if (time == nullptr || clock == nullptr) return std::nullopt;
    return Value(calendar_value(node.op, *clock, time->instant));
  }

  Answer sum(const Expression::Node& node) {
    const Answer left = value(node.children[0]);
    const Answer right = value(node.children[1]);
    if (!left || !right) return std::nullopt;
    const std::int64_t sign = node.op == Operator::Subtract ? -1 : 1;
    const std::int64_t total = seconds_of(*left) + sign * seconds_of(*right);
    if (node.type == TypeKind::Time)
      return is_in_range(total) ? Answer{Value(Time{total})} : Answer{};
    const bool is_too_long = total > kLongestDuration || total < -kLongestDuration;
    return is_too_long ? Answer{} : Answer{Value(Duration{total})};
  }

  [[nodiscard]] static std::int64_t seconds_of(const Value& value) {
    const auto* const time = std::get_if<Time>(&value);
    return time != nullptr ? time->instant : std::get<Duration>(value).seconds;
  }

  Answer has(const Expression::Node& node) {
    if (bindings_.is_request_unreadable &&
        expression_.at(node.children[0]).op == Operator::RequestAttribute)
      return {};
    return Value(value(node.children[0]).has_value());
  }

  Answer size(const Expression::Node& node) {
    const Expression::Node& child = expression_.at(node.children[0]);
    if (child.op == Operator::RequestAttribute && bindings_.size_of_request_set)
      return Value(*bindings_.size_of_request_set);
    const Answer value = is_scopes(child) ? request(child) : this->value(node.children[0]);
    if (!value) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&*value))
      return Value(static_cast<std::int64_t>(code_points(*text)));
    const auto* elements = std::get_if<std::set<std::string>>(&*value);
    if (elements == nullptr) return std::nullopt;
    const std::size_t count = is_scopes(child) ? effective_count(*elements) : elements->size();
    return Value(static_cast<std::int64_t>(count));
  }

  [[nodiscard]] std::size_t effective_count(const std::set<std::string>& requested) const {
    return static_cast<std::size_t>(std::ranges::count_if(snapshot_.scopes, [&](const auto& scope) {
      return brings(requested, std::string(snapshot_.text(scope->name)));
    }));
  }

  Answer extracted(const Expression::Node& node) {
    const Answer text = value(node.children[0]);
    if (!text) return std::nullopt;
    return Value(cel::extraction_of(node.name)->of(std::get<std::string>(*text)));
  }

  Answer compare(const Expression::Node& node) {
    const Answer left = value(node.children[0]);
    const Answer right = value(node.children[1]);
    if (!left || !right || left->index() != right->index()) return std::nullopt;
    switch (node.op) {
      case Operator::Equal:
        return Value(*left == *right);
      case Operator::NotEqual:
        return Value(*left != *right);
      case Operator::Less:
        return Value(*left < *right);
      case Operator::LessOrEqual:
        return Value(*left <= *right);
      case Operator::Greater:
        return Value(*left > *right);
      case Operator::GreaterOrEqual:
        return Value(*left >= *right);
      default:
        break;
    }
    const std::string& text = std::get<std::string>(*left);
    const std::string& part = std::get<std::string>(*right);
    switch (node.op) {
      case Operator::StartsWith:
        return Value(text.starts_with(part));
      case Operator::EndsWith:
        return Value(text.ends_with(part));
      case Operator::Contains:
        return Value(text.find(part) != std::string::npos);
      default:
        return Value(cel::pattern_matches(part, text));
    }
  }

  const Expression& expression_;
  const Snapshot& snapshot_;
  Bindings& bindings_;
};

}  // namespace
std::optional<Value> evaluate(const Expression& expression, std::uint32_t node,
                              const Snapshot& snapshot, Bindings& bindings) {
  return Evaluation(expression, snapshot, bindings).value(node);
}

}  // namespace accessdrift
