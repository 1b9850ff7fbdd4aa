#include "accessdrift/interpreter/reason.h"

#include <algorithm>
#include <optional>

#include "accessdrift/base/text.h"
#include "accessdrift/interpreter/clock_text.h"
#include "accessdrift/interpreter/time_values.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::interpreting {
namespace {

constexpr std::size_t kMostNamed = 4;

std::string written(const Value& value) {
  const auto* set = std::get_if<std::set<std::string>>(&value);
  return set != nullptr && set->empty() ? "empty" : shortened(to_text(value), 60);
}

class Reasons {
 public:
  Reasons(const Expression& expression, const Facts& facts, const Voices& voices)
      : expression_(expression), facts_(facts), voices_(voices) {}

  [[nodiscard]] std::string of(std::uint32_t index, Mark mark) const {
    if (mark == Mark::Open) return not_told(index);
    if (mark == Mark::Error) return absent(index);
    const std::uint32_t inner = without_not(index);
    if (auto reason = of_known(inner)) return *reason;
    return values_read(index, mark);
  }

 private:
  using Node = Expression::Node;

  [[nodiscard]] const Node& at(std::uint32_t index) const { return expression_.at(index); }

  [[nodiscard]] static bool is_attribute(const Node& node) {
    return node.op == Operator::UserAttribute || node.op == Operator::ResourceAttribute ||
           node.op == Operator::RequestAttribute;
  }

  [[nodiscard]] std::uint32_t without_not(std::uint32_t index) const {
    while (at(index).op == Operator::Not) index = at(index).children[0];
    return index;
  }

  /// The attributes in a subtree, each once, in the order of the text.
  [[nodiscard]] std::vector<const Node*> attributes(std::uint32_t index) const {
    std::vector<const Node*> found;
    std::vector<std::uint32_t> open = {index};
    while (!open.empty()) {
      const Node& node = at(open.back());
      open.pop_back();
      open.insert(open.end(), node.children.rbegin(), node.children.rend());
      const auto is_same = [&](const Node* other) {
        return other->op == node.op && other->name == node.name;
      };
      if (is_attribute(node) && std::ranges::none_of(found, is_same)) found.push_back(&node);
    }
    return found;
  }

  [[nodiscard]] Told told(const Node& attribute) const {
    if (attribute.op == Operator::RequestAttribute) return facts_.request(attribute.name);
    const bool is_user = attribute.op == Operator::UserAttribute;
    auto value = is_user ? facts_.user(attribute.name) : facts_.resource(attribute.name);
    return value ? Told::present(*std::move(value)) : Told::absent();
  }

  /// `auth.mfa`, `ana.kirk's department`
  [[nodiscard]] std::string name_of(const Node& attribute) const {
    if (attribute.op == Operator::RequestAttribute) return attribute.name;
    return std::string(owner_of(attribute)) + "'s " + attribute.name;
  }

  [[nodiscard]] std::string_view owner_of(const Node& attribute) const {
    return attribute.op == Operator::UserAttribute ? voices_.subject : voices_.resource;
  }

  /// Which scopes are effective hangs on the client, too.
  [[nodiscard]] std::vector<std::string> untold_of(const Node& attribute) const {
    if (attribute.name == kScopes) return voices_.token.not_told();
    return {attribute.name};
  }

  /// `device.os is absent`, `ana.kirk has no department`
  [[nodiscard]] std::string absence_of(const Node& attribute) const {
    if (attribute.op == Operator::RequestAttribute) return attribute.name + " is absent";
    return std::string(owner_of(attribute)) + " has no " + attribute.name;
  }

  [[nodiscard]] std::string phrase(const Node& attribute) const {
    const Told value = told(attribute);
    switch (value.state) {
      case Told::State::Absent:
        return absence_of(attribute);
      case Told::State::NotTold:
        return not_told_of(untold_of(attribute));
      case Told::State::Present:
        break;
    }
    return name_of(attribute) + " is " + written(value.value);
  }

  [[nodiscard]] std::string not_told(std::uint32_t index) const {
    std::vector<std::string> names;
    for (const Node* attribute : attributes(index)) {
      if (told(*attribute).state != Told::State::NotTold) continue;
      for (std::string& name : untold_of(*attribute)) {
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
      }
    }
    return not_told_of(names);
  }

