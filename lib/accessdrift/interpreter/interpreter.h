#pragma once

#include <memory>
#include <string>
#include <vector>

#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Of a criterion: it holds, it fails, it depends on what was not told, it cannot be evaluated (CEL
/// error).
enum class Mark : std::uint8_t { Ok, Fail, Open, Error };

/// Parts of a policy that must all match. A condition has one a top-level `&&` part.
enum class CriterionKind : std::uint8_t { Identity, Resource, Action, Scopes, Condition };

struct CriterionTrace {
  CriterionKind kind = CriterionKind::Identity;
  Mark mark = Mark::Fail;
  Span span;        ///< of the list, or of the part of the condition
  std::string why;  ///< `ana.kirk is not in group sre`, `10.4.7.9 is in network vpn`, `auth.mfa was
                    ///< not told`
  std::vector<std::string> attributes;  ///< request attributes that it reads
};

struct PolicyTrace {
  PolicyIndex policy;
  std::vector<CriterionTrace>
      criteria;  ///< identity, resource, action, scopes (if any), condition parts in order
  Mark applies =
      Mark::Fail;  ///< Error: the condition is an error; what that means is the policy's `on_error`
  bool takes_effect = false;     ///< it applies surely, `on_error` considered
  bool may_take_effect = false;  ///< for some values of what was not told
};

/// Allowed or denied for certain, or depending on what was not told.
enum class Outcome : std::uint8_t { Allow, Deny, Open };

/// A path by which an identity is in a group: the identity's group first, the asked one last.
/// `spans[i]` is where membership i is declared.
struct MembershipPath {
  std::vector<GroupIndex> groups;
  std::vector<Span> spans;
};

struct Decision {
  Outcome outcome = Outcome::Deny;
  /// The policies that decide, ascending: those whose effect the outcome is, through every set; in
  /// an `all-of` that denies without a veto the gates that did not allow; of an open outcome those
  /// that are open. Empty if the default decides.
  std::vector<PolicyIndex> decisive;
  bool by_default = false;
  bool is_listed =
      true;  ///< somebody knows the identity (else: anonymous's answer, or a stranger's)
  bool is_active = true;  ///< false: its status, or an `until` that is over, makes it anonymous
  std::vector<PolicyTrace> policies;  ///< of every policy, in index order; empty if not asked for
};

/// How a policy comes to name who asks and what is asked for, by a shortest chain of groups.
struct PolicyPath {
  PolicyIndex policy;
  const Mention* mention = nullptr;  ///< of its list; the snapshot's
  std::vector<GroupIndex> groups;    ///< the identity's own first, then the one that is mentioned
  ResourceIndex named;               ///< the asked resource or the ancestor that it reaches it by
};

/// What decides a complete request.
struct Deciding {
  Outcome outcome = Outcome::Deny;
  bool is_by_default = false;
  ResourceIndex resource;            ///< that is asked for
  std::vector<PolicyPath> paths;     ///< of the policies that do, those by fewest groups first
  std::vector<PolicyIndex> missing;  ///< or of a denial those that had to allow and did not
};

/// What of a chain of groups stands at an instant.
struct Links {
  bool is_signed_in = false;  ///< who asks
  /// Whether the identity itself is in the first group, that one in the second and so on.
  std::vector<bool> of_groups;
};

/// The plain, slow, obvious evaluation of one request (DESIGN §1.4). It shares the snapshot and the
/// condition's tree with the engine, neither group closure nor evaluation. Thread-safe.
///
/// REQUIRES: the snapshot outlives it and is valid; action and resource exist, else the answer is
/// Deny by default.
class Interpreter {
 public:
  class Series;

  explicit Interpreter(const Snapshot& snapshot);
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  /// Does what the first decision would do for all that follow: one pass over the memberships.
  /// Thread-safe.
  void prepare() const;
  /// Only the outcome, for a complete request: what is not told counts as absent. REQUIRES:
  /// `request.time` is told; else it cannot be read, and all that ends is over. Cost: the policies
  /// that cover the resource.
  [[nodiscard]] Outcome decide(const Request& request) const;
  /// With the trace of every policy; what is not told stays open. Parts that read the same untold
  /// attribute are taken as independent, so `Open` may stand where it could be told by cases; Allow
  /// and Deny hold for every value of what was not told.
  [[nodiscard]] Decision explain(const Request& request) const;
  /// Every group that the identity is in at the time that was told, by name, with one shortest path
  /// each; none for who cannot sign in. If no time was told: that it is in at any time. Of open
  /// groups as far as it was told.
  [[nodiscard]] std::vector<MembershipPath> memberships(std::string_view identity,
                                                        const RequestAttributes& told = {}) const;
  /// REQUIRES: as `decide`.
  [[nodiscard]] Deciding deciding(const Request& request) const;
  /// Of who asks when that does, by the ids of groups; one that is missing has no member.
  [[nodiscard]] Links links(const Request& asking, const std::vector<Name>& groups) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Decides as `Interpreter::decide` does, many requests one after the other: whom policies name is
/// looked up, and what one request had to find is kept for the next. The first one costs a pass
/// over all policies, each then those that may apply. Not thread-safe; each thread has its own.
///
/// REQUIRES: the interpreter outlives it; of requests as `decide`.
class Interpreter::Series {
 public:
  explicit Series(const Interpreter& interpreter);
  ~Series();
  Series(const Series&) = delete;
  Series& operator=(const Series&) = delete;

  [[nodiscard]] Outcome decide(const Request& request);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
