#include "accessdrift/engine/group_closure.h"

#include <algorithm>

#include "accessdrift/engine/evaluation.h"

namespace accessdrift {
namespace {

std::vector<std::vector<GroupIndex>> nesting(const Snapshot& snapshot) {
  std::vector<std::vector<GroupIndex>> nested(snapshot.groups.size());
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& group = snapshot.groups[g];
    for (std::uint32_t i = 0; i < group->members.count; ++i) {
      const Mention& mention = group.file->mentions[group->members.first + i];
      if (mention.kind != MentionKind::Group) continue;
      const GroupIndex inside = snapshot.group_by_name.find(mention.id);
      if (!inside.is_none()) nested[g].push_back(inside);
    }
  }
  return nested;
}

/// Tarjan's strongly connected components without recursion.
class Components {
 public:
  explicit Components(const std::vector<std::vector<GroupIndex>>& nested)
      : nested_(nested),
        order_(nested.size(), 0),
        low_(nested.size(), 0),
        on_stack_(nested.size(), false),
        of(nested.size(), 0) {
    for (std::uint32_t g = 0; g < nested.size(); ++g) {
      if (order_[g] == 0) walk(g);
    }
  }

 private:
  struct Frame {
    std::uint32_t group;
    std::size_t next = 0;
  };

  void enter(std::uint32_t group) {
    order_[group] = low_[group] = ++visited_;
    stack_.push_back(group);
    on_stack_[group] = true;
    frames_.push_back({group});
  }

  void walk(std::uint32_t start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.next < nested_[frame.group].size()) {
        const std::uint32_t inside = nested_[frame.group][frame.next++].number;
        if (order_[inside] == 0) {
          enter(inside);
        } else if (on_stack_[inside]) {
          low_[frame.group] = std::min(low_[frame.group], order_[inside]);
        }
        continue;
      }
      leave();
    }
  }

  void leave() {
    const std::uint32_t group = frames_.back().group;
    frames_.pop_back();
    if (!frames_.empty())
      low_[frames_.back().group] = std::min(low_[frames_.back().group], low_[group]);
    if (low_[group] != order_[group]) return;
    all.emplace_back();
    std::uint32_t member = 0;
    do {
      member = stack_.back();
      stack_.pop_back();
      on_stack_[member] = false;
      of[member] = static_cast<std::uint32_t>(all.size() - 1);
      all.back().push_back(GroupIndex{member});
    } while (member != group);
  }

  const std::vector<std::vector<GroupIndex>>& nested_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<bool> on_stack_;
  std::vector<std::uint32_t> stack_;
  std::vector<Frame> frames_;
  std::uint32_t visited_ = 0;

 public:
  std::vector<std::uint32_t> of;
  std::vector<std::vector<GroupIndex>> all;
};

NameIndex<IdentityIndex> active_by_name(const Snapshot& snapshot, const Population& population,
                                        SideOf side) {
  NameIndex<IdentityIndex> by_name(snapshot.names->size());
  for (std::size_t n = 0; n < snapshot.names->size(); ++n) {
    const UserIndex user = snapshot.user_by_name.find(Name{n});
    if (user.is_none() || snapshot.users[user.index()]->status != Status::Active) continue;
    by_name.set(Name{n}, population.identity(user, side));
  }
  return by_name;
}

}  // namespace

GroupClosure::GroupClosure(const Snapshot& snapshot, const Population& population, SideOf side,
                           const IdentitySet& active, AttributeColumns& columns)
    : snapshot_(snapshot),
      active_(active),
      columns_(columns),
      active_by_name_(active_by_name(snapshot, population, side)),
      nested_(nesting(snapshot)) {
  Components components(nested_);
  component_of_ = std::move(components.of);
  components_ = std::move(components.all);
  sets_.resize(components_.size());
}

void GroupClosure::share(GroupClosure& other, std::vector<GroupIndex> same_there) {
  other_ = &other;
  same_there_ = std::move(same_there);
}

