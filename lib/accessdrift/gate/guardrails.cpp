#include "accessdrift/gate/guardrails.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/drift/public_exposure.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift {
namespace {

enum class Direction : std::uint8_t { Gained, Lost };

bool counts(Direction direction, ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Shifted:
      return true;
    case ChangeKind::Gained:
    case ChangeKind::Widened:
      return direction == Direction::Gained;
    case ChangeKind::Lost:
    case ChangeKind::Narrowed:
      return direction == Direction::Lost;
  }
  return false;
}

/// What some findings come to.
struct Tally {
  IdentitySet users;
  std::uint64_t entitlements = 0;
};

struct Tallies {
  Tally certain, possible, unexpected, unexpected_possible;

  /// Those that a finding counts in; null: not in that one.
  std::array<Tally*, 4> of(Certainty certainty, bool is_expected) {
    const bool is_certain = certainty == Certainty::Must;
    return {&possible, is_certain ? &certain : nullptr,
            is_expected ? nullptr : &unexpected_possible,
            is_certain && !is_expected ? &unexpected : nullptr};
  }
};

class Judge {
 public:
  Judge(const Comparison& comparison, const std::vector<Finding>& findings,
        const std::vector<bool>& is_expected, const ProjectFile& project)
      : comparison_(comparison), findings_(findings), is_expected_(is_expected), project_(project) {
    judgement_.failing_of.resize(findings.size());
  }

  Result<Judgement> judge() {
    const Guardrails& guardrails = project_.guardrails;
    for (const Protection& protection : guardrails.protect) {
      const Resources resources = protected_by(protection);
      const std::string name(comparison_.before->text(protection.name));
      if (protection.gained) judge(*protection.gained, Direction::Gained, name, &resources);
      if (protection.lost) judge(*protection.lost, Direction::Lost, name, &resources);
    }
    if (guardrails.gained) judge(*guardrails.gained, Direction::Gained, "limits", nullptr);
    if (guardrails.lost) judge(*guardrails.lost, Direction::Lost, "limits", nullptr);
    if (guardrails.unknown_findings) judge_unknown(*guardrails.unknown_findings);
    judge_public();
    if (!problems_.empty()) return failure(std::move(problems_));
    return std::move(judgement_);
  }

 private:
  using Resources = std::set<Name>;  ///< as they are printed

  // --- what is selected ---

  Resources protected_by(const Protection& protection) {
    Resources selected;
    for (const NamePlace& item : protection.resources) {
      const std::size_t before = select(item.name, SideOf::Before, selected);
      const std::size_t after = select(item.name, SideOf::After, selected);
      if (before + after > 0) continue;
      report("no resource of either side is selected by", item, "so it would guard nothing");
    }
    return selected;
  }

  /// Adds what the selector means on a side, descendants included; how many it means itself.
  std::size_t select(Name selector, SideOf side, Resources& selected) const {
    const Snapshot& snapshot = on(side);
    std::vector<ResourceIndex> open;
    for (std::size_t r = 0; r < snapshot.resources.size(); ++r) {
      if (selects(snapshot.text(selector), snapshot.text(snapshot.resources[r]->id)))
        open.push_back(ResourceIndex{r});
    }
    const std::size_t count = open.size();
    while (!open.empty()) {
      const ResourceIndex resource = open.back();
      open.pop_back();
      selected.insert(comparison_.printed(resource, side));
      const auto& children = snapshot.children[resource.index()];
      open.insert(open.end(), children.begin(), children.end());
    }
    return count;
  }

  /// Identities of the before side.
  IdentitySet excepted(const ChangeLimit& limit) {
    IdentitySet except;
    for (const Mention& mention : limit.except) {
      if (mention.kind == MentionKind::Group) {
        except_group(mention, except);
      } else {
        except_identity(mention, except);
      }
    }
    return except;
  }

  void except_group(const Mention& mention, IdentitySet& except) {
    const GroupIndex group = comparison_.before->group_by_name.find(mention.id);
    if (group.is_none())
      return report("the before side has no group", {mention.id, mention.place}, kNobody);
    except |= comparison_.engine_before->groups().members(group).all;
  }

  void except_identity(const Mention& mention, IdentitySet& except) {
    const UserIndex user = comparison_.before->user_by_name.find(mention.id);
    if (user.is_none())
      return report("the before side has no identity", {mention.id, mention.place}, kNobody);
    except.add(comparison_.population->identity(user, SideOf::Before));
  }

  static constexpr std::string_view kNobody = "so it excepts nobody";

  void report(std::string_view what, const NamePlace& named, std::string_view label) {
    Diagnostic problem;
    problem.code = "unknown-selector";
    problem.message = fmt::format("{} `{}`", what, shortened(comparison_.before->text(named.name)));
    problem.span = project_.span(named.place);
    problem.label = label;
    problems_.push_back(std::move(problem));
  }

  [[nodiscard]] const Snapshot& on(SideOf side) const {
    return side == SideOf::Before ? *comparison_.before : *comparison_.after;
  }

  // --- what is counted ---

