#include "naive_applying.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace accessdrift::naive {
namespace {

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

}  // namespace

Applying::Applying(const Side& side, const RepresentativeRequests& requests)
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

void Applying::ask_by_url(const Attributes& of_url) {
  of_url_ = of_url;
  url_number_ = url_numbers_.try_emplace(of_url, url_numbers_.size()).first->second;
}

const RequestSet& Applying::named(std::size_t rule, std::size_t person) {
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

RequestSet Applying::signed_in(std::size_t person) const {
  RequestSet signed_in;
  for (const Moment& moment : moments_) {
    if (side_.signs_in(person, moment.in.at)) signed_in.unite(moment.requests);
  }
  return signed_in;
}

const RequestSet& Applying::applies(std::size_t rule, std::size_t person, std::size_t thing) {
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

void Applying::gather_moments() {
  std::map<Circumstances, RequestSet> by_circumstances;
  for (std::size_t request = 0; request < count_; ++request)
    by_circumstances[circumstances_of(request)].add(request, count_);
  for (auto& [in, requests] : by_circumstances)
    moments_.push_back({in, std::move(requests), &side_.names_in(in)});
}

Circumstances Applying::circumstances_of(std::size_t request) const {
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

Applying::Reader Applying::reader_of(const Rule& rule, bool of_unknown) const {
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
  reader.alike_people.insert(reader.alike_people.end(), {side_.anonymous(), side_.signed_out()});
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

void Applying::number_combinations(Reader& reader) const {
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

RequestSet Applying::evaluate(const Rule& rule, const Reader& reader, std::size_t person,
                              std::size_t thing) const {
  std::vector<char> holds;
  Reads told{of_url_, {}, std::vector<std::optional<std::size_t>>(reader.axes.size())};
  for (const std::size_t request : reader.example) {
    tell(reader, person, request, told);
    holds.push_back(holds_for(rule, person, thing, told) ? 1 : 0);
  }
  RequestSet set;
  for (std::size_t request = 0; request < count_; ++request) {
    if (holds[reader.combination[request]] != 0) set.add(request, count_);
  }
  return set;
}

void Applying::tell(const Reader& reader, std::size_t person, std::size_t request,
                    Reads& told) const {
  for (std::size_t i = 0; i < reader.axes.size(); ++i) {
    const std::size_t axis = reader.axes[i];
    const std::size_t digit = requests_.digit(request, axis);
    const std::string& attribute = requests_.axes()[axis].attribute;
    const bool is_of_scopes = attribute == "token.scopes";  // they hang on the client, too
    if (told.digits[i] == digit && !is_of_scopes) continue;
    told.digits[i] = digit;
    if (const std::optional<Value>& seen = seen_[axis][digit]) {
      told.attributes[attribute] = *seen;
    } else {
      told.attributes.erase(attribute);
    }
    if (allowed_[axis][digit] == 0) {
      told.unreadable.insert(attribute);
    } else {
      told.unreadable.erase(attribute);
    }
  }
  const auto scopes = told.attributes.find("token.scopes");
  if (scopes == told.attributes.end()) return;
  const auto client = told.attributes.find("token.client");
  scopes->second = side_.issued(std::get<std::set<std::string>>(scopes->second), person,
                                client == told.attributes.end()
                                    ? std::nullopt
                                    : std::optional(std::get<std::string>(client->second)),
                                circumstances_of(request));
}

bool Applying::holds_for(const Rule& rule, std::size_t person, std::size_t thing,
                         const Reads& told) const {
  if (!rule.scopes.empty()) {
    const auto& effective = std::get<std::set<std::string>>(told.attributes.at("token.scopes"));
    if (!std::ranges::includes(effective, rule.scopes)) return false;
  }
  if (!rule.condition) return true;
  Attributes told_of_user;
  std::set<std::string> unreadable_of_user;
  const Attributes* user = &told_of_user;
  if (side_.is_unknown(person)) {
    told_of_user = of_user(told.attributes);
    unreadable_of_user = of_user(told.unreadable);
  } else if (person < side_.people.size()) {
    user = &side_.people[person].attributes;
  }
  const Meaning meaning{user,
                        &side_.things[thing].attributes,
                        &told.attributes,
                        &side_.networks,
                        &side_.windows,
                        &side_.clocks,
                        told.unreadable,
                        std::move(unreadable_of_user)};
  const Truth truth = Evaluator(*rule.condition, meaning).truth();
  return truth == Truth::True || (truth == Truth::Error && rule.applies_on_error);
}

}  // namespace accessdrift::naive
