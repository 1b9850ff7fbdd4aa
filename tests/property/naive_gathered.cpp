#include "naive_gathered.h"

#include <algorithm>

#include "naive_condition.h"
#include "naive_unknowns.h"

namespace accessdrift::naive {
namespace {

constexpr std::string_view kScopes = "token.scopes";
constexpr std::string_view kClient = "token.client";

void gather_value(const Value& value, Gathered& to) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    to.texts.insert(*text);
    to.ints.insert(count_code_points(*text));
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) to.ints.insert(*number);
  if (const auto* address = std::get_if<IpAddress>(&value)) to.addresses.insert(*address);
  if (const auto* set = std::get_if<std::set<std::string>>(&value)) {
    to.texts.insert(set->begin(), set->end());
    to.ints.insert(static_cast<std::int64_t>(set->size()));
  }
}

/// Every value that any user or resource of the side has for the attribute, however it is declared.
void gather_declared_values(const Snapshot& side, const std::string& attribute, Gathered& to) {
  for (const auto& file : side.files) {
    for (const AttributeValue& value : file->attribute_values) {
      if (side.text(value.attribute) != attribute) continue;
      const std::string text(side.text(value.value.text));
      if (value.value.kind == Literal::Kind::Integer)
        gather_value(Value(std::int64_t{std::stoll(text)}), to);
      if (value.value.kind == Literal::Kind::String) {
        gather_value(Value(text), to);
        if (const auto address = parse_ip(text)) to.addresses.insert(*address);
      }
      if (value.value.kind != Literal::Kind::List) continue;
      std::set<std::string> elements;
      std::size_t begin = 0;
      for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != '\x1f') continue;
        if (i > begin) elements.insert(text.substr(begin, i - begin));
        begin = i + 1;
      }
      gather_value(Value(elements), to);
    }
  }
}

void gather_node(const Snapshot& side, const Expression::Node& node, Gathered& to) {
  if (node.op == Operator::Literal) gather_value(node.literal, to);
  if (node.op == Operator::UserAttribute || node.op == Operator::ResourceAttribute)
    gather_declared_values(side, node.name, to);
}

bool tests_texts(Operator op) {
  return compares(op) && op != Operator::InNetwork && op != Operator::InWindow;
}

void add_below(const Expression& condition, std::uint32_t index, std::set<std::uint32_t>& nodes) {
  nodes.insert(index);
  for (const std::uint32_t child : condition.at(index).children) add_below(condition, child, nodes);
}

/// What one test of texts or sizes asks of attributes of requests, or of who asks; through a
/// variable it has the constants of every list.
void gather_text_use(const Snapshot& side, const Expression& condition, std::uint32_t test,
                     Operator asked, Gathered& to) {
  std::set<std::uint32_t> below;
  add_below(condition, test, below);
  const auto reads = [&](Operator op) {
    return std::ranges::any_of(below, [&](std::uint32_t n) { return condition.at(n).op == op; });
  };
  const bool has_variable = reads(Operator::Variable);
  if (!has_variable && !reads(asked)) return;
  for (std::uint32_t n = 0; has_variable && n < condition.nodes.size(); ++n) {
    if (condition.at(n).op == Operator::List) add_below(condition, n, below);
  }
  TextUse use;
  Gathered constants;
  for (const std::uint32_t n : below) {
    const Expression::Node& node = condition.at(n);
    if (node.op == Operator::Size || n == test) use.operators.insert(node.op);
    gather_node(side, node, constants);
  }
  use.sizes = constants.ints;
  std::set<std::uint32_t> argument;
  add_below(condition, condition.at(test).children.back(), argument);
  use.is_searched_for = std::ranges::any_of(argument, [&](std::uint32_t n) {
    return condition.at(n).op == asked || condition.at(n).op == Operator::Variable;
  });
  if (condition.at(test).op == Operator::Matches) {
    use.patterns.insert(
        std::get<std::string>(condition.at(condition.at(test).children[1]).literal));
  } else {
    use.texts = constants.texts;
  }
  to.text_uses.push_back(std::move(use));
}

/// All constants that stand in a condition, or that it can reach by the attributes that it reads,
/// whatever they are compared with.
void gather_constants(const Snapshot& side, const Expression& condition, Operator asked,
                      Gathered& to) {
  to.ints.insert(0);
  for (std::uint32_t index = 0; index < condition.nodes.size(); ++index) {
    gather_node(side, condition.at(index), to);
    if (tests_texts(condition.at(index).op)) gather_text_use(side, condition, index, asked, to);
  }
}

void gather_conditions(const Snapshot& side, std::map<std::string, Gathered>& all) {
  for (std::size_t p = 0; p < side.policies.size(); ++p) {
    if (!side.policies[p]->scopes.empty()) all[std::string(kScopes)];
    if (!side.conditions[p]) continue;
    const Expression& condition = *side.conditions[p];
    for (const std::string& attribute :
         attributes_read(condition, condition.root(), Operator::RequestAttribute)) {
      gather_constants(side, condition, Operator::RequestAttribute, all[attribute]);
    }
  }
}

