#include "accessdrift/lint/reads.h"

#include <algorithm>

namespace accessdrift {
namespace {

/// Asks `with` for every node of every condition.
template <typename With>
void for_each_node(const Snapshot& snapshot, With&& with) {
  for (const auto& condition : snapshot.conditions) {
    if (condition == nullptr) continue;
    for (const Expression::Node& node : condition->nodes) with(*condition, node);
  }
}

std::set<std::string, std::less<>> names_of(const Snapshot& snapshot, Operator op) {
  std::set<std::string, std::less<>> names;
  for_each_node(snapshot, [&](const Expression&, const Expression::Node& node) {
    if (node.op == op) names.insert(node.name);
  });
  return names;
}

const std::string* text_of(const Expression::Node& node) {
  return node.op == Operator::Literal ? std::get_if<std::string>(&node.literal) : nullptr;
}

/// What an attribute is compared with: the texts beside it in `==`, `!=` and `in`. Read in another
/// way anything may matter.
TextsRead compared_with(const Snapshot& snapshot, std::string_view attribute) {
  TextsRead read;
  std::size_t mentions = 0, compared = 0;
  const auto is_attribute = [&](const Expression::Node& node) {
    return node.op == Operator::RequestAttribute && node.name == attribute;
  };
  for_each_node(snapshot, [&](const Expression& condition, const Expression::Node& node) {
    mentions += is_attribute(node) ? 1U : 0U;
    const auto at = [&](std::size_t child) -> const Expression::Node& {
      return condition.at(node.children[child]);
    };
    if (node.op == Operator::Has && is_attribute(at(0))) ++compared;
    const bool compares =
        node.op == Operator::Equal || node.op == Operator::NotEqual || node.op == Operator::In;
    if (!compares) return;
    for (const std::size_t side : {0U, 1U}) {
      if (!is_attribute(at(side))) continue;
      const Expression::Node& other = at(1 - side);
      const bool is_list = other.op == Operator::List;
      const auto is_text = [&](std::uint32_t child) { return text_of(condition.at(child)); };
      if (const std::string* text = text_of(other)) {
        read.texts.insert(*text);
        ++compared;
      } else if (is_list && std::ranges::all_of(other.children, is_text)) {
        for (const std::uint32_t child : other.children)
          read.texts.insert(*text_of(condition.at(child)));
        ++compared;
      }
    }
  });
  read.is_any = compared < mentions;
  return read;
}

}  // namespace

std::set<std::string, std::less<>> networks_read(const Snapshot& snapshot) {
  std::set<std::string, std::less<>> read = names_of(snapshot, Operator::InNetwork);
  std::vector<std::string> open(read.begin(), read.end());
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    for (const auto& network : snapshot.networks) {
      if (snapshot.text(network->name) != name) continue;
      for (const NetworkDeclaration::Entry& entry : network->entries) {
        if (entry.prefix) continue;
        const std::string inside(snapshot.text(entry.network));
        if (read.insert(inside).second) open.push_back(inside);
      }
    }
  }
  return read;
}

std::set<std::string, std::less<>> windows_read(const Snapshot& snapshot) {
  return names_of(snapshot, Operator::InWindow);
}

TextsRead scopes_read(const Snapshot& snapshot) {
  TextsRead read = compared_with(snapshot, kScopes);
  for (const auto& policy : snapshot.policies) {
    for (const NamePlace& scope : policy->scopes) read.texts.emplace(snapshot.text(scope.name));
  }
  return read;
}

TextsRead clients_read(const Snapshot& snapshot) { return compared_with(snapshot, kClient); }

}  // namespace accessdrift
