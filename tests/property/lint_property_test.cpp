#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "accessdrift/lint/condition_use.h"
#include "accessdrift/lint/lint.h"
#include "accessdrift/lint/policy_use.h"
#include "agreement.h"
#include "draft.h"
#include "environment.h"
#include "worlds.h"

/// What the checks of `lint` prove, held against the naive evaluation: a policy or a criterion that
/// is said to do nothing is taken out of the configuration, and nothing may change; one that is
/// said to be needed is, and something must. `ACCESSDRIFT_LINT_WORLDS` says how many worlds.
namespace accessdrift::property {
namespace of_lint {

struct Found {
  std::size_t worlds = 0, policies = 0, needed = 0, shadowed = 0, redundant = 0, deny_nothing = 0,
              never_match = 0, idle = 0, never_true = 0, not_checked = 0, without_access = 0;
};

/// One configuration and what `lint` reads it with.
class LintedWorld {
 public:
  explicit LintedWorld(std::uint64_t seed)
      : seed_(seed), from_(start_of(seed)), draft_(make_draft(seed)) {
    const Files files = render(draft_.tree(), {});
    loaded_ = load_world(files, files);
    if (loaded_.is_refused()) return;
    inquiry_ = inquire(loaded_.after, from_);
  }

  [[nodiscard]] bool is_refused() const { return loaded_.is_refused(); }
  [[nodiscard]] Inquiry& inquiry() { return inquiry_; }
  [[nodiscard]] const Snapshot& snapshot() const { return *loaded_.after; }
  [[nodiscard]] const Draft& draft() const { return draft_; }
  [[nodiscard]] Instant from() const { return from_; }
  [[nodiscard]] std::string id_of(std::size_t policy) const {
    return std::string(snapshot().text(snapshot().policies[policy]->id));
  }
  [[nodiscard]] std::string text() const { return to_text(render(draft_.tree(), {})); }

  /// Whether the naive evaluation decides some request otherwise in an edited configuration;
  /// nothing if the loader refuses it, or there are too many requests.
  [[nodiscard]] std::optional<bool> changes(const Draft& edited) const {
    const LoadedWorld pair = load_world(render(draft_.tree(), {}), render(edited.tree(), {}));
    if (pair.is_refused()) return std::nullopt;
    const Agreement agreement(pair, seed_, from_);
    if (agreement.is_too_big()) return std::nullopt;
    return !agreement.changes().empty() || !agreement.changes_by_url().empty();
  }

 private:
  static Draft make_draft(std::uint64_t seed) {
    Random random(seed * 2 + 1);
    return draft_configuration(random, seed % 10 == 0, opens_groups(seed), opens_directory(seed));
  }

