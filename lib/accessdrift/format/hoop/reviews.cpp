#include "accessdrift/format/hoop/reviews.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hoop/access_rules.h"
#include "accessdrift/format/hoop/reviewers.h"
#include "accessdrift/format/hoop/versions.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

std::string both(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + " && " + b;
}

/// Whether a rule that is not here lets a session run.
constexpr std::string_view kMissing = "unknown.approval_by_access_request_rules_that_are_not_here";

std::string ruled(Session session) {
  return session == Session::Jit ? "rules about connecting" : "rules about running";
}

/// What policies about a review hold for.
struct Scope {
  std::vector<std::string_view> actions;
  std::vector<const Connection*> connections;
  std::string suffix;        ///< of ids
  std::string when = {};     ///< that the rule is the one that is asked; empty: its place says so
  bool is_followed = false;  ///< by another rule about one of the connections
};

/// The rules of one gateway stand in the order in which it looks for one: those that an attribute
/// brings before those that name the connection, and each of these by its id. Each decides about
/// everybody, so that none behind it is asked.
class ReviewReading {
 public:
  explicit ReviewReading(Gateway& gateway) : gateway_(gateway), rules_(read_access_rules(gateway)) {
    for (const Connection& connection : gateway.connections) {
      for (const Session session : kSessions)
        candidates_[&connection][static_cast<std::size_t>(session)] =
            rules_of(connection, session, rules_);
    }
  }

  void read() {
    if (gateway_.connections.empty()) return;
    tell_ruled();
    if (!gateway_.objects.first_of(Kind::AccessRequestRule)) read_missing();
    for (const AccessRule& rule : rules_)
      gateway_.declare_switch(rule.object, rule.approval, rule.name.place());
    for (const Connection& connection : gateway_.connections) read_undecided(connection);
    for (const bool by_attribute : {true, false}) {
      for (const AccessRule& rule : rules_) read_decided(rule, by_attribute);
    }
    gateway_.let_others_through(gateway_.reviews, "no access request rule");
    for (const AccessRule& rule : rules_) read_approvers(rule);
    for (const Connection& connection : gateway_.connections)
      read_reviewers(gateway_, connection, candidates_.at(&connection));
    gateway_.let_others_through(gateway_.reviewers, "no reviewers");
  }

  [[nodiscard]] std::vector<AccessRule> take_rules() { return std::move(rules_); }

 private:
  void tell_missing() {
    Diagnostic& problem =
        warn(gateway_.reading, "partial-source", "the access request rules are not here",
             gateway_.connections.front().name.span());
    problem.label = "read as if nobody had to ask for approval";
    problem.help = "export them: GET /api/access-requests/rules";
  }

  /// Tells other sides which sessions a rule is about.
  void tell_ruled() {
    for (const Connection& connection : gateway_.connections) {
      for (const Session session : kSessions) {
        if (!candidates_of(connection, session).empty())
          gateway_.reading.between.tell(ruled(session), {std::string(connection.name.scalar())});
      }
    }
  }

  /// What another side has reviewed a rule may have reviewed here, too, or another one.
  void read_missing() {
    tell_missing();
    for (const Session session : kSessions) {
      const Connection& first = gateway_.connections.front();
      PolicyDeclaration policy =
          gateway_.policy("missing " + ruled(session), Effect::Deny, first.name);
      for (const Connection& connection : gateway_.connections) {
        const std::string name(connection.name.scalar());
        if (gateway_.reading.between.is_told(ruled(session), {name}))
          gateway_.cover(policy, name, connection.name.place());
      }
      if (policy.to.empty()) continue;
      AttributeType type{TypeKind::Bool, {}, true};
      type.is_unread = true;
      declare_attribute(gateway_.reading, *first.object.file, kMissing, type, first.name.place());
      for (const std::string_view action : actions_of(session))
        gateway_.act(policy, action, first.name.place());
      gateway_.name_everybody(policy);
      Gateway::require(policy, "!" + std::string(kMissing), first.name.place());
      gateway_.add(gateway_.reviews, first.object, std::move(policy));
    }
  }

  [[nodiscard]] const std::vector<const AccessRule*>& candidates_of(const Connection& connection,
                                                                    Session session) const {
    return candidates_.at(&connection)[static_cast<std::size_t>(session)];
  }

  /// The export leaves out which of several rules comes first.
  [[nodiscard]] bool is_undecided(const Connection& connection) const {
    return std::ranges::any_of(
        kSessions, [&](Session session) { return candidates_of(connection, session).size() > 1; });
  }