  /// The innermost `&&`, `||`, `!` or `?:` part that makes the whole an error, or the whole.
  [[nodiscard]] std::uint32_t failing_part(std::uint32_t index) const {
    const auto is_error = [&](std::uint32_t part) {
      return evaluate(expression_, part, facts_) == Truth::error();
    };
    for (;;) {
      const Node& node = at(index);
      std::vector<std::uint32_t> parts;
      if (node.op == Operator::And || node.op == Operator::Or || node.op == Operator::Not) {
        parts = node.children;
      } else if (node.op == Operator::Conditional && node.type == TypeKind::Bool) {
        const Truth test = evaluate(expression_, node.children[0], facts_);
        parts = {node.children[test.may_err ? 0 : test.may_hold ? 1 : 2]};
      }
      const auto failing = std::ranges::find_if(parts, is_error);
      if (failing == parts.end()) return index;
      index = *failing;
    }
  }

  /// What stops the evaluation: the first attribute without a value. One that is bare has no truth;
  /// any other cannot be compared.
  [[nodiscard]] std::string absent(std::uint32_t index) const {
    const std::uint32_t part = failing_part(index);
    const std::vector<const Node*> all = attributes(part);
    const auto first = std::ranges::find_if(
        all, [&](const Node* node) { return told(*node).state == Told::State::Absent; });
    if (first == all.end()) return without_value(part);
    return absence_of(**first) +
           (is_attribute(at(part)) ? ", so neither true nor false" : ", so it cannot be compared");
  }

  /// What else can be an error: a sum.
  [[nodiscard]] std::string without_value(std::uint32_t index) const {
    const bool has_sum = has_node(index, [](const Node& node) {
      return node.op == Operator::Add || node.op == Operator::Subtract;
    });
    return has_sum ? "a sum of times is out of range, so it cannot be evaluated"
                   : "it cannot be evaluated";
  }

  template <typename Is>
  [[nodiscard]] bool has_node(std::uint32_t index, Is&& is) const {
    std::vector<std::uint32_t> open = {index};
    while (!open.empty()) {
      const Node& node = at(open.back());
      open.pop_back();
      if (is(node)) return true;
      open.insert(open.end(), node.children.begin(), node.children.end());
    }
    return false;
  }

  /// The forms that have words of their own; what they state is a fact, whatever `!` stands before
  /// them.
  [[nodiscard]] std::optional<std::string> of_known(std::uint32_t index) const {
    const Node& node = at(index);
    switch (node.op) {
      case Operator::InNetwork:
      case Operator::Or:
        return in_networks(index);
      case Operator::In:
        return in(node, evaluate(expression_, index, facts_).may_hold);
      case Operator::InWindow:
        return in_window(node);
      case Operator::InList:
        return in_list(node);
      case Operator::Equal:
      case Operator::NotEqual:
        return equality(node);
      case Operator::StartsWith:
      case Operator::EndsWith:
      case Operator::Contains:
      case Operator::Matches:
        return search(index);
      case Operator::Less:
      case Operator::LessOrEqual:
      case Operator::Greater:
      case Operator::GreaterOrEqual:
        return size(node);
      default:
        return std::nullopt;
    }
  }

  [[nodiscard]] std::string in_list(const Node& node) const {
    const bool is_in = facts_.is_in_list && facts_.is_in_list(node.name);
    return std::string(voices_.subject) + (is_in ? " is in " : " is not in ") + node.name;
  }

