#include "accessdrift/format/hoop/remarks.h"

#include <algorithm>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::hoop {
namespace {

using namespace source;

std::string named(const AccessRule& rule) {
  return "access request rule `" + shortened(rule.name.scalar()) + "`";
}

std::string named(const Connection& connection) {
  return "connection `" + shortened(connection.name.scalar()) + "`";
}

class Remarks {
 public:
  Remarks(Gateway& gateway, const std::vector<AccessRule>& rules)
      : gateway_(gateway), rules_(rules) {}

  void add() {
    for (const AccessRule& rule : rules_) {
      look_at_lists(rule);
      if (gateway_.people.are_known()) look_at_reviewers(rule);
    }
    for (const Connection& connection : gateway_.connections) {
      for (const Session session : kSessions) look_at_order(connection, session);
      look_at_both(connection);
    }
    for (const Person& person : gateway_.people.all()) look_at(person);
  }

 private:
  void look_at_lists(const AccessRule& rule) const {
    const auto groups = static_cast<std::int64_t>(rule.terms.groups.size());
    if (rule.terms.minimum && *rule.terms.minimum > groups) {
      Gateway::remark(rule.object, "HOOP07", Severity::Note,
                      named(rule) + " wants " + std::to_string(*rule.terms.minimum) +
                          " approvals of " + std::to_string(groups) +
                          (groups == 1 ? " group" : " groups"),
                      find(rule.object.node, "min_approvals")->span())
          .label = "one of each group is enough";
    }
    if (rule.asked.empty() || rule.skips.empty()) return;
    Gateway::remark(rule.object, "HOOP09", Severity::Warning,
                    named(rule) + " has groups that it asks, and groups that skip it",
                    rule.skips.front().span())
        .label = "who is in it is asked all the same";
  }

  void look_at_reviewers(const AccessRule& rule) const {
    const Approvers approvers(gateway_.people.all(), gateway_.admin_group, rule.terms);
    if (!approvers.can_approve(Counting::AtLeast)) {
      Gateway::remark(rule.object, "HOOP06", Severity::Warning,
                      "nobody can approve what " + named(rule) + " asks for", rule.reviewers.span())
          .label = "too few who can sign in are in these groups";
    } else if (!approvers.can_approve(Counting::Exact) ||
               approvers.left_out(Counting::Exact).size() >
                   approvers.left_out(Counting::AtLeast).size()) {
      Gateway::remark(rule.object, "HOOP05", Severity::Warning,
                      "approvals of " + named(rule) + " may go past its minimum",
                      rule.reviewers.span())
          .label = "whoever is in several of these groups approves for all of them";
    }
  }

  /// Which of several rules is asked.
  void look_at_order(const Connection& connection, Session session) {
    const AccessRule* const brought = first_of(connection, session, [&](const AccessRule& rule) {
      return rule.is_brought_to(connection);
    });
    const AccessRule* const named_first =
        first_of(connection, session, [&](const AccessRule& rule) {
          return !rule.is_brought_to(connection) && rule.names(connection);
        });
    if (brought == nullptr || named_first == nullptr || !is_new(*brought, *named_first)) return;
    Diagnostic& told = Gateway::remark(
        named_first->object, "HOOP04", Severity::Note,
        named(*named_first) + " is not asked at " + named(connection), named_first->name.span());
    told.label = "a rule that an attribute brings is asked before one that names it";
    told.notes.push_back({brought->name.span(), "this one is"});
  }

  /// The first of several that hold alike; of the others that is told.
  template <typename Holds>
  const AccessRule* first_of(const Connection& connection, Session session, Holds holds) {
    const AccessRule* first = nullptr;
    for (const AccessRule& rule : rules_) {
      if (!rule.covers_session(session) || !holds(rule)) continue;
      if (first != nullptr) tell_overlap(connection, *first, rule);
      first = first == nullptr ? &rule : first;
    }
    return first;
  }

  void tell_overlap(const Connection& connection, const AccessRule& first,
                    const AccessRule& other) {
    if (!is_new(first, other)) return;
    Diagnostic& told = Gateway::remark(
        other.object, "HOOP03", Severity::Warning,
        named(other) + " and another one hold for " + named(connection), other.name.span());
    told.label = "the one with the lesser id is asked";
    told.notes.push_back({first.name.span(), "the other one"});
  }

  bool is_new(const AccessRule& first, const AccessRule& other) {
    return told_.emplace(first.name.scalar(), other.name.scalar()).second;
  }

  void look_at_both(const Connection& connection) const {
    const auto reviewers = texts_of(gateway_.reading, connection.object.node, "reviewers");
    const bool has_rule = std::ranges::any_of(
        kSessions, [&](Session session) { return !rules_of(connection, session, rules_).empty(); });
    if (reviewers.empty() || !has_rule) return;
    Gateway::remark(connection.object, "HOOP16", Severity::Warning,
                    named(connection) + " has reviewers, and an access request rule",
                    reviewers.front().span())
        .label = "who skips the rule still needs them";
  }

  void look_at(const Person& person) const {
    const Object at{person.node, person.file};
    const Span span{person.file->document.text.get(), person.key};
    const std::string who = "`" + shortened(gateway_.reading.names.text(person.id)) + "`";
    if (!person.can_sign_in && !person.groups.empty()) {
      Gateway::remark(at, "HOOP15", Severity::Note, who + " is inactive and in groups", span)
          .label = "made active again, it has what they give";
    }
    if (person.can_sign_in && person.groups.contains(gateway_.auditor_group)) {
      Gateway::remark(at, "HOOP14", Severity::Note, who + " is an auditor", span).label =
          "so every connection is shown to it";
    }
  }

  Gateway& gateway_;
  const std::vector<AccessRule>& rules_;
  std::set<std::pair<std::string_view, std::string_view>> told_;
};

}  // namespace

void add_remarks(Gateway& gateway, const std::vector<AccessRule>& rules) {
  Remarks(gateway, rules).add();
}

}  // namespace accessdrift::hoop
