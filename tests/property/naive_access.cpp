#include <algorithm>
#include <map>

#include "naive_applying.h"

namespace accessdrift::naive {

bool covers(const Side& side, const Rule& rule, std::size_t thing, const std::string& action) {
  if (rule.reaches[thing] == 0) return false;
  if (!rule.actions) return true;
  if (rule.effect == Effect::Deny) return rule.actions->contains(action);
  return std::ranges::any_of(side.things[thing].allowed_by.at(action),
                             [&](const std::string& by) { return rule.actions->contains(by); });
}

namespace {

/// What a policy or a set says, for every request at once: bit i is its outcome for request i. In
/// neither: not applicable.
struct Outcomes {
  RequestSet allow;
  RequestSet deny;
};

/// Everything that is asked of one action of one resource.
class Question {
 public:
  Question(const Side& side, Applying& applying, std::size_t thing, const std::string& action)
      : side_(side), applying_(applying), thing_(thing) {
    for (const Rule& rule : side.rules)
      covered_.push_back(covers(side, rule, thing, action) ? 1 : 0);
    for (std::size_t n = 0; n < side.nodes.size(); ++n) {
      is_gate_.push_back(contains_gate(n) ? 1 : 0);
      std::vector<Node::Child>& relevant = relevant_.emplace_back();
      for (const Node::Child& child : side.nodes[n].children) {
        if (child.is_set || covered_[child.index] != 0) relevant.push_back(child);
      }
    }
  }

  /// A person who is not signed in at the time of a request has what whoever is signed out has.
  [[nodiscard]] RequestSet allowed(std::size_t person) {
    if (person == side_.anonymous()) return decided(person);
    if (!signed_out_) signed_out_ = decided(side_.signed_out());
    RequestSet allowed = *signed_out_;
    if (person == side_.signed_out()) return allowed;
    RequestSet signed_in = applying_.signed_in(person);
    if (signed_in.is_empty()) return allowed;
    allowed.subtract(signed_in);
    signed_in.intersect(decided(person));
    allowed.unite(signed_in);
    return allowed;
  }

 private:
  /// Whether an allow policy that covers the action stands in a set, however deep.
  [[nodiscard]] bool contains_gate(std::size_t n) const {
    return std::ranges::any_of(side_.nodes[n].children, [this](const Node::Child& child) {
      return child.is_set ? contains_gate(child.index) : is_gate_policy(child.index);
    });
  }
  [[nodiscard]] bool is_gate_policy(std::size_t rule) const {
    return covered_[rule] != 0 && side_.rules[rule].effect == Effect::Allow;
  }

  [[nodiscard]] RequestSet decided(std::size_t person) {
    return node(side_.nodes.size() - 1, person).allow;
  }

  Outcomes policy(std::size_t index, std::size_t person) {
    Outcomes outcomes;
    RequestSet named = applying_.named(index, person);
    if (named.is_empty()) return outcomes;
    named.intersect(applying_.applies(index, person, thing_));
    (side_.rules[index].effect == Effect::Allow ? outcomes.allow : outcomes.deny) = named;
    return outcomes;
  }
  Outcomes child(const Node::Child& child, std::size_t person) {
    return child.is_set ? node(child.index, person) : policy(child.index, person);
  }

  Outcomes node(std::size_t n, std::size_t person) {
    switch (side_.nodes[n].combine) {
      case Combine::DenyOverrides:
        return overrides(n, person, &Outcomes::deny, &Outcomes::allow);
      case Combine::AllowOverrides:
        return overrides(n, person, &Outcomes::allow, &Outcomes::deny);
      case Combine::FirstApplicable:
        return first_applicable(n, person);
      case Combine::AllOf:
        break;
    }
    return all_of(n, person);
  }

  Outcomes overrides(std::size_t n, std::size_t person, RequestSet Outcomes::*strong,
                     RequestSet Outcomes::*weak) {
    Outcomes all;
    for (const Node::Child& one : relevant_[n]) {
      const Outcomes outcomes = child(one, person);
      (all.*strong).unite(outcomes.*strong);
      (all.*weak).unite(outcomes.*weak);
    }
    (all.*weak).subtract(all.*strong);
    return all;
  }

  Outcomes first_applicable(std::size_t n, std::size_t person) {
    Outcomes all;
    for (const Node::Child& one : relevant_[n]) {
      Outcomes outcomes = child(one, person);
      outcomes.allow.subtract(all.deny);
      outcomes.deny.subtract(all.allow);
      all.allow.unite(outcomes.allow);
      all.deny.unite(outcomes.deny);
    }
    return all;
  }

  Outcomes all_of(std::size_t n, std::size_t person) {
    Outcomes all;
    bool has_gate = false;
    for (const Node::Child& one : relevant_[n]) {
      const Outcomes outcomes = child(one, person);
      all.deny.unite(outcomes.deny);
      if (one.is_set ? is_gate_[one.index] == 0 : !is_gate_policy(one.index)) continue;
      RequestSet refused = applying_.everything();
      refused.subtract(outcomes.allow);
      all.deny.unite(refused);
      has_gate = true;
    }
    if (!has_gate) return all;
    all.allow = applying_.everything();
    all.allow.subtract(all.deny);
    return all;
  }

