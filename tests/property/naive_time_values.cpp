#include "naive_time_values.h"

#include <algorithm>
#include <map>

#include "random.h"

namespace accessdrift::naive {
namespace {

using Effect = std::vector<std::int64_t>;

/// A part of a condition through which it reads the attribute.
struct Part {
  const Side* side = nullptr;
  std::shared_ptr<const Expression> condition;
  std::uint32_t node = 0;
  bool reads_user = false;
  bool reads_resource = false;
};

bool reads(const Expression& condition, std::uint32_t node, Operator root) {
  return !attributes_read(condition, node, root).empty();
}

class Parts {
 public:
  Parts(const std::vector<const Side*>& sides, const std::string& attribute)
      : attribute_(attribute) {
    for (const Side* side : sides) {
      const auto declared = side->context.find(attribute);
      if (declared == side->context.end() || declared->second.kind != TypeKind::Time) continue;
      for (const Rule& rule : side->rules) {
        if (rule.condition) gather(*side, rule.condition, rule.condition->root());
      }
      for (const Group& group : side->groups) {
        if (group.rule) gather(*side, group.rule, group.rule->root());
      }
    }
  }

  /// Some part reads other attributes of the request, too, so what it says is not told by the time
  /// alone.
  [[nodiscard]] bool are_mixed() const { return are_mixed_; }

  /// What every part says for everybody and everything that it reads.
  [[nodiscard]] Effect effect(Instant at) const {
    Effect effect;
    const bool is_of_user = attribute_.starts_with("user.");
    const Attributes request{{attribute_, Time{at}}};
    const Attributes nothing;
    const Attributes representative{{is_of_user ? attribute_.substr(5) : "", Time{at}}};
    for (const Part& part : parts_) {
      std::vector<const Attributes*> users{is_of_user ? &representative : &nothing};
      std::vector<const Attributes*> resources{&nothing};
      for (const Person& person : part.side->people)
        if (part.reads_user && !is_of_user) users.push_back(&person.attributes);
      for (const Thing& thing : part.side->things)
        if (part.reads_resource) resources.push_back(&thing.attributes);
      for (const Attributes* user : users) {
        for (const Attributes* resource : resources) {
          const Meaning meaning{user,
                                resource,
                                &request,
                                &part.side->networks,
                                &part.side->windows,
                                &part.side->clocks,
                                {},
                                {}};
          effect.push_back(
              static_cast<std::int64_t>(Evaluator(*part.condition, meaning).truth_of(part.node)));
        }
      }
    }
    return effect;
  }

 private:
  /// Of who is unknown the attributes are told with the request.
  void gather(const Side& side, const std::shared_ptr<const Expression>& condition,
              std::uint32_t index) {
    auto read = attributes_read(*condition, index, Operator::RequestAttribute);
    if (side.has_unknowns()) {
      for (const std::string& name : attributes_read(*condition, index, Operator::UserAttribute))
        read.push_back("user." + name);
    }
    if (std::ranges::count(read, attribute_) == 0) return;
    const Expression::Node& node = condition->at(index);
    const bool is_joined = node.op == Operator::And || node.op == Operator::Or ||
                           node.op == Operator::Not || node.op == Operator::Conditional;
    if (read.size() == 1) {
      parts_.push_back({&side, condition, index, reads(*condition, index, Operator::UserAttribute),
                        reads(*condition, index, Operator::ResourceAttribute)});
    } else if (is_joined) {
      for (const std::uint32_t child : node.children) gather(side, condition, child);
    } else {
      are_mixed_ = true;
    }
  }

