#include "accessdrift/engine/group_closure.h"

#include <algorithm>
#include <tuple>

#include "accessdrift/engine/evaluation.h"
#include "accessdrift/engine/sign_in.h"

namespace accessdrift {
namespace {

/// Tarjan's strongly connected components without recursion.
class Components {
 public:
  explicit Components(std::vector<std::vector<GroupIndex>> nested)
      : nested_(std::move(nested)),
        order_(nested_.size(), 0),
        low_(nested_.size(), 0),
        on_stack_(nested_.size(), false),
        of(nested_.size(), 0) {
    for (std::uint32_t g = 0; g < nested_.size(); ++g) {
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

  std::vector<std::vector<GroupIndex>> nested_;
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
                                        SideOf side, Instant from) {
  NameIndex<IdentityIndex> by_name;
  const auto note = [&](Name name, UserIndex user) {
    if (snapshot.user_by_name.find(name) == user)
      by_name.set(name, population.identity(user, side));
  };
  for (std::size_t u = 0; u < snapshot.users.size(); ++u) {
    const auto& user = snapshot.users[u];
    if (!can_sign_in(user, from)) continue;
    note(user->id, UserIndex{u});
    for (std::uint32_t i = 0; i < user->aliases.count; ++i)
      note(user.file->aliases[user->aliases.first + i].name, UserIndex{u});
  }
  return by_name;
}

}  // namespace

GroupClosure::GroupClosure(const Snapshot& snapshot, const Population& population,
                           const IdentitySet& active, AttributeColumns& columns)
    : snapshot_(snapshot),
      population_(population),
      active_(active),
      columns_(columns),
      active_by_name_(active_by_name(snapshot, population, columns.side(), columns.from())),
      from_(columns.from()) {
  for (std::size_t u = snapshot.declared_users(); u < snapshot.users.size(); ++u) {
    const GroupIndex group = snapshot.unlisted_user(UserIndex{u})->group;
    if (!group.is_none())
      representatives_.emplace(group, population.identity(UserIndex{u}, columns.side()));
  }
  Components components(find_nested());
  component_of_ = std::move(components.of);
  components_ = std::move(components.all);
  members_.resize(snapshot.groups.size());
}

std::vector<std::vector<GroupIndex>> GroupClosure::cycles() const {
  std::vector<std::vector<GroupIndex>> found;
  for (const std::vector<GroupIndex>& component : components_) {
    const auto& own = nested_[component.front().index()];
    const bool is_in_itself =
        std::ranges::find(own, component.front(), &Nested::group) != own.end();
    if (component.size() > 1 || is_in_itself) found.push_back(component);
    if (!found.empty()) std::ranges::sort(found.back());
  }
  std::ranges::sort(found);
  return found;
}

/// Fills `nested_`; the same without the ends.
std::vector<std::vector<GroupIndex>> GroupClosure::find_nested() {
  const Snapshot& snapshot = snapshot_;
  std::vector<std::vector<GroupIndex>> edges(snapshot.groups.size());
  nested_.resize(snapshot.groups.size());
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& group = snapshot.groups[g];
    for (std::uint32_t i = 0; i < group->members.count; ++i) {
      const Mention& mention = group.file->mentions[group->members.first + i];
      if (mention.kind != MentionKind::Group) continue;
      const GroupIndex inside = snapshot.group_by_name.find(mention.id);
      const Instant end = mention.has_until ? group.file->until_of(mention).end : kEndOfTime;
      if (inside.is_none() || end <= from_) continue;
      nested_[g].push_back({inside, end});
      edges[g].push_back(inside);
    }
  }
  return edges;
}

void GroupClosure::share(GroupClosure& other, std::vector<GroupIndex> same_there) {
  other_ = &other;
  same_there_ = std::move(same_there);
}

GroupClosure::MembersPointer GroupClosure::from_other_side(GroupIndex group) {
  if (other_ == nullptr || same_there_[group.index()].is_none()) return nullptr;
  return other_->shared_members(same_there_[group.index()]);
}

GroupClosure::MembersPointer GroupClosure::shared_members(GroupIndex group) {
  // What is inside has a smaller number, so one pass over the components, in their order, finds
  // everything made.
  if (members_[group.index()] == nullptr) {
    for (const std::uint32_t component : missing_below(component_of_[group.index()]))
      make(component);
  }
  return members_[group.index()];
}

std::vector<std::uint32_t> GroupClosure::missing_below(std::uint32_t top) {
  std::vector<std::uint32_t> wanted{top};
  std::vector<std::uint32_t> needed;
  std::vector<bool> seen(top + 1, false);
  while (!wanted.empty()) {
    const std::uint32_t component = wanted.back();
    wanted.pop_back();
    const std::vector<GroupIndex>& groups = components_[component];
    if (seen[component] || members_[groups.front().index()] != nullptr) continue;
    seen[component] = true;
    if (from_other_side(groups.front()) != nullptr) {
      for (const GroupIndex group : groups) members_[group.index()] = from_other_side(group);
      continue;
    }
    needed.push_back(component);
    for (const GroupIndex group : groups) {
      for (const Nested& inside : nested_[group.index()])
        wanted.push_back(component_of_[inside.group.index()]);
    }
  }
  std::ranges::sort(needed);
  return needed;
}

bool GroupClosure::ends_within(std::uint32_t component) const {
  return std::ranges::any_of(components_[component], [&](GroupIndex group) {
    return std::ranges::any_of(nested_[group.index()], [&](const Nested& inside) {
      return inside.end < kEndOfTime && component_of_[inside.group.index()] == component;
    });
  });
}

void GroupClosure::make(std::uint32_t component) {
  if (ends_within(component)) return make_one_by_one(component);
  MembersBuilder members;
  for (const GroupIndex group : components_[component]) add_own_members(group, members);
  const auto made = std::make_shared<const Members>(members.build());
  for (const GroupIndex group : components_[component]) members_[group.index()] = made;
}

/// In a cycle in which something ends the groups differ: until nothing grows, each takes in what
/// those inside it have. An end only ever gets later, to one of the ends that there are.
void GroupClosure::make_one_by_one(std::uint32_t component) {
  const std::vector<GroupIndex>& groups = components_[component];
  std::map<GroupIndex, Members> made;
  for (const GroupIndex group : groups) {
    MembersBuilder own;
    add_own_members(group, own);
    made[group] = own.build();
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (const GroupIndex group : groups) {
      MembersBuilder builder;
      builder.add(made[group]);
      for (const Nested& inside : nested_[group.index()]) {
        if (component_of_[inside.group.index()] == component)
          builder.add(made[inside.group], inside.end);
      }
      Members more = builder.build();
      if (more == made[group]) continue;
      made[group] = std::move(more);
      grew = true;
    }
  }
  for (const GroupIndex group : groups)
    members_[group.index()] = std::make_shared<const Members>(std::move(made[group]));
}

void GroupClosure::add_own_members(GroupIndex group, MembersBuilder& members) {
  const auto& declared = snapshot_.groups[group.index()];
  std::vector<std::uint32_t> numbers;
  numbers.reserve(declared->members.count);
  for (std::uint32_t i = 0; i < declared->members.count; ++i) {
    const Mention& mention = declared.file->mentions[declared->members.first + i];
    if (mention.kind != MentionKind::User) continue;
    const IdentityIndex identity = active_by_name_.find(mention.id);
    if (identity.is_none()) continue;
    if (!mention.has_until) {
      numbers.push_back(identity.number);
    } else if (const Instant end = declared.file->until_of(mention).end; end > from_) {
      members.add(identity, end);
    }
  }
  members.add(IdentitySet::of(numbers));
  if (const auto own = representatives_.find(group); own != representatives_.end())
    members.add(own->second);
  if (snapshot_.rules[group.index()] != nullptr) members.add(by_rule(group));
  for (const Nested& inside : nested_[group.index()]) {
    if (component_of_[inside.group.index()] != component_of_[group.index()])
      members.add(*members_[inside.group.index()], inside.end);
  }
}

std::vector<const AttributeColumn*> GroupClosure::columns_of(
    const Expression& rule, const std::vector<std::string>& reads) {
  const std::vector<std::string> valued =
      attributes_valued(rule, rule.root(), Operator::UserAttribute);
  std::vector<const AttributeColumn*> columns;
  columns.reserve(reads.size());
  for (const std::string& attribute : reads) {
    const bool is_valued = std::ranges::binary_search(valued, attribute);
    columns.push_back(is_valued ? &columns_.column(attribute) : &columns_.presence(attribute));
  }
  return columns;
}

IdentitySet GroupClosure::by_rule(GroupIndex group) {
  const Expression& rule = *snapshot_.rules[group.index()];
  const std::vector<std::string> reads =
      attributes_read(rule, rule.root(), Operator::UserAttribute);
  const std::vector<const AttributeColumn*> columns = columns_of(rule, reads);

  std::vector<std::uint32_t> codes(reads.size());
  Bindings bindings;
  bindings.resource = bindings.request = [](const std::string&) { return std::optional<Value>{}; };
  bindings.user = [&](const std::string& attribute) -> std::optional<Value> {
    const auto at = static_cast<std::size_t>(std::ranges::find(reads, attribute) - reads.begin());
    return columns[at]->values[codes[at]];
  };
  std::map<std::vector<std::uint32_t>, bool> known;  // by the codes of what the rule reads
  auto last = known.end();                           // often the next one's, too
  const auto holds = [&] {
    if (last != known.end() && last->first == codes) return last->second;
    bool is_new = false;
    std::tie(last, is_new) = known.try_emplace(codes, false);
    if (is_new) {
      const std::optional<Value> value = evaluate(rule, rule.root(), snapshot_, bindings);
      last->second = value && std::get<bool>(*value);
    }
    return last->second;
  };
  std::vector<std::uint32_t> matching;
  for (const std::uint32_t identity : active_.numbers()) {
    if (population_.is_client(IdentityIndex{identity})) break;  // the last ones, in no group
    if (population_.unlisted(IdentityIndex{identity}, columns_.side()) != nullptr) continue;
    for (std::size_t i = 0; i < columns.size(); ++i) codes[i] = columns[i]->code_of[identity];
    if (holds()) matching.push_back(identity);
  }
  return IdentitySet::of(matching);
}

}  // namespace accessdrift
