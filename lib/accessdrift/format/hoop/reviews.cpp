#include "accessdrift/format/hoop/reviews.h"

#include <algorithm>
#include <map>

#include "accessdrift/base/text.h"
#include "accessdrift/format/hoop/access_rules.h"
#include "accessdrift/format/hoop/reviewers.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

std::string both(const std::string& a, const std::string& b) {
  return a.empty() || b.empty() ? a + b : a + " && " + b;
}

/// What a policy about a review holds for.
struct Scope {
  std::vector<std::string_view> actions;
  std::vector<const Connection*> connections;
  std::string suffix;  ///< of ids
  std::string when;    ///< that the rule is the one that applies; empty: it is
};

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
    if (!gateway_.objects.is_listed(Kind::AccessRequestRule)) tell_missing();
    for (const AccessRule& rule : rules_) {
      gateway_.declare_approval(rule.object, rule.approval, rule.name.place());
      read_scopes(rule);
    }
    for (const Connection& connection : gateway_.connections) read_undecided(connection);
    for (const Connection& connection : gateway_.connections)
      read_reviewers(gateway_, connection, candidates_.at(&connection));
  }

 private:
  void tell_missing() {
    Diagnostic& problem =
        warn(gateway_.reading, "partial-source", "the access request rules are not here",
             gateway_.connections.front().name.span());
    problem.label = "read as if nobody had to ask for approval";
    problem.help = "export them: GET /api/access-requests/rules";
  }

  [[nodiscard]] const std::vector<const AccessRule*>& candidates_of(const Connection& connection,
                                                                    Session session) const {
    return candidates_.at(&connection)[static_cast<std::size_t>(session)];
  }

  /// The connections at which the rule, and no other, is asked.
  std::vector<const Connection*> decided_by(const AccessRule& rule, Session session) const {
    std::vector<const Connection*> found;
    for (const Connection& connection : gateway_.connections) {
      const auto& candidates = candidates_of(connection, session);
      if (candidates.size() == 1 && candidates.front() == &rule) found.push_back(&connection);
    }
    return found;
  }

  void read_scopes(const AccessRule& rule) {
    const auto jit = decided_by(rule, Session::Jit);
    const auto command = decided_by(rule, Session::Command);
    if (jit == command) {
      std::vector<std::string_view> all = actions_of(Session::Jit);
      for (const std::string_view action : actions_of(Session::Command)) all.push_back(action);
      return read_rule(rule, {all, jit, "", ""});
    }
    const bool has_both = !jit.empty() && !command.empty();
    read_rule(rule, {actions_of(Session::Jit), jit, has_both ? " to connect" : "", ""});
    read_rule(rule, {actions_of(Session::Command), command, has_both ? " to run" : "", ""});
  }

  /// Where the export leaves out which of several rules comes first.
  void read_undecided(const Connection& connection) {
    for (const Session session : kSessions) {
      const auto& candidates = candidates_of(connection, session);
      if (candidates.size() < 2) continue;
      tell_undecided(connection, *candidates[0], *candidates[1]);
      std::string none_before;
      for (const AccessRule* const rule : candidates) {
        const bool is_last = rule == candidates.back();
        const std::string applies = is_last ? "" : declare_applies(*rule);
        const std::string suffix = (session == Session::Jit ? " to connect to " : " to run on ") +
                                   std::string(connection.name.scalar());
        read_rule(*rule, {actions_of(session), {&connection}, suffix, both(none_before, applies)});
        if (!is_last) none_before = both(none_before, "!" + applies);
      }
    }
  }

  std::string declare_applies(const AccessRule& rule) {
    const std::string name = gateway_.attribute_names.name_of("applies.", rule.name.scalar());
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

  /// Who skips the review runs, then who gets no approval does not, then who has it does, then who
  /// is asked for it does not; where only some groups are asked the others run.
  void read_rule(const AccessRule& rule, const Scope& scope) {
    if (scope.connections.empty()) return;
    const std::string id = "access request rule " + std::string(rule.name.scalar()) + scope.suffix;
    const bool asks_some = !rule.asked.empty();
    if (!asks_some) add_groups(rule, scope, id + ", skipped", Effect::Allow, rule.skips);
    deny_left_out(rule, scope, id);
    PolicyDeclaration approved = make(rule, scope, id, Effect::Allow, rule.name);
    gateway_.name_everybody(approved);
    Gateway::require(approved, both(scope.when, rule.approval), rule.reviewers.place());
    gateway_.add(gateway_.reviews, rule.object, std::move(approved));
    if (!asks_some) return;
    add_groups(rule, scope, id + ", asked", Effect::Deny, rule.asked);
    PolicyDeclaration others =
        make(rule, scope, id + ", of others", Effect::Allow, rule.asked.front());
    gateway_.name_everybody(others);
    gateway_.add(gateway_.reviews, rule.object, std::move(others));
  }

  PolicyDeclaration make(const AccessRule& rule, const Scope& scope, const std::string& id,
                         Effect effect, NodeView key) {
    PolicyDeclaration policy = gateway_.policy(id, effect, key);
    for (const Connection* const connection : scope.connections) {
      const auto named =
          std::ranges::find(rule.connections, connection->name.scalar(), &NodeView::scalar);
      gateway_.cover(policy, connection->name.scalar(),
                     (named == rule.connections.end() ? rule.name : *named).place());
    }
    for (const std::string_view action : scope.actions)
      gateway_.act(policy, action, rule.access_type.place());
    if (!scope.when.empty()) Gateway::require(policy, scope.when, rule.name.place());
    return policy;
  }

  void add_groups(const AccessRule& rule, const Scope& scope, const std::string& id, Effect effect,
                  const std::vector<NodeView>& groups) {
    if (groups.empty()) return;
    PolicyDeclaration policy = make(rule, scope, id, effect, groups.front());
    for (const NodeView group : groups) gateway_.name_group(policy, rule.object, group);
    gateway_.add(gateway_.reviews, rule.object, std::move(policy));
  }

  /// Those of whom no approval comes true, whoever clicks.
  void deny_left_out(const AccessRule& rule, const Scope& scope, const std::string& id) {
    if (!gateway_.people.are_known()) return;
    const Approvers approvers(gateway_.people.all(), gateway_.admin_group, rule.terms);
    const auto add_denied = [&](const std::string& ending, const std::string& when,
                                bool is_everybody, const std::vector<Name>& people) {
      PolicyDeclaration policy = make(rule, scope, id + ending, Effect::Deny, rule.reviewers);
      if (is_everybody) {
        for (const NodeView group : rule.asked) gateway_.name_group(policy, rule.object, group);
        if (rule.asked.empty()) gateway_.name_everybody(policy);
      }
      for (const Name person : asked_of(rule, people))
        policy.who.push_back({person, MentionKind::User, false, rule.reviewers.place()});
      if (!when.empty()) Gateway::require(policy, both(scope.when, when), rule.reviewers.place());
      gateway_.add(gateway_.reviews, rule.object, std::move(policy));
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
    add_denied(", past its minimum", std::string(kExactCount), never_exactly, more);
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

void read_reviews(Gateway& gateway) { ReviewReading(gateway).read(); }

}  // namespace accessdrift::hoop