  /// `resources` null: all.
  void judge(const ChangeLimit& limit, Direction direction, const std::string& name,
             const Resources* resources) {
    const IdentitySet except = excepted(limit);
    Tallies tallies;
    for (std::size_t f = 0; f < findings_.size(); ++f) {
      const Finding& finding = findings_[f];
      if (!counts(direction, finding.kind)) continue;
      for (Tally* const tally : tallies.of(finding.certainty, is_expected(f)))
        if (tally != nullptr) add(finding, except, resources, *tally);
    }
    const std::string unit = direction == Direction::Gained ? "gained." : "lost.";
    std::vector<std::size_t> failing;
    const auto result = [&](const std::optional<ChangeLimit::Number>& number, std::string_view what,
                            const auto& count) {
      if (!number) return;
      add_result(
          {name, unit + std::string(what), limit.level, number->most, count(tallies.certain),
           count(tallies.possible), count(tallies.unexpected), count(tallies.unexpected_possible)},
          project_.span(number->place));
      if (judgement_.results.back().fails()) failing.push_back(judgement_.results.size() - 1);
    };
    result(limit.users, "users", [](const Tally& tally) { return tally.users.size(); });
    result(limit.entitlements, "entitlements",
           [](const Tally& tally) { return tally.entitlements; });
    if (limit.percent) {
      const std::uint64_t had = with_access_before(resources, except);
      result(limit.percent, "percent",
             [&](const Tally& tally) { return percent(tally.users.size(), had); });
    }
    if (resources != nullptr) note_failing(direction, except, *resources, failing);
  }

  void add(const Finding& finding, const IdentitySet& except, const Resources* resources,
           Tally& tally) const {
    std::uint64_t count = 0;
    for (const SideNames& resource : finding.resources)
      count += resources == nullptr || is_among(resource, *resources) ? 1U : 0U;
    const IdentitySet users = finding.identities - except;
    if (count == 0) return;
    tally.users |= users;
    tally.entitlements += users.size() * count * finding.actions.size();
  }

  /// Either owner of a URL counts.
  static bool is_among(const SideNames& resource, const Resources& resources) {
    return resources.contains(resource.before) || resources.contains(resource.after);
  }

  void note_failing(Direction direction, const IdentitySet& except, const Resources& resources,
                    const std::vector<std::size_t>& failing) {
    if (failing.empty()) return;
    for (std::size_t f = 0; f < findings_.size(); ++f) {
      const Finding& finding = findings_[f];
      const bool is_counted =
          finding.certainty == Certainty::Must && counts(direction, finding.kind) &&
          !finding.identities.is_subset_of(except) &&
          std::ranges::any_of(finding.resources, [&](const SideNames& resource) {
            return is_among(resource, resources);
          });
      if (!is_counted) continue;
      for (const std::size_t one : failing) {
        if (!is_expected(f) || !judgement_.results[one].can_be_approved())
          judgement_.failing_of[f].push_back(one);
      }
    }
  }

  /// Identities that could reach something of it before. A target over a limit counts for nobody,
  /// which makes the percentage larger.
  std::uint64_t with_access_before(const Resources* resources, const IdentitySet& except) const {
    Engine& engine = *comparison_.engine_before;
    const Snapshot& before = *comparison_.before;
    IdentitySet left = engine.everybody() - except;
    const std::uint64_t all = left.size();
    for (std::size_t r = 0; r < before.resources.size(); ++r) {
      const ResourceIndex resource{r};
      if (resources != nullptr &&
          !resources->contains(comparison_.printed(resource, SideOf::Before)))
        continue;
      for (const Name action : before.resource_actions[r]->names) {
        engine.universe().diagrams().start_target();
        const Engine::Access access = engine.access({resource, action}, left);
        if (access.is_limited) continue;
        for (const AccessMap::Part& part : access.map.parts) left -= part.identities;
      }
    }
    return all - left.size();
  }

  /// Rounded up; of nobody everything.
  static std::uint64_t percent(std::uint64_t users, std::uint64_t had) {
    if (users == 0) return 0;
    return had == 0 ? 100 : (users * 100 + had - 1) / had;
  }

  void judge_unknown(const ChangeLimit::Number& number) {
    const auto is_may = [](const Finding& finding) { return finding.certainty == Certainty::May; };
    const auto count = static_cast<std::uint64_t>(std::ranges::count_if(findings_, is_may));
    add_result({"limits", "unknown.findings", project_.guardrails.unknown_level, number.most, count,
                count, count, count},
               project_.span(number.place));
  }

  /// Where the file does not speak of it, by default.
  void judge_public() {
    const std::optional<ChangeLimit::Number>& written = project_.guardrails.public_findings;
    GuardrailCount count{"limits", "public.findings", project_.guardrails.public_level,
                         written ? written->most : 0};
    for (std::size_t f = 0; f < findings_.size(); ++f) {
      const Finding& finding = findings_[f];
      if (!counts(Direction::Gained, finding.kind) || !is_public_exposure(finding, comparison_))
        continue;
      const bool is_certain = finding.certainty == Certainty::Must;
      ++count.at_most;
      count.actual += is_certain ? 1U : 0U;
      if (is_expected(f)) continue;
      ++count.unexpected_at_most;
      count.unexpected += is_certain ? 1U : 0U;
    }
    if (written || count.at_most > 0)
      add_result(std::move(count), written ? project_.span(written->place) : Span{});
  }

  void add_result(GuardrailCount count, Span place) {
    judgement_.results.push_back({std::move(count), place});
  }

  [[nodiscard]] bool is_expected(std::size_t finding) const {
    return !is_expected_.empty() && is_expected_[finding];
  }

  const Comparison& comparison_;
  const std::vector<Finding>& findings_;
  const std::vector<bool>& is_expected_;
  const ProjectFile& project_;
  Judgement judgement_;
  Diagnostics problems_;
};

}  // namespace

Result<Judgement> judge(const Comparison& comparison, const std::vector<Finding>& findings,
                        const std::vector<bool>& is_expected, const ProjectFile& project) {
  return Judge(comparison, findings, is_expected, project).judge();
}

}  // namespace accessdrift
