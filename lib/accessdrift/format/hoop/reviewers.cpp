#include "accessdrift/format/hoop/reviewers.h"

#include "accessdrift/format/hoop/approvers.h"

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
    terms_.minimum = number_of(gateway, object, "min_review_approvals");
    terms_.force = words_of(texts_of(gateway.reading, object, "force_approve_groups"));
    approval_ = gateway.attribute_names.name_of("approval.reviewers.", connection.name.scalar());
    gateway.declare_approval(connection.object, approval_, place_.place());
  }

  void read(const Candidates& rules) {
    if (rules[0] == rules[1]) return read({"connect", "exec", "runbook"}, "", rules[0]);
    read(actions_of(Session::Jit), " to connect", rules[0]);
    read(actions_of(Session::Command), " to run", rules[1]);
  }

 private:
  /// Whom a rule lets in after a review is not asked again.
  void read(std::vector<std::string_view> actions, const std::string& suffix,
            const std::vector<const AccessRule*>& rules) {
    actions_ = std::move(actions);
    id_ = "reviewers of " + std::string(connection_.name.scalar()) + suffix;
    const std::vector<const AccessRule*> asks_all = let_in_by_groups(rules);
    if (asks_all.empty()) deny_left_out();
    PolicyDeclaration approved = make("", Effect::Allow);
    gateway_.name_everybody(approved);
    Gateway::require(approved, approval_, place_.place());
    add(std::move(approved));
    for (const AccessRule* const rule : asks_all) let_in(*rule);
  }

  /// Rules that ask some groups come first; the others are given back.
  std::vector<const AccessRule*> let_in_by_groups(const std::vector<const AccessRule*>& rules) {
    std::vector<const AccessRule*> asks_all;
    for (const AccessRule* const rule : rules) {
      if (rule->asked.empty()) {
        asks_all.push_back(rule);
        continue;
      }
      PolicyDeclaration policy = make(after(*rule), Effect::Allow);
      name_groups(policy, rule->asked);
      Gateway::require(policy, rule->approval, place_.place());
      add(std::move(policy));
    }
    return asks_all;
  }

  void let_in(const AccessRule& rule) {
    PolicyDeclaration skipped = make(after(rule) + ", skipped", Effect::Deny);
    name_groups(skipped, rule.skips);
    add(std::move(skipped));
    PolicyDeclaration policy = make(after(rule), Effect::Allow);
    gateway_.name_everybody(policy);
    Gateway::require(policy, rule.approval, place_.place());
    add(std::move(policy));
  }

  static std::string after(const AccessRule& rule) {
    return ", after access request rule " + std::string(rule.name.scalar());
  }

  void deny_left_out() {
    if (!gateway_.people.are_known()) return;
    const Approvers approvers(gateway_.people.all(), gateway_.admin_group, terms_);
    const bool never = !approvers.can_approve(Counting::AtLeast);
    deny(", without a reviewer", never, approvers.left_out(Counting::AtLeast), "");
    if (never) return;
    const bool never_exactly = !approvers.can_approve(Counting::Exact);
    const std::vector<Name> left_out = approvers.left_out(Counting::Exact);
    if (!never_exactly && left_out.empty()) return;
    gateway_.declare_unknown(connection_.object, kExactCount, place_.place());
    deny(", past its minimum", never_exactly, left_out, std::string(kExactCount));
  }

  void deny(const std::string& ending, bool is_everybody, const std::vector<Name>& people,
            const std::string& when) {
    PolicyDeclaration policy = make(ending, Effect::Deny);
    if (is_everybody) gateway_.name_everybody(policy);
    for (const Name person : people)
      policy.who.push_back({person, MentionKind::User, false, place_.place()});
    if (!when.empty()) Gateway::require(policy, when, place_.place());
    add(std::move(policy));
  }

  PolicyDeclaration make(const std::string& ending, Effect effect) {
    PolicyDeclaration policy = gateway_.policy(id_ + ending, effect, place_);
    gateway_.cover(policy, connection_.name.scalar(), connection_.name.place());
    for (const std::string_view action : actions_) gateway_.act(policy, action, place_.place());
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
  std::vector<std::string_view> actions_;
};

}  // namespace

void read_reviewers(Gateway& gateway, const Connection& connection, const Candidates& rules) {
  std::vector<NodeView> groups = texts_of(gateway.reading, connection.object.node, "reviewers");
  if (groups.empty()) return;
  ReviewersReading(gateway, connection, std::move(groups)).read(rules);
}

}  // namespace accessdrift::hoop
