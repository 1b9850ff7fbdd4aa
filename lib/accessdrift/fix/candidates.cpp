#include "accessdrift/fix/candidates.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace accessdrift {
namespace {

/// Near misses with more failed criteria are no small way.
constexpr std::size_t kFailedCriteria = 2;
/// Of one policy: so many groups that it names, and so many of who asks.
constexpr std::size_t kGroupsTried = 4;
/// So many combinations of one policy's ways.
constexpr std::size_t kCombinations = 64;

/// Ways to mend one thing; one of them is needed.
using Ways = std::vector<FixStep>;

class Candidates {
 public:
  Candidates(const Explanation& explanation, const Snapshot& snapshot, Rewriters& rewriters)
      : explanation_(explanation), snapshot_(snapshot), rewriters_(rewriters) {}

  [[nodiscard]] std::vector<Candidate> to_allow();
  [[nodiscard]] std::vector<Candidate> to_deny();

 private:
  [[nodiscard]] const auto& declared(PolicyIndex policy) const {
    return snapshot_.policies[policy.index()];
  }
  [[nodiscard]] std::string name_of(PolicyIndex policy) const {
    return "policy " + std::string(snapshot_.text(declared(policy)->id));
  }
  [[nodiscard]] std::string name_of(GroupIndex group) const {
    return "group " + std::string(snapshot_.text(snapshot_.groups[group.index()]->id));
  }
  /// Who asks, as a list names it; empty for who cannot be named in one.
  [[nodiscard]] std::string who() const;
  [[nodiscard]] GroupIndex group_of(const Mention& mention) const {
    return mention.kind == MentionKind::Group ? snapshot_.group_by_name.find(mention.id)
                                              : GroupIndex{};
  }
  /// How who asks is in a group; null if it is not.
  [[nodiscard]] const MembershipPath* path_to(GroupIndex group) const;

  void add(Ways& ways, std::string what, Span place, std::optional<TextEdit> edit) const {
    if (edit) ways.push_back({std::move(what), place, std::move(*edit)});
  }
  void add_activation(Ways& ways) const;
  void add_memberships(Ways& ways, PolicyIndex policy);
  void add_to_policy(Ways& ways, PolicyIndex policy, std::string_view key, std::string_view value,
                     std::string what);
  /// What ends that the policy names who asks.
  void add_endings(Ways& ways, PolicyIndex policy);
  /// The whole policy goes.
  void add_removal(Ways& ways, PolicyIndex policy);
  void add_narrowing(Ways& ways, PolicyIndex policy);
  [[nodiscard]] Ways ways_to_mend(const PolicyTrace& trace, std::uint32_t criterion);
  [[nodiscard]] std::optional<TextEdit> without_part(PolicyIndex policy, std::size_t part);
  /// Ways to keep each policy that denies now from denying.
  [[nodiscard]] std::vector<Ways> ways_past_denies();
  [[nodiscard]] Ways ways_past(PolicyIndex policy);

