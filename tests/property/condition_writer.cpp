#include "condition_writer.h"

#include <algorithm>

#include "vocabulary.h"

namespace accessdrift::property {
namespace {

std::string list_of(const std::vector<std::string>& elements) {
  std::string out = "[";
  for (const std::string& element : elements) out += (out.size() > 1 ? ", " : "") + element;
  return out + "]";
}

}  // namespace

DraftCondition ConditionWriter::condition() { return write(false); }
DraftCondition ConditionWriter::rule() { return write(true); }

DraftCondition ConditionWriter::write(bool is_rule) {
  uses_.clear();
  gather_operands(is_rule);
  std::string text = boolean(random_.pick(std::vector<std::size_t>{0, 0, 1, 1, 2, 3}));
  return {std::move(text), uses_};
}

void ConditionWriter::gather_operands(bool is_rule) {
  is_rule_ = is_rule;
  operands_.clear();
  for (const DraftAttribute& a : draft_.attributes) {
    operands_.push_back({"user." + a.name, Root::User, &a, a.type.kind, a.type.values});
    if (!is_rule)
      operands_.push_back({"resource." + a.name, Root::Resource, &a, a.type.kind, a.type.values});
  }
  if (is_rule) return;
  for (const DraftAttribute& a : draft_.context)
    operands_.push_back({a.name, Root::Request, &a, a.type.kind, a.type.values});
  for (const DraftAttribute& a : draft_.context)
    operands_.push_back({a.name, Root::Request, &a, a.type.kind, a.type.values});
  if (!draft_.networks.empty())
    operands_.push_back({"request.ip", Root::Request, nullptr, TypeKind::Ip, {}});
  std::vector<std::string> scopes;
  for (const DraftList& scope : draft_.scopes) scopes.push_back(scope.name);
  if (!scopes.empty())
    operands_.push_back({"token.scopes", Root::Request, nullptr, TypeKind::Set, scopes});
  if (!draft_.writes_time) return;
  for (std::size_t i = 0; i < 3 + draft_.windows.size(); ++i)
    operands_.push_back({"request.time", Root::Request, nullptr, TypeKind::Time, {}});
}

std::string ConditionWriter::boolean(std::size_t depth) {
  if (depth == 0) return test();
  const std::string one = boolean(depth - 1);
  const std::string other = boolean(random_.below(depth));
  switch (random_.below(8)) {
    case 0:
    case 1:
      return "(" + one + " && " + other + ")";
    case 2:
    case 3:
      return "(" + one + " || " + other + ")";
    case 4:
      return one + " && " + other + (random_.chance(30) ? " && " + test() : "");
    case 5:
      return "!(" + one + ")";
    case 6:
      return "(" + test() + " ? " + one + " : " + other + ")";
    default:
      return "(" + one + " || " + other + ") && " + test();
  }
}

std::string ConditionWriter::test() {
  if (!is_rule_ && random_.chance(draft_.clients.empty() ? 1 : 10)) return client_test();
  if (!is_rule_ && draft_.writes_urls && random_.chance(25)) return url_test();
  if (operands_.empty() || random_.chance(2)) return random_.chance(50) ? "true" : "false";
  const Operand& operand = random_.pick(operands_);
  const bool is_scopes = operand.text == "token.scopes";
  if (!is_scopes && random_.chance(12)) return "has(" + use(operand) + ")";
  if (!is_scopes && random_.chance(8)) return "has(" + use(operand) + ") && " + test_of(operand);
  return test_of(operand);
}

std::string ConditionWriter::test_of(const Operand& operand) {
  if (random_.chance(10)) {
    if (const std::string test = test_through_variable(operand); !test.empty()) return test;
  }
  switch (operand.kind) {
    case TypeKind::Bool:
      return bool_test(operand);
    case TypeKind::Int:
      return int_test(operand);
    case TypeKind::Enum:
      return enum_test(operand);
    case TypeKind::Set:
      return set_test(operand);
    case TypeKind::Ip:
      return ip_test(operand);
    case TypeKind::Time:
      return time_test(operand);
    default:
      return string_test(operand);
  }
}

/// The operand stands in a list, and the predicate reads it only as the variable. Empty where its
/// kind has no such test.
std::string ConditionWriter::test_through_variable(const Operand& operand) {
  const auto quantified = [&](const std::string& predicate) {
    use(operand);
    return "[" + operand.text + (random_.chance(50) ? "].exists(v, " : "].all(v, ") + predicate +
           ")";
  };
  const std::string number = std::to_string(random_.between(0, 5));
  switch (operand.kind) {
    case TypeKind::Bool:
      return quantified(random_.chance(50) ? "v" : "!v");
    case TypeKind::Int:
      if (random_.chance(30))
        return quantified("[1, " + number + "].all(w, w" + int_operator() + "v)");
      return quantified("v" + int_operator() + partner(operand, number) + " && v" + int_operator() +
                        number);
    case TypeKind::Enum:
      return quantified("v == " + constant(operand));
    case TypeKind::String:
      if (tests_parts(operand, 60)) return quantified(text_function(operand, "v"));
      return quantified(membership("v", {short_text(), short_text()}));
    case TypeKind::Ip: {
      if (draft_.networks.empty()) return {};
      const std::string network = random_.pick(draft_.networks).name;
      uses_.insert("network " + network);
      return quantified("v in networks." + network);
    }
    case TypeKind::Time:
      return quantified(random_.chance(60) ? clock_test("v")
                                           : "v" + int_operator() + partner(operand, instant()));
    default:
      return {};
  }
}

const std::string& ConditionWriter::use(const Operand& operand) {
  if (operand.declared != nullptr) {
    const std::string kind = operand.root == Root::Request ? "context " : "attribute ";
    uses_.insert(kind + operand.declared->name + " " +
                 std::to_string(static_cast<int>(operand.kind)));
  }
  return operand.text;
}

std::string ConditionWriter::constant(const Operand& operand) {
  const std::string value = random_.pick(operand.values);
  if (operand.declared == nullptr) uses_.insert("scope " + value);
  const std::string kind = operand.root == Root::Request ? "context " : "attribute ";
  if (operand.declared != nullptr) uses_.insert(kind + operand.declared->name + "=" + value);
  return literal_of(value);
}

bool ConditionWriter::are_unknown(const Operand& one, const Operand& other) {
  if (!draft_.has_unknowns() || one.root == Root::Resource || other.root == Root::Resource)
    return false;
  return random_.chance(80);
}

std::string ConditionWriter::partner(const Operand& operand, const std::string& constant) {
  const auto is_text = [](const Operand& o) {
    return o.kind == TypeKind::String || o.kind == TypeKind::Enum;
  };
  std::vector<Operand> fitting;
  for (const Operand& other : operands_) {
    if (other.text == operand.text ||
        (other.root == Root::Request && operand.root == Root::Request) ||
        are_unknown(operand, other))
      continue;
    if (other.kind == operand.kind || (is_text(other) && is_text(operand)))
      fitting.push_back(other);
  }
  return fitting.empty() ? constant : use(random_.pick(fitting));
}

std::string ConditionWriter::text_partner(const Operand& operand) {
  std::vector<Operand> fitting;
  for (const Operand& other : operands_) {
    const bool is_text = other.kind == TypeKind::String || other.kind == TypeKind::Enum;
    if (is_text && !(other.root == Root::Request && operand.root == Root::Request))
      fitting.push_back(other);
  }
  return fitting.empty() ? constant(operand) : use(random_.pick(fitting));
}

std::string ConditionWriter::bool_test(const Operand& operand) {
  use(operand);
  switch (random_.below(6)) {
    case 0:
      return "!" + operand.text;
    case 1:
      return operand.text + " == " + partner(operand, "true");
    case 2:
      return operand.text + " != " + partner(operand, "false");
    default:
      return operand.text;
  }
}

std::string ConditionWriter::int_operator() {
  return random_.pick(std::vector<std::string>{" < ", " <= ", " > ", " >= ", " == ", " != "});
}

std::string ConditionWriter::int_test(const Operand& operand) {
  use(operand);
  const std::string c = std::to_string(random_.between(0, 5));
  switch (random_.below(12)) {
    case 9:
      return operand.text + int_operator() + "size(" + some_text() + ")";
    case 10:
      return "[" + some_text() + ", " + some_text() + "].exists(t, " + operand.text +
             int_operator() + "size(t))";
    case 11:
      return "[" + some_text() + "].all(t, size(t)" + int_operator() + "(has(" + operand.text +
             ") ? " + operand.text + " : " + c + "))";
    case 0:
      return operand.text + " in [1, " + c + "]";
    case 1:
      return "[2, " + c + "].exists(n, " + operand.text + int_operator() + "n)";
    case 2:
      return "[0, " + c + "].all(n, " + operand.text + int_operator() + "n)";
    case 3:
      return "(has(" + operand.text + ") ? " + operand.text + " : " + c + ")" + int_operator() +
             partner(operand, "2");
    case 4:
      return operand.text + int_operator() + "-1";
    case 5:
      return c + int_operator() + operand.text;
    case 6:
      return operand.text + int_operator() + partner(operand, c);
    case 7:
      return operand.text + int_operator() + c + " || " + operand.text +
             " == " + partner(operand, "4");
    default:
      return operand.text + int_operator() + c;
  }
}

std::string ConditionWriter::membership(const std::string& value,
                                        const std::vector<std::string>& list) {
  switch (random_.below(3)) {
    case 0:
      return value + " in " + list_of(list);
    case 1:
      return list_of(list) + ".exists(x, x == " + value + ")";
    default:
      return list_of(list) + ".all(x, " + value + " != x)";
  }
}

/// Only declared clients may be named.
std::string ConditionWriter::client_test() {
  const std::string client = "token.client";
  const auto named = [&] {
    const std::string& name = random_.pick(draft_.clients).name;
    uses_.insert("client " + name);
    return literal_of(name);
  };
  const std::size_t form = draft_.clients.empty() ? random_.below(2) : random_.below(8);
  switch (form) {
    case 0:
      return "has(" + client + ")";
    case 1: {
      std::vector<Operand> texts;
      for (const Operand& operand : operands_) {
        if (operand.kind == TypeKind::String && operand.root != Root::Request)
          texts.push_back(operand);
      }
      if (texts.empty()) return "!has(" + client + ")";
      return client + (random_.chance(70) ? " == " : " != ") + use(random_.pick(texts));
    }
    case 2:
      return membership(client, {named(), named()});
    case 3:
      return client + " != " + named();
    case 4:
      return "[" + client + "].exists(v, v == " + named() + ")";
    case 5:
      return "has(" + client + ") && " + client + " == " + named();
    default:
      return client + " == " + named();
  }
}

bool ConditionWriter::tests_parts(const Operand& operand, int percent) {
  const bool is_unknown =
      operand.root == Root::Request || (draft_.has_unknowns() && operand.root == Root::User);
  return (draft_.writes_texts || !is_unknown) && random_.chance(percent);
}

std::string ConditionWriter::string_test(const Operand& operand) {
  use(operand);
  if (tests_parts(operand, 55)) return text_function(operand, operand.text);
  const std::string one = short_text();
  const std::string other = short_text();
  switch (random_.below(5)) {
    case 0:
      return membership(operand.text, {one, other});
    case 1:
      return operand.text + " == " + partner(operand, one);
    case 2:
      return operand.text + " != " + one;
    case 3:
      return operand.text + " in " + list_of({one, partner(operand, other)});
    default:
      return operand.text + " == " + one;
  }
}

std::string ConditionWriter::enum_test(const Operand& operand) {
  use(operand);
  switch (random_.below(5)) {
    case 0:
      return membership(operand.text, {constant(operand), constant(operand)});
    case 1:
      return operand.text + " != " + constant(operand);
    case 2:
      return operand.text + " == " + partner(operand, constant(operand));
    default:
      return operand.text + " == " + constant(operand);
  }
}

std::string ConditionWriter::set_test(const Operand& operand) {
  use(operand);
  switch (random_.below(12)) {
    case 8:
      return constant(operand) + " in " + either_set(operand);
    case 9:
      return "size(" + either_set(operand) + ")" + int_operator() +
             std::to_string(random_.between(0, 3));
    case 10:
      return "(" + constant(operand) + " in " + operand.text + " ? " + constant(operand) + " : " +
             constant(operand) + ") in " + operand.text;
    case 11:
      return list_of({constant(operand), constant(operand)}) + ".exists(e, (size(" + operand.text +
             ") > 1 ? e : " + constant(operand) + ") in " + either_set(operand) + ")";
    case 0:
    case 3:
      return "size(" + operand.text + ")" + int_operator() + std::to_string(random_.between(0, 3));
    case 4:
      return text_partner(operand) + " in " + operand.text;
    case 1:
      return list_of({constant(operand), constant(operand)}) + ".exists(e, e in " + operand.text +
             ")";
    case 2:
      return list_of({constant(operand), constant(operand)}) + ".all(e, e in " + operand.text + ")";
    default:
      return constant(operand) + " in " + operand.text;
  }
}

/// True or false without a look at the request.
std::string ConditionWriter::quiet_test() {
  std::vector<Operand> quiet;
  for (const Operand& operand : operands_) {
    if (operand.root != Root::Request) quiet.push_back(operand);
  }
  return quiet.empty() ? "true" : "has(" + use(random_.pick(quiet)) + ")";
}

/// A text that does not hang on the request, as written or as it comes about.
std::string ConditionWriter::some_text() {
  std::vector<Operand> texts;
  for (const Operand& operand : operands_) {
    const bool is_text = operand.kind == TypeKind::String || operand.kind == TypeKind::Enum;
    if (is_text && operand.root != Root::Request) texts.push_back(operand);
  }
  const std::string literal = literal_of(random_.pick(kTexts).substr(0, random_.below(5)));
  if (texts.empty() || random_.chance(30)) return literal;
  const std::string read = use(random_.pick(texts));
  if (random_.chance(50)) return read;
  return "(" + quiet_test() + " ? " + read + " : " + literal + ")";
}

/// The set, or another of the same elements where there is one.
std::string ConditionWriter::either_set(const Operand& operand) {
  std::vector<Operand> alike;
  for (const Operand& other : operands_) {
    const bool is_alike = other.kind == TypeKind::Set && other.values == operand.values &&
                          (other.declared == nullptr) == (operand.declared == nullptr);
    const bool is_second_request = other.root == Root::Request && other.text != operand.text;
    if (is_alike && !is_second_request) alike.push_back(other);
  }
  const std::string other = alike.empty() ? operand.text : use(random_.pick(alike));
  const std::string test =
      random_.chance(30) ? constant(operand) + " in " + operand.text : quiet_test();
  return random_.chance(50) ? "(" + test + " ? " + operand.text + " : " + other + ")"
                            : "(" + test + " ? " + other + " : " + operand.text + ")";
}

std::string ConditionWriter::ip_test(const Operand& operand) {
  use(operand);
  if (draft_.networks.empty() || random_.chance(15)) {
    const std::string other = partner(operand, "");
    if (!other.empty()) return operand.text + (random_.chance(50) ? " == " : " != ") + other;
    if (draft_.networks.empty()) return "has(" + operand.text + ")";
  }
  const std::string network = random_.pick(draft_.networks).name;
  uses_.insert("network " + network);
  return (random_.chance(20) ? "!(" : "(") + operand.text + " in networks." + network + ")";
}

}  // namespace accessdrift::property
