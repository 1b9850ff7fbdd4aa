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
  bool is_client = false;  ///< one that acts for itself
  /// The request tells the attributes: of a representative, and of who is signed in by an open
  /// directory and not listed there.
  bool is_unknown = false;
  /// Stands for the further members of an open group, which is none of this side's if the side only
  /// lacks the representative.
  bool is_representative = false;
  std::optional<std::size_t> represents;  ///< the group
  std::optional<Instant> until;           ///< from when on there is no signing in
  Attributes attributes;
};

struct Member {  ///< of a group
  bool is_group = false;
  std::size_t index = 0;  ///< of the person or group
  std::optional<Instant> until;
};

struct Group {
  std::string id;
  std::shared_ptr<const Expression> rule;
  std::vector<char> by_rule;  ///< by person; of who is unknown that hangs on the world
  std::vector<Member> members;
  bool is_open = false;
  std::set<std::string> within;  ///< domains of the further members; empty: any
  std::string attribute;         ///< of the world, that tells whether who asks is a further member
};

/// What of a request tells who is in which group. Only what this side can tell apart.
struct Circumstances {
  std::optional<Instant> at;         ///< nothing: it is not told
  std::set<std::size_t> is_told_in;  ///< the open groups of which who asks is a further member
  Attributes of_unknown;             ///< what who is unknown has, by name, without `user.`
  std::set<std::string> unreadable;  ///< of those
  friend auto operator<=>(const Circumstances&, const Circumstances&) = default;
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

  /// The declared ones; the representatives; of an open directory who is mentioned and not listed,
  /// and the strangers; the clients. Behind them whom `complete` adds.
  std::vector<Person> people;
  bool is_open = false;           ///< its directory
  std::set<std::string> domains;  ///< of ids, and those that `domain:` mentions
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
  /// Whoever cannot sign in and is not listed.
  [[nodiscard]] std::size_t signed_out() const { return people.size() + 1; }
  /// So many there are, these two among them.
  [[nodiscard]] std::size_t all() const { return people.size() + 2; }
  /// By id or alias. Who is nobody's is a stranger's in an open directory, else signed out.
  [[nodiscard]] std::size_t who(std::string_view identity) const;
  /// Whether a person, not anonymous, is signed in then.
  [[nodiscard]] bool signs_in(std::size_t person, const std::optional<Instant>& at) const;
  /// By rule and person, anonymous and whoever is signed out last: whether the rule names whoever
  /// is signed in then, or anonymous.
  using Names = std::vector<std::vector<char>>;
  [[nodiscard]] const Names& names_in(const Circumstances& in) const;
  /// By client and person, anonymous and whoever is signed out last: whether it may use the client
  /// then.
  using Users = std::map<std::string, std::vector<char>, std::less<>>;
  [[nodiscard]] const Users& users_in(const Circumstances& in) const;
  [[nodiscard]] bool has_open_groups() const;
  /// Whether there is anybody whose attributes a request tells.
  [[nodiscard]] bool has_unknowns() const { return is_open || has_open_groups(); }
  /// Whether the person, who may be anonymous, is one.
  [[nodiscard]] bool is_unknown(std::size_t person) const {
    return person < people.size() && people[person].is_unknown;
  }
  /// Whether a request attribute, one of the world, tells who is in which group.
  [[nodiscard]] bool tells_members(const std::string& attribute) const;
  /// Adds what the attribute tells.
  void tell(const std::string& attribute, const Told& told, Circumstances& in) const;
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
                                             const Circumstances& in) const;

  /// Whether a request is allowed. What is not told is absent, and so is what a URL tells.
  [[nodiscard]] bool decide(std::string_view identity, std::string_view action,
                            std::string_view resource, const RequestAttributes& attributes) const;
  [[nodiscard]] bool decide_by_url(std::string_view identity, const std::string& method,
                                   const Address& address,
                                   const RequestAttributes& attributes) const;

  /// The most specific patterns that cover the address, of a valid side at most one, and whose they
  /// are.
  struct Route {
    std::size_t thing = 0;  // first, so that no order hangs on where vectors lie
    const UrlPattern* pattern = nullptr;
    friend auto operator<=>(const Route&, const Route&) = default;
  };
  [[nodiscard]] std::vector<Route> routes(const Address& address) const;
  [[nodiscard]] std::optional<std::size_t> owner(const Address& address) const;
  /// What the method means of a resource.
  [[nodiscard]] std::optional<std::string> meaning(std::size_t thing,
                                                   const std::string& method) const;

 private:
  [[nodiscard]] std::vector<std::vector<char>> members_in(const Circumstances& in) const;
  /// But for what is listed and for its nesting.
  [[nodiscard]] bool is_member(std::size_t group, std::size_t person,
                               const Circumstances& in) const;
  mutable std::map<Circumstances, Names> names_;
  mutable std::map<Circumstances, Users> users_;
};

/// What the side needs to know of who is named.
void read_groups(const Snapshot& snapshot, Side& side);
void read_clients(const Snapshot& snapshot, Side& side);
[[nodiscard]] std::vector<Mentioned> read_who(const Snapshot& snapshot, const Side& side,
                                              const std::vector<Mention>& mentions);

/// Who may, sparse: by (resource, action), the people with the requests that they are allowed, in
/// order of person, anonymous and whoever is signed out last.
struct Holder {
  std::size_t person = 0;
  RequestSet allowed;
};
using Target = std::pair<std::string, std::string>;
using Access = std::map<Target, std::vector<Holder>>;

/// By id.
[[nodiscard]] Access access_of(const Side& side, const RepresentativeRequests& requests);
/// Of one person, to one of its targets.
[[nodiscard]] RequestSet access_to(const Side& side, const RepresentativeRequests& requests,
                                   const Target& target, std::size_t person);

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
  /// Of one person.
  [[nodiscard]] RequestSet allowed(const AskedByUrl& asked, std::size_t person);

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

  /// Who it is on a side: who is missing there is signed out.
  [[nodiscard]] std::size_t on_before(const Side& side) const { return on(side, before); }
  [[nodiscard]] std::size_t on_after(const Side& side) const { return on(side, after); }

 private:
  [[nodiscard]] std::size_t on(const Side& side, const std::optional<std::size_t>& person) const {
    return !before && !after ? side.anonymous() : person.value_or(side.signed_out());
  }
};
/// Anonymous first. Each side as it is alone.
[[nodiscard]] std::vector<Pair> pair_people(const Side& before, const Side& after);
/// Adds to each side with an open directory who is missing there: a stranger for each domain of the
/// other side, and whoever the pairs find there only, unless somebody else has the id. From now on
/// the sides are those of a comparison.
void complete(Side& before, Side& after, std::vector<Pair>& pairs);

/// By the id before of a resource that has another one after: that one.
using RenamedThings = std::map<std::string, std::string>;
[[nodiscard]] RenamedThings pair_things(const Side& before, const Side& after);
/// Of groups, likewise; without `group:`.
[[nodiscard]] std::map<std::string, std::string> pair_groups(const Side& before, const Side& after);
/// From now on one attribute of the world tells of a renamed open group on both sides, by the id
/// after.
void tell_alike(Side& before, const Side& after);

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
