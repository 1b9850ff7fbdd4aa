#include <algorithm>
#include <map>
#include <numeric>

#include "naive.h"

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

/// What is told of the attributes of who asks, by their names.
Attributes of_user(const Attributes& told) {
  Attributes user;
  for (const auto& [name, value] : told) {
    if (name.starts_with("user.")) user[name.substr(5)] = value;
  }
  return user;
}
std::set<std::string> of_user(const std::set<std::string>& attributes) {
  std::set<std::string> names;
  for (const std::string& attribute : attributes) {
    if (attribute.starts_with("user.")) names.insert(attribute.substr(5));
  }
  return names;
}

/// By person or resource: the first that has the same for the attributes.
template <typename Attributed>
std::vector<std::size_t> first_alike(const std::vector<Attributed>& all,
                                     const std::vector<std::string>& attributes) {
  std::map<Attributes, std::size_t> first;
  std::vector<std::size_t> alike;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Attributes read;
    for (const std::string& name : attributes) {
      const auto value = all[i].attributes.find(name);
      if (value != all[i].attributes.end()) read.insert(*value);
    }
    alike.push_back(first.try_emplace(std::move(read), i).first->second);
  }
  return alike;
}

/// For what requests the scopes and the condition of one policy hold; kept, because people and
/// resources share answers.
class Conditions {
 public:
  Conditions(const Side& side, const RepresentativeRequests& requests)
      : side_(side), requests_(requests), count_(requests.size()) {
    for (const Axis& axis : requests.axes()) {
      std::vector<std::optional<Value>>& seen = seen_.emplace_back();
      std::vector<char>& allowed = allowed_.emplace_back();
      for (const Told& told : axis.values) {
        seen.push_back(side.seen(axis.attribute, told));
        allowed.push_back(side.allows(axis.attribute, told) ? 1 : 0);
      }
      tells_members_.push_back(side.tells_members(axis.attribute) ? 1 : 0);
    }
    readers_.resize(side.rules.size());
    readers_of_unknown_.resize(side.rules.size());
    everything_ = RequestSet::all(count_);
    gather_moments();
  }

  [[nodiscard]] const RequestSet& everything() const { return everything_; }

  /// From now on all requests are for a URL that tells this; for none if it tells nothing.
  void ask_by_url(const Attributes& of_url) {
    of_url_ = of_url;
    url_number_ = url_numbers_.try_emplace(of_url, url_numbers_.size()).first->second;
  }

  /// For which requests the policy names the person.
  [[nodiscard]] const RequestSet& named(std::size_t rule, std::size_t person) {
    static const RequestSet kNone;
    if (moments_.size() == 1) {
      const Moment& always = moments_.front();
      return (*always.names)[rule][person] != 0 ? always.requests : kNone;
    }
    const auto [known, is_new] = named_.try_emplace({rule, person});
    if (!is_new) return known->second;
    for (const Moment& moment : moments_) {
      if ((*moment.names)[rule][person] != 0) known->second.unite(moment.requests);
    }
    return known->second;
  }
  /// For which requests the person, not anonymous, is signed in.
  [[nodiscard]] RequestSet signed_in(std::size_t person) const {
    RequestSet signed_in;
    for (const Moment& moment : moments_) {
      if (side_.signs_in(person, moment.in.at)) signed_in.unite(moment.requests);
    }
    return signed_in;
  }

  /// REQUIRES: the policy names the person and covers the resource.
  [[nodiscard]] const RequestSet& applies(std::size_t rule, std::size_t person, std::size_t thing) {
    const bool is_unknown = side_.is_unknown(person);
    auto& known_reader = (is_unknown ? readers_of_unknown_ : readers_)[rule];
    if (!known_reader) known_reader = reader_of(side_.rules[rule], is_unknown);
    const Reader& reader = *known_reader;
    if (reader.is_plain) return everything_;
    const Key key{&reader, reader.alike_people[person], reader.alike_things[thing],
                  reader.reads_url ? url_number_ : 0};
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    return known_[key] = evaluate(side_.rules[rule], reader, person, thing);
  }

 private:
  struct Reader {
    bool is_plain = true;  ///< neither scopes nor a condition
    bool reads_url = false;
    std::vector<std::size_t> alike_people;   ///< by person: the first of whom it reads the same
    std::vector<std::size_t> alike_things;   ///< by resource
    std::vector<std::size_t> axes;           ///< those that it reads
    std::vector<std::uint32_t> combination;  ///< by request: the number of the values that it reads
    std::vector<std::size_t> example;        ///< by combination: a request that has it
  };
  using Key = std::tuple<const Reader*, std::size_t, std::size_t, std::size_t>;

  /// Requests that are made at one time in worlds that tell the same of who is in which group.
  struct Moment {
    Circumstances in;
    RequestSet requests;
    const Side::Names* names = nullptr;  ///< that are used then
  };

