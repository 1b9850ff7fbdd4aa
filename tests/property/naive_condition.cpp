#include "naive_condition.h"

#include <re2/re2.h>

#include <memory>
#include <unordered_map>

namespace accessdrift::naive {
namespace {

Truth as_truth(bool b) { return b ? Truth::True : Truth::False; }

Truth negated(Truth truth) {
  if (truth == Truth::Error) return Truth::Error;
  return as_truth(truth == Truth::False);
}

}  // namespace

bool finds_pattern(const std::string& text, const std::string& pattern) {
  static std::unordered_map<std::string, std::unique_ptr<re2::RE2>> compiled;
  auto& regex = compiled[pattern];
  if (!regex) regex = std::make_unique<re2::RE2>(pattern, re2::RE2::Quiet);
  return re2::RE2::PartialMatch(text, *regex);
}

std::int64_t count_code_points(const std::string& text) {
  std::int64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

Truth Evaluator::truth_of(std::uint32_t index) {
  const Node& node = expression_.at(index);
  switch (node.op) {
    case Operator::Not:
      return negated(truth_of(node.children[0]));
    case Operator::And:
      return all_of(node);
    case Operator::Or:
      return any_of(node);
    case Operator::IsTrue:
      return as_truth(truth_of(node.children[0]) == Truth::True);
    case Operator::Conditional: {
      const Truth condition = truth_of(node.children[0]);
      if (condition == Truth::Error) return Truth::Error;
      return truth_of(node.children[condition == Truth::True ? 1 : 2]);
    }
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
      return compare(node);
    case Operator::In:
      return in_list(node);
    case Operator::InNetwork:
      return in_network(node);
    case Operator::InWindow:
      return in_window(node);
    case Operator::Has:
      if (is_unreadable(expression_.at(node.children[0]))) return Truth::Error;
      return as_truth(attribute(expression_.at(node.children[0])) != nullptr);
    case Operator::StartsWith:
    case Operator::EndsWith:
    case Operator::Contains:
    case Operator::Matches:
      return text_test(node);
    case Operator::Exists:
    case Operator::All:
      return quantify(node);
    default:
      break;
  }
  const Value* value = value_of(index);
  return value == nullptr ? Truth::Error : as_truth(std::get<bool>(*value));
}

const Value* Evaluator::value_of(std::uint32_t index) {
  const Node& node = expression_.at(index);
  switch (node.op) {
    case Operator::Literal:
      return &node.literal;
    case Operator::UserAttribute:
    case Operator::ResourceAttribute:
    case Operator::RequestAttribute:
      return attribute(node);
    case Operator::Variable:
      return variable(node.binding);
    case Operator::Size:
      return size(node);
    case Operator::Add:
    case Operator::Subtract:
      return sum(node);
    case Operator::Conditional: {
      const Truth condition = truth_of(node.children[0]);
      if (condition == Truth::Error) return nullptr;
      return value_of(node.children[condition == Truth::True ? 1 : 2]);
    }
    default:
      if (is_calendar_field(node.op)) return calendar_field(node);
      break;
  }
  const Truth truth = truth_of(index);
  return truth == Truth::Error ? nullptr : keep(truth == Truth::True);
}

const Value* Evaluator::attribute(const Node& node) const {
  const Attributes* all = meaning_.request;
  if (node.op == Operator::UserAttribute) all = meaning_.user;
  if (node.op == Operator::ResourceAttribute) all = meaning_.resource;
  if (all == nullptr) return nullptr;
  const auto found = all->find(node.name);
  return found == all->end() ? nullptr : &found->second;
}

bool Evaluator::is_unreadable(const Node& attribute) const {
  if (attribute.op == Operator::RequestAttribute)
    return meaning_.unreadable.contains(attribute.name);
  return attribute.op == Operator::UserAttribute &&
         meaning_.unreadable_of_user.contains(attribute.name);
}

const Value* Evaluator::variable(std::uint32_t binding) const {
  for (auto it = variables_.rbegin(); it != variables_.rend(); ++it) {
    if (it->first == binding) return &it->second;
  }
  return nullptr;
}

Truth Evaluator::all_of(const Node& node) {
  bool error = false;
  for (const std::uint32_t child : node.children) {
    const Truth truth = truth_of(child);
    if (truth == Truth::False) return Truth::False;
    error |= truth == Truth::Error;
  }
  return error ? Truth::Error : Truth::True;
}

Truth Evaluator::any_of(const Node& node) {
  bool error = false;
  for (const std::uint32_t child : node.children) {
    const Truth truth = truth_of(child);
    if (truth == Truth::True) return Truth::True;
    error |= truth == Truth::Error;
  }
  return error ? Truth::Error : Truth::False;
}

Truth Evaluator::compare(const Node& node) {
  const Value* left = value_of(node.children[0]);
  const Value* right = value_of(node.children[1]);
  if (left == nullptr || right == nullptr) return Truth::Error;
  switch (node.op) {
    case Operator::Equal:
      return as_truth(*left == *right);
    case Operator::NotEqual:
      return as_truth(*left != *right);
    case Operator::Less:
      return as_truth(*left < *right);
    case Operator::LessOrEqual:
      return as_truth(*left <= *right);
    case Operator::Greater:
      return as_truth(*left > *right);
    default:
      return as_truth(*left >= *right);
  }
}

Truth Evaluator::text_test(const Node& node) {
  const Value* left = value_of(node.children[0]);
  const Value* right = value_of(node.children[1]);
  if (left == nullptr || right == nullptr) return Truth::Error;
  const std::string& text = std::get<std::string>(*left);
  const std::string& argument = std::get<std::string>(*right);
  switch (node.op) {
    case Operator::StartsWith:
      return as_truth(text.starts_with(argument));
    case Operator::EndsWith:
      return as_truth(text.ends_with(argument));
    case Operator::Contains:
      return as_truth(text.find(argument) != std::string::npos);
    default:
      return as_truth(finds_pattern(text, argument));
  }
}

std::optional<std::vector<Value>> Evaluator::elements(std::uint32_t index) {
  const Node& node = expression_.at(index);
  std::vector<Value> all;
  if (node.op == Operator::List) {
    for (const std::uint32_t child : node.children) {
      const Value* value = value_of(child);
      if (value == nullptr) return std::nullopt;
      all.push_back(*value);
    }
    return all;
  }
  const Value* value = value_of(index);
  if (value == nullptr) return std::nullopt;
  for (const std::string& element : std::get<std::set<std::string>>(*value))
    all.emplace_back(element);
  return all;
}

Truth Evaluator::in_list(const Node& node) {
  const Value* value = value_of(node.children[0]);
  const auto all = elements(node.children[1]);
  if (value == nullptr || !all) return Truth::Error;
  for (const Value& element : *all) {
    if (element == *value) return Truth::True;
  }
  return Truth::False;
}

Truth Evaluator::in_network(const Node& node) {
  const Value* value = value_of(node.children[0]);
  if (value == nullptr) return Truth::Error;
  const auto network = meaning_.networks->find(node.name);
  if (network == meaning_.networks->end()) return Truth::False;
  for (const IpPrefix& prefix : network->second) {
    if (contains(prefix, std::get<IpAddress>(*value))) return Truth::True;
  }
  return Truth::False;
}

Truth Evaluator::in_window(const Node& node) {
  const Value* value = value_of(node.children[0]);
  if (value == nullptr) return Truth::Error;
  return as_truth(is_open(meaning_.windows->at(node.name), std::get<Time>(*value).instant));
}

const Value* Evaluator::sum(const Node& node) {
  const Value* left = value_of(node.children[0]);
  const Value* right = value_of(node.children[1]);
  if (left == nullptr || right == nullptr) return nullptr;
  const auto result = calculate(node.op, *left, *right);
  return result ? keep(*result) : nullptr;
}

const Value* Evaluator::calendar_field(const Node& node) {
  const Value* value = value_of(node.children[0]);
  if (value == nullptr) return nullptr;
  const TimeZone& clock = *meaning_.clocks->at(node.name);
  return keep(read_field(node.op, std::get<Time>(*value).instant, clock));
}

/// `exists` is an `||` over the elements, `all` an `&&`.
Truth Evaluator::quantify(const Node& node) {
  const auto all = elements(node.children[0]);
  if (!all) return Truth::Error;
  const bool is_exists = node.op == Operator::Exists;
  const Truth deciding = is_exists ? Truth::True : Truth::False;
  bool error = false;
  for (const Value& element : *all) {
    variables_.emplace_back(node.binding, element);
    const Truth truth = truth_of(node.children[1]);
    variables_.pop_back();
    if (truth == deciding) return deciding;
    error |= truth == Truth::Error;
  }
  return error ? Truth::Error : as_truth(!is_exists);
}

const Value* Evaluator::size(const Node& node) {
  if (expression_.at(node.children[0]).op == Operator::List) {
    const auto all = elements(node.children[0]);
    return all ? keep(static_cast<std::int64_t>(all->size())) : nullptr;
  }
  const Value* value = value_of(node.children[0]);
  if (value == nullptr) return nullptr;
  if (const auto* text = std::get_if<std::string>(value)) return keep(count_code_points(*text));
  return keep(static_cast<std::int64_t>(std::get<std::set<std::string>>(*value).size()));
}

bool compares(Operator op) {
  switch (op) {
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
    case Operator::In:
    case Operator::InNetwork:
    case Operator::InWindow:
    case Operator::StartsWith:
    case Operator::EndsWith:
    case Operator::Contains:
    case Operator::Matches:
      return true;
    default:
      return false;
  }
}

}  // namespace accessdrift::naive