  /// Of a network, or of several joined by `||` that are asked about one address.
  [[nodiscard]] std::optional<std::string> in_networks(std::uint32_t index) const {
    std::vector<std::uint32_t> tests = {index};
    if (at(index).op == Operator::Or) tests = at(index).children;
    std::vector<std::string> networks;
    for (const std::uint32_t test : tests) {
      if (at(test).op != Operator::InNetwork) return std::nullopt;
      networks.push_back(voices_.network(at(test).name));
    }
    const Node& address = at(at(tests.front()).children[0]);
    const bool is_one_address = std::ranges::all_of(tests, [&](std::uint32_t test) {
      const Node& other = at(at(test).children[0]);
      return is_attribute(other) && other.op == address.op && other.name == address.name;
    });
    if (!is_one_address) return std::nullopt;
    const Told value = told(address);
    if (value.state != Told::State::Present) return std::nullopt;
    const auto inside = std::ranges::find_if(
        tests, [&](std::uint32_t test) { return evaluate(expression_, test, facts_).may_hold; });
    const std::string text = written(value.value);
    if (inside != tests.end()) return text + " is in network " + voices_.network(at(*inside).name);
    if (networks.size() == 1) return text + " is not in network " + networks.front();
    return text + " is in none of " + list_of(networks);
  }

  /// By the clock of the part that is open, or else of the first one.
  [[nodiscard]] std::optional<std::string> in_window(const Node& node) const {
    const Node& time = at(node.children[0]);
    const Window* window = facts_.window(node.name);
    if (!is_attribute(time) || window == nullptr || window->parts.empty()) return std::nullopt;
    const auto at_time = instant_of(time);
    if (!at_time) return std::nullopt;
    const Instant instant = *at_time;
    const auto open = std::ranges::find_if(
        window->parts, [&](const Window::Part& part) { return is_open(part, instant); });
    const bool is_inside = open != window->parts.end();
    const Window::Part& part = is_inside ? *open : window->parts.front();
    return subject_of(time) + " is " + time_of_week(instant, part.clock->offset_at(instant)) +
           " in " + part.zone + (is_inside ? ", inside " : ", outside ") + node.name + " (" +
           shortened(voices_.window(node.name), 80) + ")";
  }

  /// Nothing if it was not told, or a value of another type was.
  [[nodiscard]] std::optional<Instant> instant_of(const Node& attribute) const {
    const Told value = told(attribute);
    const auto* const time = std::get_if<Time>(&value.value);
    if (value.state != Told::State::Present || time == nullptr) return std::nullopt;
    return time->instant;
  }

  /// `it` is the time of the request.
  [[nodiscard]] std::string subject_of(const Node& time) const {
    const bool is_now = time.op == Operator::RequestAttribute && time.name == kTime;
    return is_now ? "it" : name_of(time);
  }

  /// What a clock shows that a function of the calendar reads: the request's time, in its zone.
  [[nodiscard]] std::optional<std::string> on_a_clock(std::uint32_t index,
                                                      const Node& attribute) const {
    std::string zone;
    (void)has_node(index, [&](const Node& node) {
      const bool reads = is_calendar_field(node.op) && at(node.children[0]).op == attribute.op &&
                         at(node.children[0]).name == attribute.name;
      if (reads) zone = node.name;
      return reads;
    });
    const auto clock = zone.empty() ? nullptr : facts_.zone(zone);
    const auto instant = instant_of(attribute);
    if (clock == nullptr || !instant) return std::nullopt;
    return subject_of(attribute) + " is " + date_and_time(*instant, clock->offset_at(*instant)) +
           " in " + zone;
  }

  [[nodiscard]] std::optional<std::string> in(const Node& node, bool is_in) const {
    const Node& value = at(node.children[0]);
    const Node& container = at(node.children[1]);
    if (container.op == Operator::List) return in_list(value, container, is_in);
    if (!is_attribute(container) || value.op != Operator::Literal) return std::nullopt;
    const std::string element = written(value.literal);
    if (container.name == kScopes)
      return is_in ? "the token has " + element : voices_.token.why_lacking({element});
    return element + (is_in ? " is in " : " is not in ") + name_of(container);
  }

  [[nodiscard]] std::optional<std::string> in_list(const Node& value, const Node& list,
                                                   bool is_in) const {
    if (!is_attribute(value) || told(value).state != Told::State::Present) return std::nullopt;
    std::vector<std::string> elements;
    for (const std::uint32_t child : list.children) {
      if (at(child).op != Operator::Literal) return std::nullopt;
      elements.push_back(written(at(child).literal));
    }
    if (is_in) return phrase(value);
    if (elements.size() == 1) return phrase(value) + ", not " + elements.front();
    return phrase(value) + ", none of " + list_of(elements);
  }