  const std::string& attribute_;
  std::vector<Part> parts_;
  bool are_mixed_ = false;
};

/// Who is signed in then, and whom the policies and clients name. Who is in a group in some world
/// only hangs on what is nested in what then, and on who is listed where a rule may say no.
Effect effect_on_people(const std::vector<const Side*>& sides, Instant at) {
  Effect effect;
  for (const Side* side : sides) {
    for (std::size_t person = 0; person < side->people.size(); ++person)
      effect.push_back(side->signs_in(person, at) ? 1 : 0);
    const bool has_rules =
        std::ranges::any_of(side->groups, [](const Group& group) { return group.rule != nullptr; });
    for (const Group& group : side->groups) {
      for (const Member& member : group.members) {
        if (side->has_unknowns() && (member.is_group || has_rules))
          effect.push_back(lasts(member.until, at) ? 1 : 0);
      }
    }
    const Circumstances in{at, {}, {}, {}};
    for (const std::vector<char>& named : side->names_in(in)) {
      for (std::size_t person = 0; person < side->people.size(); ++person)
        effect.push_back(named[person] != 0 && side->signs_in(person, at) ? 1 : 0);
    }
    for (const auto& [client, users] : side->users_in(in)) {
      for (std::size_t person = 0; person < side->people.size(); ++person)
        effect.push_back(users[person] != 0 && side->signs_in(person, at) ? 1 : 0);
    }
  }
  return effect;
}

void append(const Effect& more, Effect& effect) {
  effect.insert(effect.end(), more.begin(), more.end());
}

/// From when on somebody cannot sign in or is no member any more.
std::set<Instant> ends_of(const std::vector<const Side*>& sides) {
  std::set<Instant> ends;
  const auto add = [&](const std::optional<Instant>& end) {
    if (end) ends.insert(*end);
  };
  for (const Side* side : sides) {
    for (const Person& person : side->people) add(person.until);
    for (const Group& group : side->groups) {
      for (const Member& member : group.members) add(member.until);
    }
  }
  return ends;
}

bool reads_as_time(const Side& side, const std::string& attribute) {
  const auto declared = side.context.find(attribute);
  return declared != side.context.end() && declared->second.kind == TypeKind::Time;
}

}  // namespace

TimeValues::TimeValues(const std::vector<const Side*>& sides,
                       const std::vector<const Snapshot*>& snapshots, const std::string& attribute,
                       Instant from) {
  InstantTests tests;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (!reads_as_time(*sides[i], attribute)) continue;
    for (const auto& condition : snapshots[i]->conditions) {
      if (condition) gather_tests(*snapshots[i], *condition, attribute, tests);
    }
    for (const auto& rule : snapshots[i]->rules) {
      if (rule) gather_tests(*snapshots[i], *rule, attribute, tests);
    }
  }
  const bool is_now = attribute == "request.time";
  const std::set<Instant> ends = is_now ? ends_of(sides) : std::set<Instant>();
  tests.cuts.insert(ends.begin(), ends.end());

  if (tests.is_empty()) {
    by_effect_ = {{from}};
    return;
  }
  const Parts parts(sides, attribute);
  std::map<Effect, Effect> effect_of;  // by what the tests say
  std::map<Effect, std::vector<Instant>> by_effect;
  for (const Instant at : telling_instants(tests, from)) {
    const Effect said = what_tests_say(tests, at);
    const auto [known, is_new] = effect_of.try_emplace(said);
    if (is_new) {
      known->second = parts.effect(at);
      if (is_now) append(effect_on_people(sides, at), known->second);
      if (parts.are_mixed()) append(said, known->second);
    }
    by_effect[known->second].push_back(at);
  }
  for (auto& [effect, instants] : by_effect) by_effect_.push_back(std::move(instants));
}

std::vector<Instant> TimeValues::some_of_each(std::size_t most) const {
  std::vector<Instant> some;
  for (const std::vector<Instant>& alike : by_effect_) {
    const auto seed = static_cast<std::uint64_t>(alike.front() * 31 + alike.back());
    property::Random random(seed * 31 + alike.size());
    const std::vector<Instant> chosen = random.some(alike, most);
    some.insert(some.end(), chosen.begin(), chosen.end());
  }
  std::ranges::sort(some);
  return some;
}

}  // namespace accessdrift::naive
