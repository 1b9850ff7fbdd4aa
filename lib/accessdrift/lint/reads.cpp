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

/// Finds what an attribute is compared with: the texts beside it in `==`, `!=` and `in`.
class Comparisons {
 public:
  explicit Comparisons(std::string_view attribute) : attribute_(attribute) {}

  void look_at(const Expression& condition, const Expression::Node& node) {
    mentions_ += is_attribute(node) ? 1U : 0U;
    if (node.op == Operator::Has && is_attribute(condition.at(node.children[0]))) ++understood_;
    const bool compares =
        node.op == Operator::Equal || node.op == Operator::NotEqual || node.op == Operator::In;
    if (!compares) return;
    const Expression::Node& left = condition.at(node.children[0]);
    const Expression::Node& right = condition.at(node.children[1]);
    if (is_attribute(left)) compare_with(condition, right);
    if (is_attribute(right)) compare_with(condition, left);
  }

  /// Where it is read in another way any text may matter.
  [[nodiscard]] TextsRead take() && {
    read_.is_any = understood_ < mentions_;
    return std::move(read_);
  }

 private:
  [[nodiscard]] bool is_attribute(const Expression::Node& node) const {
    return node.op == Operator::RequestAttribute && node.name == attribute_;
  }
  void compare_with(const Expression& condition, const Expression::Node& other) {
    if (const std::string* text = text_of(other)) {
      read_.texts.insert(*text);
      ++understood_;
      return;
    }
    const auto is_text = [&](std::uint32_t child) {
      return text_of(condition.at(child)) != nullptr;
    };
    if (other.op != Operator::List || !std::ranges::all_of(other.children, is_text)) return;
    for (const std::uint32_t child : other.children)
      read_.texts.insert(*text_of(condition.at(child)));
    ++understood_;
  }

  std::string_view attribute_;
  TextsRead read_;
  std::size_t mentions_ = 0;
  std::size_t understood_ = 0;
};

TextsRead compared_with(const Snapshot& snapshot, std::string_view attribute) {
  Comparisons comparisons(attribute);
  for_each_node(snapshot, [&](const Expression& condition, const Expression::Node& node) {
    comparisons.look_at(condition, node);
  });
  return std::move(comparisons).take();
}

/// The networks that a network of this name names.
std::vector<std::string> networks_in(const Snapshot& snapshot, std::string_view name) {
  std::vector<std::string> inside;
  for (const auto& network : snapshot.networks) {
    if (snapshot.text(network->name) != name) continue;
    for (const NetworkDeclaration::Entry& entry : network->entries) {
      if (!entry.prefix) inside.emplace_back(snapshot.text(entry.network));
    }
  }
  return inside;
}

}  // namespace

std::set<std::string, std::less<>> networks_read(const Snapshot& snapshot) {
  std::set<std::string, std::less<>> read = names_of(snapshot, Operator::InNetwork);
  std::vector<std::string> open(read.begin(), read.end());
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    for (std::string& inside : networks_in(snapshot, name)) {
      if (read.insert(inside).second) open.push_back(std::move(inside));
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