/// Where a side has an open directory or open groups: what those who are unknown have for the
/// attributes that are read of them.
void gather_unknowns(const Snapshot& side, std::map<std::string, Gathered>& all) {
  if (!has_unknowns(side)) return;
  for (const auto* expressions : {&side.conditions, &side.rules}) {
    for (const auto& expression : *expressions) {
      if (!expression) continue;
      for (const std::string& name :
           attributes_read(*expression, expression->root(), Operator::UserAttribute))
        gather_constants(side, *expression, Operator::UserAttribute, all["user." + name]);
    }
  }
  for (const auto& declared : side.attributes) {
    const auto known = all.find("user." + std::string(side.text(declared->name)));
    if (known == all.end()) continue;
    Gathered& gathered = known->second;
    gathered.is_declared = gathered.is_ever_optional = true;
    gathered.kinds.insert(declared->type.kind);
    const std::vector<std::string>& values = declared->type.values;
    if (declared->type.kind == TypeKind::Enum)
      gathered.enum_values.insert(values.begin(), values.end());
    if (declared->type.kind == TypeKind::Set)
      gathered.elements.insert(values.begin(), values.end());
  }
}

/// Where a side reads scopes its clients decide which are effective.
void gather_clients(const Snapshot& side, std::map<std::string, Gathered>& all) {
  std::map<std::string, Gathered> own;
  gather_conditions(side, own);
  if (!own.contains(std::string(kScopes)) || side.clients.empty()) return;
  TextUse use;
  use.operators.insert(Operator::Equal);
  for (const auto& client : side.clients) use.texts.emplace(side.text(client->name));
  all[std::string(kClient)].text_uses.push_back(std::move(use));
}

void gather_types(const Snapshot& side, std::map<std::string, Gathered>& all) {
  for (auto& [attribute, gathered] : all) {
    AttributeType type;
    bool is_declared = false;
    if (attribute == "request.ip") {
      type.kind = TypeKind::Ip;
      is_declared = true;
    }
    if (attribute == kTime) {
      type = {TypeKind::Time, {}, true};
      is_declared = true;
    }
    if (attribute == kClient) {
      type.kind = TypeKind::String;
      is_declared = true;
    }
    if (attribute == kScopes) {
      type.kind = TypeKind::Set;
      type.is_required = true;
      for (const auto& scope : side.scopes) type.values.emplace_back(side.text(scope->name));
      is_declared = true;
    }
    for (const auto& declared : side.context) {
      if (side.text(declared->name) != attribute) continue;
      type = declared->type;
      is_declared = true;
    }
    if (!is_declared) continue;
    gathered.is_declared = true;
    gathered.is_ever_optional |= !type.is_required;
    gathered.kinds.insert(type.kind);
    if (type.kind == TypeKind::Enum)
      gathered.enum_values.insert(type.values.begin(), type.values.end());
    if (type.kind == TypeKind::Set)
      gathered.elements.insert(type.values.begin(), type.values.end());
  }
}

/// Whether it reads the attribute, or, of that or another one, a variable.
bool may_test(const Expression& condition, std::uint32_t test, const std::string& attribute) {
  std::set<std::uint32_t> below;
  add_below(condition, test, below);
  return std::ranges::any_of(below, [&](std::uint32_t n) {
    const Expression::Node& node = condition.at(n);
    return node.op == Operator::Variable ||
           (node.op == Operator::RequestAttribute && node.name == attribute);
  });
}

}  // namespace

std::map<std::string, Gathered> gathered(const Snapshot& before, const Snapshot& after) {
  std::map<std::string, Gathered> all;
  all[std::string(kTime)];
  for (const Snapshot* side : {&before, &after}) gather_conditions(*side, all);
  for (const Snapshot* side : {&before, &after}) gather_clients(*side, all);
  for (const Snapshot* side : {&before, &after}) gather_types(*side, all);
  for (const Snapshot* side : {&before, &after}) gather_unknowns(*side, all);
  return all;
}

std::vector<TextUse> text_uses(const Snapshot& side, const std::string& attribute) {
  Gathered gathered;
  for (const auto& condition : side.conditions) {
    if (!condition) continue;
    const auto read = attributes_read(*condition, condition->root(), Operator::RequestAttribute);
    if (std::ranges::count(read, attribute) == 0) continue;
    for (std::uint32_t n = 0; n < condition->nodes.size(); ++n) {
      if (tests_texts(condition->at(n).op) && may_test(*condition, n, attribute))
        gather_text_use(side, *condition, n, Operator::RequestAttribute, gathered);
    }
  }
  return std::move(gathered.text_uses);
}

}  // namespace accessdrift::naive