  [[nodiscard]] std::optional<std::string> equality(const Node& node) const {
    const Node* attribute = &at(node.children[0]);
    const Node* literal = &at(node.children[1]);
    if (attribute->op == Operator::Literal) std::swap(attribute, literal);
    if (!is_attribute(*attribute) || literal->op != Operator::Literal) return std::nullopt;
    const Told value = told(*attribute);
    if (value.state != Told::State::Present) return std::nullopt;
    if (value.value == literal->literal) return phrase(*attribute);
    return phrase(*attribute) + ", not " + written(literal->literal);
  }

  /// `auth.note is /admin/x, which does not end with .pdf`; of what is searched for in a constant
  /// the value says enough.
  [[nodiscard]] std::optional<std::string> search(std::uint32_t index) const {
    const Node& node = at(index);
    const Node& text = at(node.children[0]);
    const Node& argument = at(node.children[1]);
    if (!is_attribute(text) || told(text).state != Told::State::Present) return std::nullopt;
    const bool is_known = argument.op == Operator::Literal ||
                          (is_attribute(argument) && told(argument).state == Told::State::Present);
    if (!is_known) return std::nullopt;
    const Value wanted = argument.op == Operator::Literal ? argument.literal : told(argument).value;
    const bool holds = evaluate(expression_, index, facts_).may_hold;
    std::string reason =
        phrase(text) + ", which " + verb_of(node.op, holds) + ' ' + written(wanted);
    if (argument.op != Operator::Literal) reason += ", " + name_of(argument);
    return reason;
  }

  [[nodiscard]] static std::string verb_of(Operator search, bool holds) {
    switch (search) {
      case Operator::StartsWith:
        return holds ? "starts with" : "does not start with";
      case Operator::EndsWith:
        return holds ? "ends with" : "does not end with";
      case Operator::Contains:
        return holds ? "contains" : "does not contain";
      default:
        return holds ? "matches" : "does not match";
    }
  }

  /// `auth.note is /admin, 6 characters long`
  [[nodiscard]] std::optional<std::string> size(const Node& node) const {
    const Node* sized = &at(node.children[0]);
    if (sized->op != Operator::Size) sized = &at(node.children[1]);
    if (sized->op != Operator::Size) return std::nullopt;
    const Node& attribute = at(sized->children[0]);
    if (!is_attribute(attribute) || told(attribute).state != Told::State::Present)
      return std::nullopt;
    const Told value = told(attribute);
    const auto* const text = std::get_if<std::string>(&value.value);
    if (text == nullptr) return std::nullopt;
    const std::size_t count = code_points(*text);
    return phrase(attribute) + ", " + std::to_string(count) +
           (count == 1 ? " character long" : " characters long");
  }

  [[nodiscard]] std::string values_read(std::uint32_t index, Mark mark) const {
    std::vector<std::string> phrases;
    for (const Node* attribute : attributes(index))
      phrases.push_back(on_a_clock(index, *attribute).value_or(phrase(*attribute)));
    (void)has_node(index, [&](const Node& node) {
      if (node.op == Operator::InList) phrases.push_back(in_list(node));
      return false;
    });
    if (phrases.empty())
      return mark == Mark::Ok ? "true for every request" : "false for every request";
    return list_of(phrases);
  }

  const Expression& expression_;
  const Facts& facts_;
  const Voices& voices_;
};

}  // namespace

std::string reason_for(const Expression& expression, std::uint32_t node, Mark mark,
                       const Facts& facts, const Voices& voices) {
  return Reasons(expression, facts, voices).of(node, mark);
}

std::string not_told_of(const std::vector<std::string>& attributes) {
  return list_of(attributes) + (attributes.size() == 1 ? " was not told" : " were not told");
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  const std::size_t named = std::min(names.size(), kMostNamed);
  for (std::size_t i = 0; i < named; ++i) list += (i > 0 ? ", " : "") + names[i];
  if (named < names.size()) list += " and " + std::to_string(names.size() - named) + " more";
  return list;
}

}  // namespace accessdrift::interpreting