  std::uint64_t seed_;
  Instant from_;
  Draft draft_;
  LoadedWorld loaded_;
  Inquiry inquiry_;
};

Draft without(Draft draft, const std::set<std::string>& policies) {
  std::erase_if(draft.policies,
                [&](const DraftPolicy& policy) { return policies.contains(policy.id); });
  for (DraftSet& set : draft.sets)
    std::erase_if(set.members, [&](const std::string& id) { return policies.contains(id); });
  std::erase_if(draft.sets, [](const DraftSet& set) { return set.members.empty(); });
  return draft;
}

DraftPolicy& policy_of(Draft& draft, const std::string& id) {
  return *std::ranges::find(draft.policies, id, &DraftPolicy::id);
}

void count(const PolicyUse& use, Found& found) {
  using Kind = PolicyUse::Kind;
  ++found.policies;
  switch (use.kind) {
    case Kind::Needed:
      ++found.needed;
      break;
    case Kind::NeverMatches:
      ++found.never_match;
      break;
    case Kind::Shadowed:
      ++found.shadowed;
      break;
    case Kind::Redundant:
      ++found.redundant;
      break;
    case Kind::DeniesNothing:
    case Kind::Overruled:
      ++found.deny_nothing;
      break;
    case Kind::NotChecked:
      ++found.not_checked;
      break;
  }
}

/// An id of a world's policies; sets and policies have no ids in common.
std::string check_policies(LintedWorld& world, Found& found) {
  PolicyUses all(world.inquiry());
  const std::vector<PolicyUse>& uses = all.all();
  std::set<std::string> idle;
  for (std::size_t p = 0; p < uses.size(); ++p) {
    count(uses[p], found);
    using Kind = PolicyUse::Kind;
    const Kind kind = uses[p].kind;
    if (kind == Kind::Shadowed || kind == Kind::Redundant || kind == Kind::DeniesNothing ||
        kind == Kind::Overruled)
      idle.insert(world.id_of(p));
  }
  if (!idle.empty() && world.changes(without(world.draft(), idle)).value_or(false))
    return "leaving out all policies without effect changes something";
  for (std::size_t p = 0; p < uses.size(); ++p) {
    const std::string id = world.id_of(p);
    if (idle.contains(id) && world.changes(without(world.draft(), {id})).value_or(false))
      return "leaving out " + id + " changes something";
    if (uses[p].kind == PolicyUse::Kind::NeverMatches) {
      // Then it does not matter what it would do, unless it is a gate.
      const bool has_gates = std::ranges::any_of(
          world.draft().sets, [](const DraftSet& set) { return set.combine == "all-of"; });
      if (!has_gates && world.changes(without(world.draft(), {id})).value_or(false))
        return "leaving out " + id + ", which never matches, changes something";
    }
    if (uses[p].kind != PolicyUse::Kind::Needed) continue;
    // With those that were looked at before, the ones declared later.
    std::set<std::string> with_idle{id};
    for (std::size_t later = p + 1; later < uses.size(); ++later) {
      if (idle.contains(world.id_of(later))) with_idle.insert(world.id_of(later));
    }
    const auto alone = world.changes(without(world.draft(), {id}));
    const auto together = world.changes(without(world.draft(), with_idle));
    if (alone && together && !*alone && !*together) return id + " is not needed";
  }
  return {};
}

/// With other criteria, all of them in parentheses; none: it has no condition.
Draft with_criteria(Draft draft, const std::string& policy, const Expression& condition,
                    const std::vector<std::uint32_t>& kept) {
  DraftPolicy& edited = policy_of(draft, policy);
  std::string text;
  for (const std::uint32_t criterion : kept) {
    text += text.empty() ? "(" : " && (";
    text += std::string(condition.text_of(criterion)) + ")";
  }
  if (text.empty()) {
    edited.when.reset();
  } else {
    edited.when->text = text;
  }
  return draft;
}

std::string check_conditions(LintedWorld& world, Found& found) {
  const LintOptions options;
  LintFindings findings;
  Linting linting(world.inquiry(), options, findings);
  for (std::size_t p = 0; p < world.snapshot().policies.size(); ++p) {
    const auto& condition = world.snapshot().conditions[p];
    if (condition == nullptr) continue;
    ConditionUse use(linting, PolicyIndex{p});
    if (!use.concerns_anybody()) continue;
    const std::string id = world.id_of(p);
    if (use.is_never_true(*condition)) {
      if (use.is_limited()) continue;
      ++found.never_true;
      Draft edited = world.draft();
      DraftPolicy& policy = policy_of(edited, id);
      const bool applies_on_error =
          policy.on_error.empty() ? policy.is_deny : policy.on_error == "apply";
      policy.when->text = "false";
      if (!applies_on_error && world.changes(edited).value_or(false))
        return "the condition of " + id + " is true of something";
      continue;
    }
    std::vector<std::uint32_t> kept = criteria(*condition);
    const std::vector<IdleCriterion> idle = find_idle(use, *condition);
    if (use.is_limited()) continue;
    for (const IdleCriterion& one : idle) {
      ++found.idle;
      std::erase(kept, one.criterion);
    }
    if (!idle.empty() &&
        world.changes(with_criteria(world.draft(), id, *condition, kept)).value_or(false))
      return "leaving out idle criteria of " + id + " changes something";
  }
  return {};
}

/// Where nobody is unknown and nothing has a URL: who is told is who has no request that the naive
/// evaluation allows.
std::string check_identities(LintedWorld& world, Found& found) {
  const naive::Side side(world.snapshot());
  if (side.has_unknowns() || !world.snapshot().routes.empty()) return {};
  const auto requests =
      naive::RepresentativeRequests::of(world.snapshot(), world.snapshot(), world.from(), 4096);
  if (requests.size() > 4096) return {};
  std::set<std::string> expected;
  for (const naive::Person& person : side.people) {
    const std::size_t at = *side.find_person(person.id);
    if (!person.is_client && side.signs_in(at, world.from())) expected.insert(person.spelling);
  }
  for (const auto& [target, holders] : naive::access_of(side, requests)) {
    for (const naive::Holder& holder : holders) {
      if (holder.person < side.people.size() && !holder.allowed.is_empty())
        expected.erase(side.people[holder.person].spelling);
    }
  }
  std::set<std::string> told;
  const LintFindings findings = lint(world.inquiry(), {});
  if (!findings.not_checked.empty()) return {};
  for (const LintFinding& finding : findings.all) {
    if (finding.told.code != "AD212") continue;
    const std::string& message = finding.told.message;
    told.insert(message.substr(1, message.find('`', 1) - 1));
  }
  found.without_access += told.size();
  return told == expected ? std::string() : "other identities have access to nothing";
}

TEST_CASE("lint: what is said to do nothing does nothing, and what is needed is needed") {
  const std::uint64_t worlds = number_from_environment("ACCESSDRIFT_LINT_WORLDS", 200);
  Found found;
  int failures = 0;
  for (std::uint64_t seed = 1; seed <= worlds && failures < 3; ++seed) {
    LintedWorld world(seed);
    if (world.is_refused()) continue;
    ++found.worlds;
    std::string wrong = check_policies(world, found);
    if (wrong.empty()) wrong = check_conditions(world, found);
    if (wrong.empty()) wrong = check_identities(world, found);
    if (wrong.empty()) continue;
    ++failures;
    FAIL_CHECK("seed " << seed << ": " << wrong << "\n" << world.text());
  }
  MESSAGE(found.worlds << " worlds with " << found.policies << " policies: " << found.needed
                       << " needed, " << found.never_match << " never match, " << found.shadowed
                       << " shadowed, " << found.redundant << " redundant, " << found.deny_nothing
                       << " deny nothing, " << found.not_checked << " over a limit; "
                       << found.never_true << " conditions never true, " << found.idle
                       << " criteria idle; " << found.without_access
                       << " identities without access");
  if (worlds < 200) return;
  CHECK(found.needed > 0);
  CHECK(found.shadowed > 0);
  CHECK(found.redundant > 0);
  CHECK(found.deny_nothing > 0);
  CHECK(found.never_match > 0);
  CHECK(found.never_true > 0);
  CHECK(found.idle > 0);
  CHECK(found.without_access > 0);
}

}  // namespace of_lint
}  // namespace accessdrift::property