  void gather_moments() {
    std::map<Circumstances, RequestSet> by_circumstances;
    for (std::size_t request = 0; request < count_; ++request)
      by_circumstances[circumstances_of(request)].add(request, count_);
    for (auto& [in, requests] : by_circumstances)
      moments_.push_back({in, std::move(requests), &side_.names_in(in)});
  }

  Circumstances circumstances_of(std::size_t request) const {
    Circumstances in;
    for (std::size_t axis = 0; axis < requests_.axes().size(); ++axis) {
      const std::string& attribute = requests_.axes()[axis].attribute;
      const bool is_time = attribute == "request.time";
      if (!is_time && tells_members_[axis] == 0) continue;
      const Told& told = requests_.axes()[axis].values[requests_.digit(request, axis)];
      if (!is_time) side_.tell(attribute, told, in);
      const bool is_read =
          told.state == Told::State::Present && allowed_[axis][requests_.digit(request, axis)] != 0;
      if (is_time && is_read) in.at = std::get<Time>(told.value).instant;
    }
    return in;
  }

  Reader reader_of(const Rule& rule, bool of_unknown) const {
    Reader reader;
    std::set<std::string> read;
    if (!rule.scopes.empty()) read.insert("token.scopes");
    bool reads_scopes = !rule.scopes.empty();
    std::vector<std::string> of_user;
    std::vector<std::string> of_resource;
    if (rule.condition) {
      const Expression& condition = *rule.condition;
      for (const std::string& attribute :
           attributes_read(condition, condition.root(), Operator::RequestAttribute))
        read.insert(attribute);
      reads_scopes = read.contains("token.scopes");
      of_user = attributes_read(condition, condition.root(), Operator::UserAttribute);
      for (const std::string& name : of_user) {
        if (of_unknown) read.insert("user." + name);
      }
      of_resource = attributes_read(condition, condition.root(), Operator::ResourceAttribute);
    }
    reader.alike_people = first_alike(side_.people, of_user);
    reader.alike_people.push_back(side_.anonymous());
    reader.alike_things = first_alike(side_.things, of_resource);
    if (reads_scopes && !side_.clients.empty()) {
      read.insert({"token.client", "request.time"});
      std::iota(reader.alike_people.begin(), reader.alike_people.end(), std::size_t{0});
      for (std::size_t axis = 0; axis < requests_.axes().size(); ++axis) {
        if (tells_members_[axis] != 0) read.insert(requests_.axes()[axis].attribute);
      }
    }
    reader.is_plain = rule.scopes.empty() && !rule.condition;
    reader.reads_url = std::ranges::any_of(read, is_told_by_url);
    for (std::size_t axis = 0; axis < requests_.axes().size(); ++axis) {
      if (read.contains(requests_.axes()[axis].attribute)) reader.axes.push_back(axis);
    }
    number_combinations(reader);
    return reader;
  }

  void number_combinations(Reader& reader) const {
    if (reader.is_plain) return;
    for (std::size_t request = 0; request < count_; ++request) {
      std::uint32_t number = 0;
      for (const std::size_t axis : reader.axes) {
        number = number * static_cast<std::uint32_t>(requests_.axes()[axis].values.size()) +
                 static_cast<std::uint32_t>(requests_.digit(request, axis));
      }
      reader.combination.push_back(number);
      if (number >= reader.example.size()) reader.example.resize(number + 1);
      reader.example[number] = request;
    }
  }

  RequestSet evaluate(const Rule& rule, const Reader& reader, std::size_t person,
                      std::size_t thing) const {
    std::vector<char> holds;
    for (const std::size_t request : reader.example)
      holds.push_back(holds_for(rule, reader, person, thing, request) ? 1 : 0);
    RequestSet set;
    for (std::size_t request = 0; request < count_; ++request) {
      if (holds[reader.combination[request]] != 0) set.add(request, count_);
    }
    return set;
  }

  bool holds_for(const Rule& rule, const Reader& reader, std::size_t person, std::size_t thing,
                 std::size_t request) const {
    Attributes told = of_url_;
    std::set<std::string> unreadable;
    for (const std::size_t axis : reader.axes) {
      const std::size_t digit = requests_.digit(request, axis);
      const std::string& attribute = requests_.axes()[axis].attribute;
      if (seen_[axis][digit]) told[attribute] = *seen_[axis][digit];
      if (allowed_[axis][digit] == 0) unreadable.insert(attribute);
    }
    if (const auto scopes = told.find("token.scopes"); scopes != told.end()) {
      const auto client = told.find("token.client");
      scopes->second =
          side_.issued(std::get<std::set<std::string>>(scopes->second), person,
                       client == told.end() ? std::nullopt
                                            : std::optional(std::get<std::string>(client->second)),
                       circumstances_of(request));
    }
    if (!rule.scopes.empty()) {
      const auto& effective = std::get<std::set<std::string>>(told.at("token.scopes"));
      if (!std::ranges::includes(effective, rule.scopes)) return false;
    }
    if (!rule.condition) return true;
    Attributes user;
    std::set<std::string> unreadable_of_user;
    if (side_.is_unknown(person)) {
      user = of_user(told);
      unreadable_of_user = of_user(unreadable);
    } else if (person != side_.anonymous()) {
      user = side_.people[person].attributes;
    }
    const Meaning meaning{&user,
                          &side_.things[thing].attributes,
                          &told,
                          &side_.networks,
                          &side_.windows,
                          &side_.clocks,
                          std::move(unreadable),
                          std::move(unreadable_of_user)};
    const Truth truth = Evaluator(*rule.condition, meaning).truth();
    return truth == Truth::True || (truth == Truth::Error && rule.applies_on_error);
  }

