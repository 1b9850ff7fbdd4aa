#include "accessdrift/format/hoop/reviewers.h"

#include <algorithm>

#include "accessdrift/format/hoop/approvers.h"
#include "accessdrift/format/hoop/versions.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

class ReviewersReading {
 public:
  ReviewersReading(Gateway& gateway, const Connection& connection, std::vector<NodeView> groups)
      : gateway_(gateway), connection_(connection), groups_(std::move(groups)) {
    const NodeView object = connection.object.node;
    const std::optional<NodeView> list = find(object, "reviewers");
    place_ = list ? *list : connection.name;
    terms_.groups = words_of(groups_);
    const NodeView told = connection.exported.value_or(object);
    terms_.minimum = number_of(gateway, told, "min_review_approvals");
    terms_.force = words_of(texts_of(gateway.reading, told, "force_approve_groups"));
    approval_ = gateway.attribute_names.name_of("approval.reviewers.", connection.name.scalar());
    gateway.declare_switch(connection.object, approval_, place_.place());
    id_ = "reviewers of " + std::string(connection.name.scalar());
  }

  /// Whom a rule lets in after a review is not asked again.
  void read(const Candidates& rules) {
    std::vector<std::string_view> alone;
    for (const Session session : kSessions) {
      const auto& of_session = rules[static_cast<std::size_t>(session)];
      for (const AccessRule* const rule : of_session)
        let_in(*rule, session, of_session.size() == 1);
      const bool asks_all = std::ranges::any_of(
          of_session, [](const AccessRule* rule) { return rule->asked.empty(); });
      if (asks_all) continue;
      for (const std::string_view action : actions_of(session)) alone.push_back(action);
    }
    if (!alone.empty()) deny_left_out(alone, {});
    PolicyDeclaration asked = make("", Effect::Deny, {"connect", "exec", "runbook"});
    gateway_.name_everybody(asked);
    Gateway::require(asked, "!" + approval_, place_.place());
    add(std::move(asked));
    read_approvers();
  }

 private:
  void read_approvers() {
    PolicyDeclaration policy = make(", approving", Effect::Allow, {"approve"});
    for (const std::string_view key : {"reviewers", "force_approve_groups"}) {
      for (const NodeView group : texts_of(gateway_.reading, connection_.object.node, key))
        gateway_.name_group(policy, connection_.object, group);
    }
    // What Terraform does not look after stays as it was.
    if (connection_.exported) {
      for (const NodeView group :
           texts_of(gateway_.reading, *connection_.exported, "force_approve_groups"))
        policy.who.push_back(
            gateway_.people.mention(*connection_.object.file, group.scalar(), place_.place()));
    }
    Gateway::add_approvals(connection_.object, std::move(policy));
  }

  /// Those whom a policy is about: everybody, or who is in some groups.
  struct Whom {
    std::string ending;  ///< of the policy's id
    std::vector<NodeView> groups = {};
  };

  /// `is_only`: no other rule could be the one that is asked.
  void let_in(const AccessRule& rule, Session session, bool is_only) {
    const std::vector<std::string_view> actions = actions_of(session);
    if (rule.asked.empty() && !rule.skips.empty()) {
      if (is_only) deny_left_out(actions, {after(rule, session) + ", skipped", rule.skips});
      PolicyDeclaration skipped = make(after(rule, session) + ", skipped", Effect::Deny, actions);
      name_groups(skipped, rule.skips);
      Gateway::require(skipped, "!" + approval_, place_.place());
      add(std::move(skipped));
    }
    PolicyDeclaration policy = make(after(rule, session), Effect::Allow, actions);
    name_groups(policy, rule.asked);
    if (rule.asked.empty()) gateway_.name_everybody(policy);
    Gateway::require(policy, rule.approval, place_.place());
    add(std::move(policy));
  }

  static std::string after(const AccessRule& rule, Session session) {
    return (session == Session::Jit ? " to connect, after access request rule "
                                    : " to run, after access request rule ") +
           std::string(rule.name.scalar());
  }

  void deny_left_out(const std::vector<std::string_view>& actions, const Whom& whom) {
    if (gateway_.people.are_known_elsewhere()) {
      const std::string unknown = gateway_.attribute_names.name_of(
          "hoop.nobody_approves.reviewers_", connection_.name.scalar());
      gateway_.declare_unknown(connection_.object, unknown, place_.place());
      return deny(actions, whom, ", if nobody approves", std::nullopt, unknown);
    }
    if (!gateway_.people.can_be_counted()) return;
    const Approvers approvers(gateway_.people.all(), gateway_.admin_group, terms_);
    const auto left_out = [&](Counting counting) {
      return approvers.can_approve(counting) ? std::optional(approvers.left_out(counting))
                                             : std::nullopt;
    };
    const auto people = left_out(Counting::AtLeast);
    deny(actions, whom, ", without a reviewer", people, "");
    if (!people) return;
    const auto people_exactly = left_out(Counting::Exact);
    if (people_exactly && people_exactly->empty()) return;
    gateway_.declare_unknown(connection_.object, kExactCount, place_.place());
    deny(actions, whom, ", past its minimum", people_exactly,
         counts_exactly(gateway_.reading.version));
  }

  /// Without `people` all of whom it is about.
  void deny(const std::vector<std::string_view>& actions, const Whom& whom, std::string_view why,
            const std::optional<std::vector<Name>>& people, const std::string& when) {
    PolicyDeclaration policy = make(whom.ending + std::string(why), Effect::Deny, actions);
    if (!people && whom.groups.empty()) gateway_.name_everybody(policy);
    if (!people) name_groups(policy, whom.groups);
    for (const Name person : people.value_or(std::vector<Name>())) {
      if (is_meant(whom, person))
        policy.who.push_back({person, MentionKind::User, false, place_.place()});
    }
    if (!when.empty()) Gateway::require(policy, when, place_.place());
    gateway_.add_absence(gateway_.reviewers, connection_.object, std::move(policy), terms_.groups);
  }

  [[nodiscard]] bool is_meant(const Whom& whom, Name person) const {
    return whom.groups.empty() ||
           std::ranges::any_of(gateway_.people.all(), [&](const Person& one) {
             return one.id == person && one.is_in_any(words_of(whom.groups));
           });
  }

  PolicyDeclaration make(const std::string& ending, Effect effect,
                         const std::vector<std::string_view>& actions) {
    PolicyDeclaration policy = gateway_.policy(id_ + ending, effect, place_);
    gateway_.cover(policy, connection_.name.scalar(), connection_.name.place());
    for (const std::string_view action : actions) gateway_.act(policy, action, place_.place());
    return policy;
  }

  void name_groups(PolicyDeclaration& policy, const std::vector<NodeView>& groups) {
    for (const NodeView group : groups) {
      policy.who.push_back(
          gateway_.people.mention(*connection_.object.file, group.scalar(), place_.place()));
    }
  }

  void add(PolicyDeclaration policy) {
    gateway_.add(gateway_.reviewers, connection_.object, std::move(policy));
  }

  Gateway& gateway_;
  const Connection& connection_;
  std::vector<NodeView> groups_;
  NodeView place_;
  ReviewTerms terms_;
  std::string approval_;
  std::string id_;
};

}  // namespace

void read_reviewers(Gateway& gateway, const Connection& connection, const Candidates& rules) {
  std::vector<NodeView> groups = texts_of(gateway.reading, connection.object.node, "reviewers");
  if (groups.empty()) return;
  ReviewersReading(gateway, connection, std::move(groups)).read(rules);
}

}  // namespace accessdrift::hoop
