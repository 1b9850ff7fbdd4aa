#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"
#include "naive_condition.h"
#include "naive_requests.h"
#include "naive_urls.h"
#include "request_set.h"

/// The third evaluation (CRAFT §4): DESIGN §3 read literally, by loops over everything. It shares
/// the declarations and the checked conditions with the program and resolves every mention, parent,
/// implication, glob, scope and network by itself.
namespace accessdrift::naive {

struct Person {
  std::string id;  ///< folded
  std::string spelling;
  std::optional<std::string> uid;
  std::vector<std::string> aliases;  ///< folded
  std::string domain;
  bool is_active = true;
  bool is_client = false;        ///< one that acts for itself
  std::optional<Instant> until;  ///< from when on there is no signing in
  Attributes attributes;
};

struct Member {  ///< of a group
  bool is_group = false;
  std::size_t index = 0;  ///< of the person or group
  std::optional<Instant> until;
};

struct Group {
  std::vector<char> by_rule;  ///< by person
  std::vector<Member> members;
};

struct Mentioned {  ///< whom a policy or a client names
  MentionKind kind = MentionKind::User;
  std::size_t index = 0;  ///< of the person or group
  std::string domain;
};

struct Client {
  std::set<std::string> scopes;  ///< closed
  std::optional<std::vector<Mentioned>> users;
};

struct Thing {  ///< a resource
  std::string id;
  std::optional<std::size_t> parent;
  Attributes attributes;
  /// By action: the actions of an allow policy that allow it.
  std::map<std::string, std::set<std::string>> allowed_by;
  std::vector<UrlPattern> urls;
  std::map<std::string, std::string> methods;  ///< and the action that each means

  /// Whether requests for URLs can ask for the action.
  [[nodiscard]] bool is_found_by_url(const std::string& action) const;
};

struct Rule {  ///< a policy
  std::string id;
  Effect effect = Effect::Allow;
  std::vector<Mentioned> who;
  std::vector<char> reaches;  ///< by resource: in `to`, or below one that is
  std::optional<std::set<std::string>> actions;
  std::set<std::string> scopes;
  std::shared_ptr<const Expression> condition;
  bool applies_on_error = false;
};

struct Node {  ///< a set; the root is the last one
  struct Child {
    bool is_set = false;
    std::size_t index = 0;
  };
  Combine combine = Combine::DenyOverrides;
  std::vector<Child> children;
};

/// One side, with everything in plain tables.
class Side {
 public:
  explicit Side(const Snapshot& snapshot);

  std::vector<Person> people;  ///< the clients last
  std::vector<Group> groups;
  std::vector<Thing> things;
  std::vector<Rule> rules;
  std::vector<Node> nodes;
  std::map<std::string, std::vector<IpPrefix>, std::less<>> networks;
  Windows windows;
  Clocks clocks;
  std::map<std::string, AttributeType, std::less<>> context;  ///< built-in ones included
  std::map<std::string, std::set<std::string>> scopes;  ///< by scope: what requesting it brings
  std::map<std::string, Client, std::less<>> clients;
  std::vector<std::pair<std::string, std::string>> renames;  ///< folded
  std::vector<std::pair<std::string, std::string>> renames_as_written;

  [[nodiscard]] std::size_t anonymous() const { return people.size(); }
  /// By id or alias; who is not listed is anonymous.
  [[nodiscard]] std::size_t who(std::string_view identity) const;
  /// Whether a person, not anonymous, is signed in then.
  [[nodiscard]] bool signs_in(std::size_t person, const std::optional<Instant>& at) const;
  /// By rule and person, anonymous last: whether the rule names whoever is signed in then, or
  /// anonymous.
  using Names = std::vector<std::vector<char>>;
  [[nodiscard]] const Names& names_at(const std::optional<Instant>& at) const;
  /// By client and person, anonymous last: whether it may use the client then.
  using Users = std::map<std::string, std::vector<char>, std::less<>>;
  [[nodiscard]] const Users& users_at(const std::optional<Instant>& at) const;
  [[nodiscard]] std::optional<std::size_t> find_person(std::string_view id_or_alias) const;
  [[nodiscard]] std::optional<std::size_t> find_thing(std::string_view id) const;
  /// What this side reads where `told` was sent; nothing is absent.
  [[nodiscard]] std::optional<Value> seen(const std::string& attribute, const Told& told) const;
  /// Whether the side's declarations allow the value, or that there is none.
  [[nodiscard]] bool allows(const std::string& attribute, const Told& told) const;

