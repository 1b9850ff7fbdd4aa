#include "accessdrift/model/named_conditions.h"

#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace accessdrift {
namespace {

bool names_others(const Expression& expression) {
  return std::ranges::any_of(expression.nodes, [](const Expression::Node& node) {
    return node.op == Operator::NamedCondition;
  });
}

constexpr std::size_t kMostNodes = 65'536;

/// Writes one expression with all that it names.
class Inliner {
 public:
  explicit Inliner(const Snapshot& snapshot) : snapshot_(snapshot) {}

  std::shared_ptr<const Expression> inlined(const std::shared_ptr<const Expression>& checked) {
    made_.source = checked->source;
    copy(*checked, 0);
    made_.as_checked = checked;
    std::ranges::sort(made_.named_conditions);
    const auto repeated = std::ranges::unique(made_.named_conditions);
    made_.named_conditions.erase(repeated.begin(), repeated.end());
    return std::make_shared<const Expression>(std::move(made_));
  }

 private:
  /// `shift`: where the text of `from` begins in what is made. The last node is its root then.
  void copy(const Expression& from, std::uint32_t shift) {
    const std::uint32_t bindings = bindings_;
    std::vector<std::uint32_t> place;
    for (const Expression::Node& node : from.nodes) {
      if (node.op == Operator::NamedCondition) {
        put_in(node, shift);
      } else {
        Expression::Node& made = made_.nodes.emplace_back(node);
        for (std::uint32_t& child : made.children) child = place[child];
        made.begin += shift;
        made.end += shift;
        made.binding += bindings;
        bindings_ = std::max(bindings_, made.binding + 1);
      }
      place.push_back(made_.root());
    }
  }

  void put_in(const Expression::Node& node, std::uint32_t shift) {
    made_.named_conditions.push_back(node.name);
    const std::shared_ptr<const Expression> named = find(node.name);
    const bool is_within_itself = std::ranges::find(open_, node.name) != open_.end();
    if (named && !is_within_itself && made_.nodes.size() <= kMostNodes) {
      open_.push_back(node.name);
      made_.source.text += '\n';
      const auto begin = static_cast<std::uint32_t>(made_.source.text.size());
      made_.source.text += named->source.text;
      copy(*named, begin);
      open_.pop_back();
    } else {
      Expression::Node& never = made_.nodes.emplace_back();
      never.literal = false;
    }
    Expression::Node& reads = made_.nodes.emplace_back();
    reads.op = Operator::IsTrue;
    reads.children = {made_.root() - 1};
    reads.begin = node.begin + shift;
    reads.end = node.end + shift;
  }

  [[nodiscard]] std::shared_ptr<const Expression> find(const std::string& name) const {
    const Name known = snapshot_.names->find(name);
    const NamedConditionIndex index =
        known.is_none() ? NamedConditionIndex{} : snapshot_.condition_by_name.find(known);
    return index.is_none() ? nullptr : snapshot_.named_expressions[index.index()];
  }

  const Snapshot& snapshot_;
  Expression made_;
  std::vector<std::string> open_;
  std::uint32_t bindings_ = 0;
};

using ExpressionPointer = std::shared_ptr<const Expression>;

/// How many nodes it has then; 0: it names none. `made` by what was checked: many share one.
std::size_t put_in_one(const Snapshot& snapshot, ExpressionPointer& one,
                       std::unordered_map<const Expression*, ExpressionPointer>& made) {
  if (one && one->as_checked) one = one->as_checked;
  if (!one) return 0;
  const auto [known, is_new] = made.try_emplace(one.get());
  if (is_new && names_others(*one)) known->second = Inliner(snapshot).inlined(one);
  if (!known->second) return 0;
  one = known->second;
  return one->nodes.size();
}

}  // namespace

std::vector<PolicyIndex> put_in_named(Snapshot& snapshot) {
  std::vector<PolicyIndex> too_large;
  if (snapshot.named_conditions.empty()) return too_large;
  std::unordered_map<const Expression*, ExpressionPointer> made;
  for (auto* const all : {&snapshot.conditions, &snapshot.rules, &snapshot.test_conditions}) {
    for (std::size_t i = 0; i < all->size(); ++i) {
      const bool is_policy = all == &snapshot.conditions;
      if (put_in_one(snapshot, (*all)[i], made) > kMostNodes && is_policy)
        too_large.push_back(PolicyIndex{i});
    }
  }
  return too_large;
}

}  // namespace accessdrift