std::shared_ptr<const IdentitySet> GroupClosure::from_other_side(GroupIndex group) {
  if (other_ == nullptr || same_there_[group.index()].is_none()) return nullptr;
  return other_->shared_members(same_there_[group.index()]);
}

std::shared_ptr<const IdentitySet> GroupClosure::shared_members(GroupIndex group) {
  // What is inside has a smaller number, so one pass over the components, in their order, finds
  // everything made.
  for (const std::uint32_t component : missing_below(component_of_[group.index()])) {
    sets_[component] = make(component);
  }
  return sets_[component_of_[group.index()]];
}

std::vector<std::uint32_t> GroupClosure::missing_below(std::uint32_t top) {
  std::vector<std::uint32_t> wanted{top};
  std::vector<std::uint32_t> needed;
  std::vector<bool> seen(top + 1, false);
  while (!wanted.empty()) {
    const std::uint32_t component = wanted.back();
    wanted.pop_back();
    if (seen[component] || sets_[component] != nullptr) continue;
    seen[component] = true;
    sets_[component] = from_other_side(components_[component].front());
    if (sets_[component] != nullptr) continue;
    needed.push_back(component);
    for (const GroupIndex member : components_[component]) {
      for (const GroupIndex inside : nested_[member.index()])
        wanted.push_back(component_of_[inside.index()]);
    }
  }
  std::ranges::sort(needed);
  return needed;
}

std::shared_ptr<const IdentitySet> GroupClosure::make(std::uint32_t component) {
  IdentitySet all;
  for (const GroupIndex member : components_[component]) {
    all |= own_members(member);
    for (const GroupIndex inside : nested_[member.index()]) {
      const std::uint32_t other = component_of_[inside.index()];
      if (other != component) all |= *sets_[other];
    }
  }
  all.compact();
  return std::make_shared<const IdentitySet>(std::move(all));
}

IdentitySet GroupClosure::own_members(GroupIndex group) {
  const auto& declared = snapshot_.groups[group.index()];
  std::vector<std::uint32_t> numbers;
  numbers.reserve(declared->members.count);
  for (std::uint32_t i = 0; i < declared->members.count; ++i) {
    const Mention& mention = declared.file->mentions[declared->members.first + i];
    if (mention.kind != MentionKind::User) continue;
    const IdentityIndex identity = active_by_name_.find(mention.id);
    if (!identity.is_none()) numbers.push_back(identity.number);
  }
  IdentitySet all = IdentitySet::of(numbers);
  if (snapshot_.rules[group.index()] != nullptr) all |= by_rule(group);
  return all;
}

IdentitySet GroupClosure::by_rule(GroupIndex group) {
  const Expression& rule = *snapshot_.rules[group.index()];
  const std::vector<std::string> reads =
      attributes_read(rule, rule.root(), Operator::UserAttribute);
  std::vector<const AttributeColumn*> columns;
  columns.reserve(reads.size());
  for (const std::string& attribute : reads) columns.push_back(&columns_.column(attribute));

  std::map<std::vector<std::uint32_t>, bool> known;  // by the codes of what the rule reads
  std::vector<std::uint32_t> codes(reads.size());
  std::vector<std::uint32_t> matching;
  Bindings bindings;
  bindings.resource = bindings.request = [](const std::string&) { return std::optional<Value>{}; };
  bindings.user = [&](const std::string& attribute) -> std::optional<Value> {
    const auto at = static_cast<std::size_t>(std::ranges::find(reads, attribute) - reads.begin());
    return columns[at]->values[codes[at]];
  };
  for (const std::uint32_t identity : active_.numbers()) {
    for (std::size_t i = 0; i < columns.size(); ++i) codes[i] = columns[i]->code_of[identity];
    auto [at, is_new] = known.try_emplace(codes, false);
    if (is_new) {
      const std::optional<Value> value = evaluate(rule, rule.root(), snapshot_, bindings);
      at->second = value && std::get<bool>(*value);
    }
    if (at->second) matching.push_back(identity);
  }
  return IdentitySet::of(matching);
}

}  // namespace accessdrift