  const Explanation& explanation_;
  const Snapshot& snapshot_;
  Rewriters& rewriters_;
};

std::string Candidates::who() const {
  if (!explanation_.token_groups.empty()) return {};
  if (!explanation_.user.is_none() && explanation_.decision.is_listed)
    return std::string(snapshot_.user_id(explanation_.user));
  const ClientIndex client = snapshot_.find_client(explanation_.request.identity);
  return client.is_none() ? std::string() : explanation_.request.identity;
}

const MembershipPath* Candidates::path_to(GroupIndex group) const {
  const auto found =
      std::ranges::find_if(explanation_.memberships, [&](const MembershipPath& path) {
        return !path.groups.empty() && path.groups.back() == group;
      });
  return found == explanation_.memberships.end() ? nullptr : &*found;
}

void Candidates::add_activation(Ways& ways) const {
  if (explanation_.user.is_none() || explanation_.decision.is_active) return;
  const auto& user = snapshot_.users[explanation_.user.index()];
  if (user->status == Status::Active) return;
  add(ways, "make " + who() + " active again", user.span(user->status_place),
      TextEdit{user->status_place, "active"});
}

void Candidates::add_to_policy(Ways& ways, PolicyIndex policy, std::string_view key,
                               std::string_view value, std::string what) {
  const auto& it = declared(policy);
  add(ways, std::move(what), it.key(), rewriters_.of(it.key()).add_to_list(it->body, key, value));
}

void Candidates::add_memberships(Ways& ways, PolicyIndex policy) {
  const std::string asked = who();
  std::vector<GroupIndex> named;
  for (const Mention& mention : declared(policy)->who) {
    const GroupIndex group = group_of(mention);
    if (!group.is_none() && named.size() < kGroupsTried) named.push_back(group);
  }
  const bool is_user = !explanation_.user.is_none() && !asked.empty();
  for (const GroupIndex group : named) {
    if (!is_user) break;
    const auto& it = snapshot_.groups[group.index()];
    add(ways, "add " + asked + " to " + name_of(group), it.key(),
        rewriters_.of(it.key()).add_to_list(it->body, "members", asked));
  }
  const std::string_view key = declared(policy)->effect == Effect::Allow ? "allow" : "deny";
  if (!asked.empty()) {
    add_to_policy(ways, policy, key, asked,
                  "let " + name_of(policy) + " " + std::string(key) + " " + asked);
  }
  std::vector<GroupIndex> own;
  for (const MembershipPath& path : explanation_.memberships) {
    if (path.groups.size() == 1 && own.size() < kGroupsTried) own.push_back(path.groups.front());
  }
  for (const GroupIndex inner : own) {
    const std::string mention =
        "group:" + std::string(snapshot_.text(snapshot_.groups[inner.index()]->id));
    for (const GroupIndex outer : named) {
      const auto& it = snapshot_.groups[outer.index()];
      add(ways, "put " + name_of(inner) + " inside " + name_of(outer), it.key(),
          rewriters_.of(it.key()).add_to_list(it->body, "members", mention));
    }
    add_to_policy(ways, policy, key, mention,
                  "let " + name_of(policy) + " " + std::string(key) + " " + name_of(inner));
  }
}

std::optional<TextEdit> Candidates::without_part(PolicyIndex policy, std::size_t part) {
  const auto& it = declared(policy);
  const auto& condition = snapshot_.conditions[policy.index()];
  if (!condition) return std::nullopt;
  const std::vector<std::uint32_t> parts = criteria(*condition);
  if (parts.size() < 2) return rewriters_.of(it.key()).remove_key(it->body, "when");
  const std::uint32_t begin =
      part == 0 ? condition->at(parts[0]).begin : condition->at(parts[part - 1]).end;
  const std::uint32_t end =
      part == 0 ? condition->at(parts[1]).begin : condition->at(parts[part]).end;
  return TextEdit{condition->source.place_of(begin, end), {}};
}

Ways Candidates::ways_to_mend(const PolicyTrace& trace, std::uint32_t criterion) {
  Ways ways;
  const PolicyIndex policy = trace.policy;
  const CriterionTrace& failed = trace.criteria[criterion];
  switch (failed.kind) {
    case CriterionKind::Identity:
      add_activation(ways);
      add_memberships(ways, policy);
      break;
    case CriterionKind::Resource:
      add_to_policy(ways, policy, "to", explanation_.request.resource,
                    "let " + name_of(policy) + " cover " + explanation_.request.resource);
      break;
    case CriterionKind::Action:
      add_to_policy(ways, policy, "actions", explanation_.request.action,
                    "let " + name_of(policy) + " cover " + explanation_.request.action);
      break;
    case CriterionKind::Scopes:
      add(ways, "ask for no scope in " + name_of(policy), failed.span,
          rewriters_.of(declared(policy).key()).remove_key(declared(policy)->body, "scopes"));
      break;
    case CriterionKind::Condition: {
      const auto first =
          std::ranges::find(trace.criteria, CriterionKind::Condition, &CriterionTrace::kind);
      const auto part = static_cast<std::size_t>(criterion - (first - trace.criteria.begin()));
      const std::string_view text = failed.span.text->bytes();
      add(ways,
          "drop " +
              std::string(text.substr(failed.span.place.begin,
                                      failed.span.place.end - failed.span.place.begin)) +
              " from " + name_of(policy),
          failed.span, without_part(policy, part));
      break;
    }
  }
  return ways;
}

void Candidates::add_endings(Ways& ways, PolicyIndex policy) {
  const auto& it = declared(policy);
  const std::string asked = who();
  const bool is_allow = it->effect == Effect::Allow;
  const auto out_of_policy = [&](const Mention& mention, const std::string& whom) {
    // A policy for nobody is none.
    if (it->who.size() == 1) return;
    add(ways, "no longer let " + name_of(policy) + (is_allow ? " allow " : " deny ") + whom,
        it.span(mention.place), rewriters_.of(it.key()).remove_item(mention.place));
  };
  for (const Mention& mention : it->who) {
    const bool is_who = mention.kind == MentionKind::User &&
                        snapshot_.user_by_name.find(mention.id) == explanation_.user &&
                        !explanation_.user.is_none();
    const bool is_client =
        mention.kind == MentionKind::Client &&
        "client:" + std::string(snapshot_.text(mention.id)) == explanation_.request.identity;
    if (is_who || is_client) out_of_policy(mention, asked);
    const GroupIndex group = group_of(mention);
    const MembershipPath* const path = group.is_none() ? nullptr : path_to(group);
    if (path == nullptr) continue;
    for (std::size_t i = asked.empty() ? 1 : 0; i < path->spans.size(); ++i) {
      if (!path->spans[i].is_known()) continue;
      const std::string member = i == 0 ? asked : name_of(path->groups[i - 1]);
      add(ways, "take " + member + " out of " + name_of(path->groups[i]), path->spans[i],
          rewriters_.of(path->spans[i]).remove_item(path->spans[i].place));
    }
    out_of_policy(mention, name_of(group));
  }
  if (it->who.size() == 1) add_removal(ways, policy);
}

void Candidates::add_removal(Ways& ways, PolicyIndex policy) {
  const auto& it = declared(policy);
  add(ways, "remove " + name_of(policy), it.key(), rewriters_.of(it.key()).remove_key(it->key));
}

void Candidates::add_narrowing(Ways& ways, PolicyIndex policy) {
  const auto& it = declared(policy);
  for (const NamePlace& to : it->to) {
    if (snapshot_.text(to.name) != explanation_.request.resource || it->to.size() == 1) continue;
    add(ways, "no longer let " + name_of(policy) + " cover " + explanation_.request.resource,
        it.span(to.place), rewriters_.of(it.key()).remove_item(to.place));
  }
}

Ways Candidates::ways_past(PolicyIndex policy) {
  Ways ways;
  add_endings(ways, policy);
  add_narrowing(ways, policy);
  return ways;
}

std::vector<Ways> Candidates::ways_past_denies() {
  std::vector<Ways> all;
  for (const PolicyTrace& trace : explanation_.decision.policies) {
    if (trace.takes_effect && declared(trace.policy)->effect == Effect::Deny)
      all.push_back(ways_past(trace.policy));
  }
  return all;
}

/// One of each.
void combine(const std::vector<Ways>& needed, std::vector<Candidate>& out) {
  std::vector<Candidate> all(1);
  for (const Ways& ways : needed) {
    std::vector<Candidate> longer;
    for (const Candidate& shorter : all) {
      for (const FixStep& way : ways) {
        if (longer.size() == kCombinations) break;
        longer.push_back(shorter);
        longer.back().push_back(way);
      }
    }
    all = std::move(longer);
  }
  std::ranges::move(all, std::back_inserter(out));
}

std::vector<Candidate> Candidates::to_allow() {
  std::vector<Candidate> all;
  const std::vector<Ways> denies = ways_past_denies();
  // What the policies that deny leave may be enough.
  if (!denies.empty()) combine(denies, all);
  for (const PolicyTrace& trace : explanation_.decision.policies) {
    const auto fails = [&](std::uint32_t i) {
      return trace.criteria[i].mark == Mark::Fail || trace.criteria[i].mark == Mark::Error;
    };
    if (declared(trace.policy)->effect != Effect::Allow || trace.takes_effect) continue;
    std::vector<std::uint32_t> failed;
    for (std::uint32_t i = 0; i < trace.criteria.size(); ++i) {
      if (fails(i)) failed.push_back(i);
    }
    if (failed.empty() || failed.size() > kFailedCriteria) continue;
    // A policy about something else is near only if nothing but the resource keeps it away.
    const bool is_about_another = std::ranges::any_of(
        failed, [&](std::uint32_t i) { return trace.criteria[i].kind == CriterionKind::Resource; });
    if (is_about_another && failed.size() > 1) continue;
    std::vector<Ways> needed = denies;
    for (const std::uint32_t i : failed) needed.push_back(ways_to_mend(trace, i));
    combine(needed, all);
  }
  // Fewest edits first; of as many the closest policies first.
  std::ranges::stable_sort(all, {}, [](const Candidate& one) { return one.size(); });
  return all;
}

std::vector<Candidate> Candidates::to_deny() {
  std::vector<Ways> needed;
  std::vector<Candidate> all;
  for (const PolicyTrace& trace : explanation_.decision.policies) {
    const bool allows = declared(trace.policy)->effect == Effect::Allow;
    if (allows && trace.may_take_effect) needed.push_back(ways_past(trace.policy));
    if (allows || trace.takes_effect) continue;
    Ways denied;
    const bool is_about = std::ranges::all_of(trace.criteria, [](const CriterionTrace& one) {
      const bool is_of_target =
          one.kind == CriterionKind::Resource || one.kind == CriterionKind::Action;
      return !is_of_target || one.mark == Mark::Ok;
    });
    if (is_about) add_memberships(denied, trace.policy);
    for (FixStep& step : denied) all.push_back({std::move(step)});
  }
  // A membership may be what several policies ask for.
  for (const Ways& ways : needed) {
    for (const FixStep& step : ways) all.push_back({step});
  }
  if (needed.size() > 1 && needed.size() <= kFailedCriteria) combine(needed, all);
  std::ranges::stable_sort(all, {}, [](const Candidate& one) { return one.size(); });
  return all;
}

}  // namespace

const native::Rewriter& Rewriters::of(const Span& span) {
  std::unique_ptr<native::Rewriter>& rewriter = files_[span.text];
  if (!rewriter) {
    const auto file = std::ranges::find_if(
        snapshot_.files, [&](const auto& one) { return one->text.get() == span.text; });
    rewriter = std::make_unique<native::Rewriter>((*file)->text);
  }
  return *rewriter;
}

std::vector<Candidate> find_candidates(const Explanation& explanation, const Snapshot& snapshot,
                                       Rewriters& rewriters) {
  Candidates candidates(explanation, snapshot, rewriters);
  return explanation.decision.outcome == Outcome::Deny ? candidates.to_allow()
                                                       : candidates.to_deny();
}

}  // namespace accessdrift