  void read_decided(const AccessRule& rule, bool by_attribute) {
    Scope scope{{}, {}, by_attribute ? " by attribute" : ""};
    for (const Session session : kSessions) {
      if (!rule.covers_session(session)) continue;
      for (const std::string_view action : actions_of(session)) scope.actions.push_back(action);
    }
    if (scope.actions.empty()) return;
    for (const Connection& connection : gateway_.connections) {
      const bool is_brought = rule.is_brought_to(connection);
      const bool is_meant = by_attribute ? is_brought : !is_brought && rule.names(connection);
      if (!is_meant || is_undecided(connection)) continue;
      scope.connections.push_back(&connection);
      scope.is_followed = scope.is_followed || is_followed(rule, by_attribute, connection);
    }
    read_rule(rule, scope);
  }

  /// Whether a rule that stands behind this one is about the connection, too.
  [[nodiscard]] bool is_followed(const AccessRule& rule, bool by_attribute,
                                 const Connection& connection) const {
    bool is_behind = false;
    for (const AccessRule& other : rules_) {
      const bool is_brought = other.is_brought_to(connection);
      const bool is_named = !is_brought && other.names(connection);
      const bool is_later =
          by_attribute ? is_named || (is_behind && is_brought) : is_named && is_behind;
      if (is_later && &other != &rule && other.shares_session(rule)) return true;
      is_behind = is_behind || &other == &rule;
    }
    return false;
  }

  void read_undecided(const Connection& connection) {
    if (!is_undecided(connection)) return;
    for (const Session session : kSessions) {
      const auto& candidates = candidates_of(connection, session);
      if (candidates.size() > 1) tell_undecided(connection, *candidates[0], *candidates[1]);
      std::string none_before;
      for (const AccessRule* const rule : candidates) {
        const bool is_last = rule == candidates.back();
        const std::string applies = is_last ? "" : declare_applies(*rule);
        const std::string suffix =
            fmt::format("{}{}", session == Session::Jit ? " to connect to " : " to run on ",
                        connection.name.scalar());
        read_rule(*rule, {actions_of(session), {&connection}, suffix, both(none_before, applies)});
        if (!is_last) none_before = both(none_before, fmt::format("!{}", applies));
      }
    }
  }

  /// Whose click counts, where the rule may be asked.
  void read_approvers(const AccessRule& rule) {
    PolicyDeclaration policy =
        gateway_.policy("approvals by access request rule " + std::string(rule.name.scalar()),
                        Effect::Allow, rule.reviewers);
    for (const std::string_view key : {"reviewers_groups", "force_approval_groups"}) {
      for (const NodeView group : texts_of(gateway_.reading, rule.object.node, key))
        gateway_.name_group(policy, rule.object, group);
    }
    for (const Connection& connection : gateway_.connections) {
      const bool is_asked = std::ranges::any_of(kSessions, [&](Session session) {
        const auto& candidates = candidates_of(connection, session);
        return std::ranges::find(candidates, &rule) != candidates.end();
      });
      if (is_asked) gateway_.cover(policy, connection.name.scalar(), rule.name.place());
    }
    gateway_.act(policy, "approve", policy.key);
    Gateway::add_approvals(rule.object, std::move(policy));
  }

  std::string declare_applies(const AccessRule& rule) {
    std::string name = gateway_.attribute_names.name_of("applies.", rule.name.scalar());
    gateway_.declare_unknown(rule.object, name, rule.name.place());
    return name;
  }

  void tell_undecided(const Connection& connection, const AccessRule& rule,
                      const AccessRule& other) {
    if (!undecided_.emplace(rule.name.scalar(), other.name.scalar()).second) return;
    Diagnostic& problem =
        warn(gateway_.reading, "partial-source",
             "access request rules `" + shortened(rule.name.scalar()) + "` and `" +
                 shortened(other.name.scalar()) + "` both hold for connection `" +
                 shortened(connection.name.scalar()) + "`",
             rule.name.span());
    problem.label = "the one with the lesser `id` is asked, and an `id` is not here";
    problem.notes.push_back({other.name.span(), "the other one"});
    problem.help = "export the rules with their `id`: GET /api/access-requests/rules";
  }

  /// Who skips the review runs, who gets no approval does not, nor does who is asked for one
  /// without it. Whoever is left runs, whatever rules stand behind this one.
  void read_rule(const AccessRule& rule, const Scope& scope) {
    if (scope.connections.empty()) return;
    const std::string id = "access request rule " + std::string(rule.name.scalar()) + scope.suffix;
    if (rule.asked.empty() && !rule.skips.empty()) {
      PolicyDeclaration skipped =
          make(rule, scope, id + ", skipped", Effect::Allow, rule.skips.front());
      for (const NodeView group : rule.skips) gateway_.name_group(skipped, rule.object, group);
      gateway_.add(gateway_.reviews, rule.object, std::move(skipped));
    }
    deny_left_out(rule, scope, id);
    PolicyDeclaration asked = make(rule, scope, id, Effect::Deny, rule.name);
    for (const NodeView group : rule.asked) gateway_.name_group(asked, rule.object, group);
    if (rule.asked.empty()) gateway_.name_everybody(asked);
    Gateway::require(asked, both(scope.when, "!" + rule.approval), rule.reviewers.place());
    gateway_.add(gateway_.reviews, rule.object, std::move(asked));
    if (!scope.is_followed) return;
    PolicyDeclaration others = make(rule, scope, id + ", and no other", Effect::Allow, rule.name);
    gateway_.name_everybody(others);
    others.is_implied = true;
    gateway_.add(gateway_.reviews, rule.object, std::move(others));
  }