  const Side& side_;
  const RepresentativeRequests& requests_;
  std::size_t count_;
  RequestSet everything_;
  std::vector<Moment> moments_;
  std::vector<std::vector<std::optional<Value>>> seen_;
  std::vector<char> tells_members_;         ///< by axis
  std::vector<std::vector<char>> allowed_;  ///< as `seen_`
  std::vector<std::optional<Reader>> readers_;
  std::vector<std::optional<Reader>> readers_of_unknown_;
  std::map<std::pair<std::size_t, std::size_t>, RequestSet> named_;
  Attributes of_url_;
  std::map<Attributes, std::size_t> url_numbers_;
  std::size_t url_number_ = 0;
  std::map<Key, RequestSet> known_;
};

/// Everything that is asked of one action of one resource.
class Question {
 public:
  Question(const Side& side, Conditions& conditions, std::size_t thing, const std::string& action)
      : side_(side), conditions_(conditions), thing_(thing) {
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

  /// Whoever is not signed in at the time of a request has what anonymous has.
  [[nodiscard]] RequestSet allowed(std::size_t person) {
    if (!of_anonymous_) of_anonymous_ = decided(side_.anonymous());
    RequestSet allowed = *of_anonymous_;
    if (person == side_.anonymous()) return allowed;
    RequestSet signed_in = conditions_.signed_in(person);
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
    RequestSet named = conditions_.named(index, person);
    if (named.is_empty()) return outcomes;
    named.intersect(conditions_.applies(index, person, thing_));
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
      RequestSet refused = conditions_.everything();
      refused.subtract(outcomes.allow);
      all.deny.unite(refused);
      has_gate = true;
    }
    if (!has_gate) return all;
    all.allow = conditions_.everything();
    all.allow.subtract(all.deny);
    return all;
  }

  const Side& side_;
  Conditions& conditions_;
  std::size_t thing_;
  std::vector<char> covered_;
  std::vector<char> is_gate_;
  std::vector<std::vector<Node::Child>> relevant_;
  std::optional<RequestSet> of_anonymous_;
};

std::vector<Holder> holders_of(const Side& side, Question& question) {
  std::vector<Holder> all;
  for (std::size_t p = 0; p <= side.people.size(); ++p) {
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
  Conditions conditions(side, requests);
  Access access;
  for (std::size_t thing = 0; thing < side.things.size(); ++thing) {
    for (const auto& [action, by] : side.things[thing].allowed_by) {
      Question question(side, conditions, thing, action);
      access[{side.things[thing].id, action}] = holders_of(side, question);
    }
  }
  return access;
}

struct AccessByUrl::State {
  State(const Side& s, const RepresentativeRequests& requests) : side(s), conditions(s, requests) {}

  const Side& side;
  Conditions conditions;
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
  state_->conditions.ask_by_url(asked.of_url);
  Question question(state_->side, state_->conditions, asked.thing, asked.action);
  return state_->known[std::move(asked)] = holders_of(state_->side, question);
}

RequestSet AccessByUrl::allowed(const AskedByUrl& asked, std::size_t person) {
  state_->conditions.ask_by_url(asked.of_url);
  return Question(state_->side, state_->conditions, asked.thing, asked.action).allowed(person);
}

RequestSet access_to(const Side& side, const RepresentativeRequests& requests, const Target& target,
                     std::size_t person) {
  Conditions conditions(side, requests);
  return Question(side, conditions, side.find_thing(target.first).value(), target.second)
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
  Conditions conditions(*this, request);
  Question question(*this, conditions, *thing, std::string(action));
  return !question.allowed(who(identity)).is_empty();
}

bool Side::decide_by_url(std::string_view identity, const std::string& method,
                         const Address& address, const RequestAttributes& attributes) const {
  const auto thing = owner(address);
  const auto action = thing ? meaning(*thing, method) : std::nullopt;
  if (!action) return false;
  const RepresentativeRequests request = only(*this, attributes);
  Conditions conditions(*this, request);
  conditions.ask_by_url(told_by_url(address, method));
  Question question(*this, conditions, *thing, *action);
  return !question.allowed(who(identity)).is_empty();
}

}  // namespace accessdrift::naive
