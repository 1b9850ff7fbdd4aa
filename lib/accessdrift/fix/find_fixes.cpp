#include "accessdrift/fix/find_fixes.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "accessdrift/drift/compare.h"
#include "accessdrift/fix/candidates.h"
#include "accessdrift/fix/side_effects.h"
#include "accessdrift/source/overlay_tree.h"
#include "accessdrift/source/unified_diff.h"

namespace accessdrift {
namespace {

/// The edits of a candidate, by file.
using Edits = std::map<const SourceText*, std::vector<TextEdit>>;

Edits edits_of(const Candidate& candidate) {
  Edits edits;
  for (const FixStep& step : candidate) edits[step.place.text].push_back(step.edit);
  for (auto& [text, of_file] : edits) {
    std::ranges::sort(of_file);
    of_file.erase(std::ranges::unique(of_file).begin(), of_file.end());
  }
  return edits;
}

bool includes(const Edits& more, const Edits& fewer) {
  return std::ranges::all_of(fewer, [&](const auto& of_file) {
    const auto found = more.find(of_file.first);
    return found != more.end() && std::ranges::includes(found->second, of_file.second);
  });
}

class Search {
 public:
  Search(const FixQuestion& question, const FixSide& side, const WhenWords& words)
      : question_(question), side_(side), words_(words) {}

  /// Nothing if the answer is what it was, or the files cannot be read then.
  [[nodiscard]] std::optional<Fix> tried(const Candidate& candidate, const Edits& edits);
  [[nodiscard]] const std::optional<std::string>& bug() const { return bug_; }

 private:
  [[nodiscard]] bool is_turned(const CheckAnswer& answer) const {
    const bool was_denied = question_.explanation.decision.outcome == Outcome::Deny;
    return was_denied ? answer.outcome != Outcome::Deny : answer.outcome == Outcome::Deny;
  }
  [[nodiscard]] SideEffects effects_of(const LoadedSide& fixed) const;

  const FixQuestion& question_;
  const FixSide& side_;
  const WhenWords& words_;
  std::optional<std::string> bug_;
};

SideEffects Search::effects_of(const LoadedSide& fixed) const {
  const Comparison comparison = compare(side_.loaded.snapshot, fixed.snapshot, question_.from);
  const IdentityIndex asked =
      identity_of(question_.who, *comparison.before, *comparison.population, SideOf::Before);
  const Request& request = question_.explanation.request;
  return side_effects(comparison, asked, request.action, request.resource);
}

std::optional<Fix> Search::tried(const Candidate& candidate, const Edits& edits) {
  std::map<std::string, std::string> replaced;
  Fix fix;
  fix.steps = candidate;
  std::map<std::string, std::string> patches;
  for (const auto& [text, of_file] : edits) {
    std::optional<std::string> bytes = edited(text->bytes(), of_file);
    if (!bytes) return std::nullopt;
    patches[text->path()] = unified_diff(text->path(), text->bytes(), *bytes);
    replaced[text->path()] = std::move(*bytes);
  }
  for (const auto& [path, patch] : patches) fix.patch += patch;
  Side edited_side = side_.side;
  edited_side.tree = std::make_shared<OverlayTree>(side_.side.tree, std::move(replaced));
  const Result<LoadedSide> fixed = side_.loader.load(edited_side);
  if (!fixed) return std::nullopt;
  Inquiry inquiry = inquire(fixed->snapshot, question_.from);
  const auto target = find_asked_target(inquiry, question_.action, question_.resource);
  if (!target) return std::nullopt;
  const AskedIdentity asked = find_asked_identity(inquiry, question_.who);
  const CheckAnswer answer =
      check(inquiry, asked.identity, *target, with_url(*target, question_.told));
  if (!is_turned(answer)) return std::nullopt;
  const Interpreter interpreter(*inquiry.snapshot);
  const Explanation plain =
      target->by_url
          ? explain(interpreter, *inquiry.snapshot, question_.who, *target->by_url, question_.told)
          : explain(interpreter, *inquiry.snapshot,
                    {question_.who, question_.action, question_.resource, question_.told});
  const Outcome outcome = plain.decision.outcome;
  if (outcome != Outcome::Open && outcome != answer.outcome) bug_ = candidate.front().what;
  fix.outcome = answer.outcome;
  if (answer.outcome == Outcome::Open) fix.when = words_(inquiry, answer);
  fix.effects = effects_of(*fixed);
  return fix;
}

/// By whom else they affect, then by whatever else, then by how many edits they are.
auto rank_of(const Fix& fix) {
  const SideEffects& effects = fix.effects;
  return std::tuple(effects.is_limited,
                    effects.gaining.identities.size() + effects.losing.identities.size(),
                    effects.own_gains.size() + effects.own_losses.size(), fix.steps.size());
}

}  // namespace

FixSearch find_fixes(const FixQuestion& question, const FixSide& side, const WhenWords& words,
                     const FixLimits& limits) {
  FixSearch found;
  const Snapshot& snapshot = *side.loaded.snapshot;
  Rewriters rewriters(snapshot);
  Search search(question, side, words);
  const std::size_t most =
      std::min(limits.tried, limits.people / (snapshot.users.size() + 100) + 1);
  std::set<Edits> seen;
  std::vector<Edits> working;
  std::size_t tried = 0;
  const Candidates candidates = find_candidates(question.explanation, snapshot, rewriters);
  found.not_tried = candidates.left_out;
  for (const Candidate& candidate : candidates.all) {
    const Edits edits = edits_of(candidate);
    const bool has_another =
        std::ranges::any_of(working, [&](const Edits& other) { return includes(edits, other); });
    if (has_another || !seen.insert(edits).second) continue;
    if (tried == most) {
      ++found.not_tried;
      continue;
    }
    ++tried;
    std::optional<Fix> fix = search.tried(candidate, edits);
    if (!fix) continue;
    working.push_back(edits);
    found.fixes.push_back(std::move(*fix));
  }
  std::ranges::stable_sort(found.fixes, {}, rank_of);
  found.bug = search.bug();
  return found;
}

}  // namespace accessdrift