  PolicyDeclaration make(const AccessRule& rule, const Scope& scope, const std::string& id,
                         Effect effect, NodeView key) {
    PolicyDeclaration policy = gateway_.policy(id, effect, key);
    for (const Connection* const connection : scope.connections) {
      const auto named = rule.connections.find(connection->name.scalar());
      gateway_.cover(policy, connection->name.scalar(),
                     named == rule.connections.end() ? rule.name.place() : named->second);
    }
    for (const std::string_view action : scope.actions)
      gateway_.act(policy, action, rule.access_type.place());
    if (!scope.when.empty()) Gateway::require(policy, scope.when, rule.name.place());
    return policy;
  }

  /// Whom a policy keeps out, and when.
  struct LeftOut {
    const std::string& when;
    bool is_everybody;
    const std::vector<Name>& people;
  };
  void deny_people(const AccessRule& rule, const Scope& scope, const std::string& id,
                   const LeftOut& whom) {
    PolicyDeclaration policy = make(rule, scope, id, Effect::Deny, rule.reviewers);
    const Place place = rule.reviewers.place();
    if (whom.is_everybody) {
      for (const NodeView group : rule.asked)
        policy.who.push_back(gateway_.people.mention(*rule.object.file, group.scalar(), place));
      if (rule.asked.empty()) gateway_.name_everybody(policy);
    }
    for (const Name person : asked_of(rule, whom.people))
      policy.who.push_back({person, MentionKind::User, false, place});
    if (!whom.when.empty()) Gateway::require(policy, both(scope.when, whom.when), place);
    gateway_.add_absence(gateway_.reviews, rule.object, std::move(policy), rule.terms.groups);
  }

  /// Those of whom no approval comes true, whoever clicks.
  void deny_left_out(const AccessRule& rule, const Scope& scope, const std::string& id) {
    if (gateway_.people.are_known_elsewhere()) {
      const std::string unknown =
          gateway_.attribute_names.name_of("hoop.nobody_approves.", rule.name.scalar());
      gateway_.declare_unknown(rule.object, unknown, rule.reviewers.place());
      return deny_people(rule, scope, id + ", if nobody approves", {unknown, true, {}});
    }
    if (!gateway_.people.can_be_counted()) return;
    const Approvers approvers(gateway_.people.all(), gateway_.admin_group, rule.terms);
    const auto add_denied = [&](const std::string& ending, const std::string& when,
                                bool is_everybody, const std::vector<Name>& people) {
      deny_people(rule, scope, id + ending, {when, is_everybody, people});
    };
    const bool never = !approvers.can_approve(Counting::AtLeast);
    const std::vector<Name> left_out = approvers.left_out(Counting::AtLeast);
    add_denied(", without a reviewer", "", never, left_out);
    if (never) return;
    const bool never_exactly = !approvers.can_approve(Counting::Exact);
    std::vector<Name> more = approvers.left_out(Counting::Exact);
    std::erase_if(
        more, [&](Name person) { return std::ranges::find(left_out, person) != left_out.end(); });
    if (!never_exactly && more.empty()) return;
    gateway_.declare_unknown(rule.object, kExactCount, rule.reviewers.place());
    add_denied(", past its minimum", counts_exactly(gateway_.reading.version), never_exactly, more);
  }

  /// Those of them whom a rule asks, if it asks some groups only.
  std::vector<Name> asked_of(const AccessRule& rule, const std::vector<Name>& people) const {
    if (rule.asked.empty()) return people;
    const std::vector<std::string_view> asked = words_of(rule.asked);
    std::vector<Name> found;
    for (const Person& person : gateway_.people.all()) {
      const bool is_one = std::ranges::find(people, person.id) != people.end();
      if (is_one && person.is_in_any(asked)) found.push_back(person.id);
    }
    return found;
  }

  Gateway& gateway_;
  std::vector<AccessRule> rules_;
  std::map<const Connection*, Candidates> candidates_;
  std::set<std::pair<std::string_view, std::string_view>> undecided_;
};

}  // namespace

std::vector<AccessRule> read_reviews(Gateway& gateway) {
  ReviewReading reading(gateway);
  reading.read();
  return reading.take_rules();
}

}  // namespace accessdrift::hoop