  const Side& side_;
  Applying& applying_;
  std::size_t thing_;
  std::vector<char> covered_;
  std::vector<char> is_gate_;
  std::vector<std::vector<Node::Child>> relevant_;
  std::optional<RequestSet> signed_out_;
};

std::vector<Holder> holders_of(const Side& side, Question& question) {
  std::vector<Holder> all;
  for (std::size_t p = 0; p < side.all(); ++p) {
    RequestSet allowed = question.allowed(p);
    if (!allowed.is_empty()) all.push_back({p, std::move(allowed)});
  }
  return all;
}

RepresentativeRequests only(const Side& side, const RequestAttributes& attributes) {
  std::vector<Axis> axes;
  for (const auto& [name, type] : side.context) {
    const auto told = attributes.find(name);
    axes.push_back({name, {told == attributes.end() ? Told::absent() : told->second}});
  }
  return RepresentativeRequests(std::move(axes));
}

}  // namespace

Access access_of(const Side& side, const RepresentativeRequests& requests) {
  Applying applying(side, requests);
  Access access;
  for (std::size_t thing = 0; thing < side.things.size(); ++thing) {
    for (const auto& [action, by] : side.things[thing].allowed_by) {
      Question question(side, applying, thing, action);
      access[{side.things[thing].id, action}] = holders_of(side, question);
    }
  }
  return access;
}

struct AccessByUrl::State {
  State(const Side& s, const RepresentativeRequests& requests) : side(s), applying(s, requests) {}

  const Side& side;
  Applying applying;
  std::map<AskedByUrl, std::vector<Holder>> known;  ///< by what is read
};

AccessByUrl::AccessByUrl(const Side& side, const RepresentativeRequests& requests)
    : state_(std::make_unique<State>(side, requests)) {}

AccessByUrl::~AccessByUrl() = default;

const std::vector<Holder>& AccessByUrl::holders(AskedByUrl asked) {
  const std::set<std::string> read = url_attributes_read(state_->side, asked.thing, asked.action);
  std::erase_if(asked.of_url, [&](const auto& told) { return !read.contains(told.first); });
  const auto known = state_->known.find(asked);
  if (known != state_->known.end()) return known->second;
  state_->applying.ask_by_url(asked.of_url);
  Question question(state_->side, state_->applying, asked.thing, asked.action);
  return state_->known[std::move(asked)] = holders_of(state_->side, question);
}

RequestSet AccessByUrl::allowed(const AskedByUrl& asked, std::size_t person) {
  state_->applying.ask_by_url(asked.of_url);
  return Question(state_->side, state_->applying, asked.thing, asked.action).allowed(person);
}

RequestSet access_to(const Side& side, const RepresentativeRequests& requests, const Target& target,
                     std::size_t person) {
  Applying applying(side, requests);
  return Question(side, applying, side.find_thing(target.first).value(), target.second)
      .allowed(person);
}

Attributes told_by_url(const Address& address, const std::string& method) {
  Attributes told;
  told["request.host"] = address.host;
  told["request.path"] = address.path;
  told["request.method"] = method;
  return told;
}

std::set<std::string> url_attributes_read(const Side& side, std::size_t thing,
                                          const std::string& action) {
  std::set<std::string> read;
  for (const Rule& rule : side.rules) {
    if (!rule.condition || !covers(side, rule, thing, action)) continue;
    const Expression& condition = *rule.condition;
    for (const std::string& attribute :
         attributes_read(condition, condition.root(), Operator::RequestAttribute)) {
      if (is_told_by_url(attribute)) read.insert(attribute);
    }
  }
  return read;
}

bool Side::decide(std::string_view identity, std::string_view action, std::string_view resource,
                  const RequestAttributes& attributes) const {
  const auto thing = find_thing(resource);
  if (!thing || !things[*thing].allowed_by.contains(std::string(action))) return false;
  const RepresentativeRequests request = only(*this, attributes);
  Applying applying(*this, request);
  Question question(*this, applying, *thing, std::string(action));
  return !question.allowed(who(identity)).is_empty();
}

bool Side::decide_by_url(std::string_view identity, const std::string& method,
                         const Address& address, const RequestAttributes& attributes) const {
  const auto thing = owner(address);
  const auto action = thing ? meaning(*thing, method) : std::nullopt;
  if (!action) return false;
  const RepresentativeRequests request = only(*this, attributes);
  Applying applying(*this, request);
  applying.ask_by_url(told_by_url(address, method));
  Question question(*this, applying, *thing, *action);
  return !question.allowed(who(identity)).is_empty();
}

}  // namespace accessdrift::naive