  /// Of the scopes that a token has asked for and that it brings those that it gets.
  [[nodiscard]] std::set<std::string> issued(const std::set<std::string>& brought,
                                             std::size_t person,
                                             const std::optional<std::string>& client,
                                             const std::optional<Instant>& at) const;

  /// Whether a request is allowed. What is not told is absent, and so is what a URL tells.
  [[nodiscard]] bool decide(std::string_view identity, std::string_view action,
                            std::string_view resource, const RequestAttributes& attributes) const;
  [[nodiscard]] bool decide_by_url(std::string_view identity, const std::string& method,
                                   const Address& address,
                                   const RequestAttributes& attributes) const;

  /// The most specific patterns that cover the address, of a valid side at most one, and whose they
  /// are.
  struct Route {
    const UrlPattern* pattern = nullptr;
    std::size_t thing = 0;
    friend auto operator<=>(const Route&, const Route&) = default;
  };
  [[nodiscard]] std::vector<Route> routes(const Address& address) const;
  [[nodiscard]] std::optional<std::size_t> owner(const Address& address) const;
  /// What the method means of a resource.
  [[nodiscard]] std::optional<std::string> meaning(std::size_t thing,
                                                   const std::string& method) const;

 private:
  [[nodiscard]] std::vector<std::vector<char>> members_at(const std::optional<Instant>& at) const;
  mutable std::map<std::optional<Instant>, Names> names_;
  mutable std::map<std::optional<Instant>, Users> users_;
};

/// What the side needs to know of who is named.
void read_groups(const Snapshot& snapshot, Side& side);
void read_clients(const Snapshot& snapshot, Side& side);
[[nodiscard]] std::vector<Mentioned> read_who(const Snapshot& snapshot, const Side& side,
                                              const std::vector<Mention>& mentions);

/// Who may, sparse: by (resource, action), the people with the requests that they are allowed, in
/// order of person, anonymous last.
struct Holder {
  std::size_t person = 0;
  RequestSet allowed;
};
using Target = std::pair<std::string, std::string>;
using Access = std::map<Target, std::vector<Holder>>;

/// By id.
[[nodiscard]] Access access_of(const Side& side, const RepresentativeRequests& requests);

/// An action of a resource, and what the URL that asks for it tells.
struct AskedByUrl {
  std::size_t thing = 0;
  std::string action;
  Attributes of_url;
  friend auto operator<=>(const AskedByUrl&, const AskedByUrl&) = default;
};
/// Whether the rule is about the action of a resource, whoever asks.
[[nodiscard]] bool covers(const Side& side, const Rule& rule, std::size_t thing,
                          const std::string& action);
[[nodiscard]] Attributes told_by_url(const Address& address, const std::string& method);
/// Those of the attributes that a URL tells that decide about the action.
[[nodiscard]] std::set<std::string> url_attributes_read(const Side& side, std::size_t thing,
                                                        const std::string& action);

/// Who may by URL.
class AccessByUrl {
 public:
  AccessByUrl(const Side& side, const RepresentativeRequests& requests);
  ~AccessByUrl();
  AccessByUrl(const AccessByUrl&) = delete;
  AccessByUrl& operator=(const AccessByUrl&) = delete;

  /// In order of person. Kept.
  [[nodiscard]] const std::vector<Holder>& holders(AskedByUrl asked);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The same one on both sides; `printed` is the after side's id. Nothing on a side: has there what
/// anonymous has.
struct Pair {
  std::optional<std::size_t> before;
  std::optional<std::size_t> after;
  std::string printed;
};
/// Anonymous first.
[[nodiscard]] std::vector<Pair> pair_people(const Side& before, const Side& after);

/// By the id before of a resource that has another one after: that one.
using RenamedThings = std::map<std::string, std::string>;
[[nodiscard]] RenamedThings pair_things(const Side& before, const Side& after);

struct Change {
  std::size_t pair = 0;
  std::string resource;
  std::string action;
  RequestSet before;
  RequestSet after;
};

/// What is asked for by id: all but what requests for URLs can ask for on a side.
[[nodiscard]] std::vector<Change> compare(const Side& before, const Access& access_before,
                                          const Side& after, const Access& access_after,
                                          const std::vector<Pair>& pairs);

}  // namespace accessdrift::naive
