#include "accessdrift/cause/caused_findings.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "accessdrift/cause/kind_causes.h"
#include "accessdrift/cause/one_rule.h"
#include "accessdrift/region/print.h"

namespace accessdrift {
namespace {

/// A fact that many identities may have, each its own: its key without the identity, and whether it
/// comes, goes or changes; and whether it is about the id after of who has two.
using Slot = std::tuple<FactKey, bool, bool, bool>;
/// In a cause, a slot's place behind this stands for an edit of whoever it is about.
constexpr std::uint32_t kFirstSlot = 1U << 31U;

std::string& identity_in(FactKey& key) { return key.thing == Thing::User ? key.id : key.item; }

}  // namespace

struct FindingCauses::State {
  State(const Comparison& compared, const std::vector<Finding>& findings)
      : comparison(compared),
        finder(compared, identities_of(findings)),
        one_rule(OneRule::of(compared)) {}

  static IdentitySet identities_of(const std::vector<Finding>& findings) {
    IdentitySet all;
    for (const Finding& finding : findings) {
      if (!finding.is_limited) all |= finding.identities;
    }
    return all;
  }

  const Comparison& comparison;
  CauseFinder finder;
  std::optional<OneRule> one_rule;
  std::map<Slot, std::uint32_t> slots;
  std::vector<const Slot*> slot_by_number;
  std::map<Cause, std::uint32_t> cause_numbers;
  std::vector<const Cause*> causes;
  std::vector<KindCauses> kinds;  ///< own edits by their slots
  std::map<std::string, std::map<std::string, std::uint32_t>> kind_by_key;  ///< of target, identity
  std::map<std::vector<std::string>, std::uint32_t> kind_by_text;           ///< of several parts

  // --- slots ---

  struct Ids {
    std::string before;
    std::string after;  ///< most often the same
    [[nodiscard]] bool are_two() const { return before != after; }
  };
  /// As lists name it; who is named by an alias is a kind alone, and so are clients, without any.
  [[nodiscard]] Ids ids_of(IdentityIndex identity) const {
    const auto id = [&](SideOf side) -> std::string {
      const UserIndex user = comparison.population->user(identity, side);
      const Snapshot& snapshot = side == SideOf::Before ? *comparison.before : *comparison.after;
      return user.is_none() ? "" : std::string(snapshot.text(snapshot.users[user.index()]->id));
    };
    Ids ids{id(SideOf::Before), id(SideOf::After)};
    if (ids.before.empty()) ids.before = ids.after;
    if (ids.after.empty()) ids.after = ids.before;
    return ids;
  }

  /// Of who has two ids: only what goes with the one and comes with the other, for what else there
  /// is of them can be somebody else's, too.
  static bool is_own_of(const Edit& edit, const Ids& ids) {
    if (ids.before.empty()) return false;
    if (!ids.are_two()) return is_own(edit, {ids.before});
    return (!edit.after && is_own(edit, {ids.before})) ||
           (!edit.before && is_own(edit, {ids.after}));
  }

  std::uint32_t slot_of(const Edit& edit, const Ids& ids) {
    FactKey key = edit.key;
    identity_in(key).clear();
    const auto [at, is_new] =
        slots.emplace(Slot{std::move(key), edit.before.has_value(), edit.after.has_value(),
                           ids.are_two() && !edit.before},
                      static_cast<std::uint32_t>(slots.size()));
    if (is_new) slot_by_number.push_back(&at->first);
    return kFirstSlot + at->second;
  }

  /// The own edit of a slot, of the identity with the ids.
  [[nodiscard]] std::optional<std::uint32_t> edit_in(std::uint32_t slot, const Ids& ids) const {
    auto [key, goes, comes, is_second] = *slot_by_number[slot - kFirstSlot];
    identity_in(key) = is_second ? ids.after : ids.before;
    const auto found = finder.edits().find(key);
    if (!found) return std::nullopt;
    const Edit& edit = comparison.edits[*found];
    const bool is_alike = edit.before.has_value() == goes && edit.after.has_value() == comes;
    return is_alike ? found : std::nullopt;
  }

  template <typename Change>
  static Cause with_edits(Cause cause, Change&& change) {
    const auto each = [&](std::vector<std::uint32_t>& edits) {
      for (std::uint32_t& edit : edits) edit = change(edit);
      std::ranges::sort(edits);
    };
    for (EditSet& set : cause.because) {
      each(set.edits);
      each(set.prerequisites);
    }
    each(cause.undo.edits);
    each(cause.undo.prerequisites);
    return cause;
  }

  [[nodiscard]] static std::vector<std::uint32_t> slots_in(const Cause& cause) {
    std::vector<std::uint32_t> found;
    (void)with_edits(cause, [&](std::uint32_t edit) {
      if (edit >= kFirstSlot) found.push_back(edit);
      return edit;
    });
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
  }

  // --- kinds ---

  std::uint32_t number_of(Cause cause) {
    const auto [at, is_new] =
        cause_numbers.emplace(std::move(cause), static_cast<std::uint32_t>(causes.size()));
    if (is_new) causes.push_back(&at->first);
    return at->second;
  }

  KindCauses kind_of(const ChangeCauses& found, IdentityIndex identity) {
    const Ids ids = ids_of(identity);
    KindCauses kind;
    kind.is_complete = found.is_complete;
    kind.universe = found.universe;
    kind.care = found.care;
    kind.before = found.before;
    kind.after = found.after;
    for (const ChangeCauses::Part& part : found.parts) {
      Cause cause = with_edits(part.cause, [&](std::uint32_t edit) {
        const Edit& one = comparison.edits[edit];
        return is_own_of(one, ids) ? slot_of(one, ids) : edit;
      });
      kind.parts.push_back({part.where, number_of(std::move(cause)), part.at});
    }
    return kind;
  }

  /// Whether each of the slots is an edit of the identity.
  [[nodiscard]] bool has_own_edits(const KindCauses& kind, IdentityIndex identity) const {
    const Ids ids = ids_of(identity);
    return std::ranges::all_of(kind.parts, [&](const KindCauses::Part& part) {
      return std::ranges::all_of(slots_in(*causes[part.cause]), [&](std::uint32_t slot) {
        return edit_in(slot, ids).has_value();
      });
    });
  }

  std::uint32_t kind_on(std::map<std::string, std::uint32_t>& kind_by_identity,
                        IdentityIndex identity) {
    const auto [at, is_new] = kind_by_identity.try_emplace(finder.key(identity), std::uint32_t{0});
    if (!is_new && has_own_edits(kinds[at->second], identity)) return at->second;
    const std::uint32_t number = number_of(kind_of(finder.of(identity), identity));
    if (is_new) at->second = number;
    return number;
  }

  /// On several targets a kind may be the same one: its causes in the same parts of the same whole.
  std::uint32_t number_of(KindCauses kind) {
    const auto number = static_cast<std::uint32_t>(kinds.size());
    const bool is_by_url =
        std::ranges::any_of(kind.parts, [](const auto& part) { return !part.at.empty(); });
    if (kind.parts.size() > 1 && !is_by_url) {
      std::vector<std::string> text = {kind.is_complete ? "all" : "more"};
      for (const Region region : {kind.care, kind.before, kind.after})
        text.push_back(canonical_text(*kind.universe, region));
      for (const KindCauses::Part& part : kind.parts) {
        text.push_back(std::to_string(part.cause));
        text.push_back(canonical_text(*kind.universe, part.where));
      }
      const auto [known, is_new] = kind_by_text.try_emplace(std::move(text), number);
      if (!is_new) return known->second;
    }
    kinds.push_back(std::move(kind));
    return number;
  }

  // --- findings ---

  /// What identities and targets share: one cause, or one kind with several parts.
  struct Shared {
    std::optional<std::uint32_t> cause;
    std::optional<std::uint32_t> kind;
    bool is_complete = true;
    friend auto operator<=>(const Shared&, const Shared&) = default;
  };

  /// The worlds of the finding, as the kind tells them: it has none of the comparison's variables.
  [[nodiscard]] static std::optional<Region> worlds_of(const Finding& finding,
                                                       const KindCauses& kind) {
    if (finding.worlds == Diagrams::always()) return Diagrams::always();
    return kind.worlds_of(finding.kind);
  }

  [[nodiscard]] Shared shared(const Finding& finding, std::uint32_t number) const {
    const KindCauses& kind = kinds[number];
    if (kind.parts.empty()) return {};
    if (kind.parts.size() == 1) return {kind.parts.front().cause, std::nullopt, kind.is_complete};
    const std::optional<Region> worlds = worlds_of(finding, kind);
    if (!worlds) return {};
    const std::vector<KindCauses::Part> inside = kind.parts_in(*worlds);
    if (inside.empty()) return {};
    if (inside.size() == 1) return {inside.front().cause, std::nullopt, kind.is_complete};
    return {std::nullopt, number, kind.is_complete};
  }

  std::optional<Shared> of_everything;  ///< of a single edit, once it was asked for

  using ByShared = std::map<Shared, IdentitySet>;

  ByShared split_identities(const Finding& finding, const std::string& target_key) {
    std::map<Shared, std::vector<std::uint32_t>> numbers;
    auto& kinds_there = kind_by_key[target_key];
    for (const std::uint32_t number : finding.identities.numbers())
      numbers[shared(finding, kind_on(kinds_there, IdentityIndex{number}))].push_back(number);
    ByShared made;
    for (const auto& [one, all] : numbers) made.emplace(one, IdentitySet::of(all));
    return made;
  }

  /// Identities and targets of a finding that share all.
  struct Block {
    Shared shared;
    IdentitySet identities;
    std::vector<Target> targets;
  };

  static void add_target(const Target& target, const ByShared& by_shared,
                         std::vector<Block>& blocks) {
    for (const auto& [shared, identities] : by_shared) {
      const auto known =
          std::ranges::find_if(blocks, [&, one = &shared, all = &identities](const Block& block) {
            return block.shared == *one && block.identities == *all;
          });
      if (known != blocks.end()) {
        known->targets.push_back(target);
      } else {
        blocks.push_back({shared, identities, {target}});
      }
    }
  }

  /// Whether an edit is one of any of the identities' own.
  [[nodiscard]] bool is_own_of_any(const Edit& edit, const IdentitySet& identities) const {
    FactKey key = edit.key;
    const std::string& id = identity_in(key);
    const auto is_on = [&](const Snapshot& snapshot, SideOf side) {
      const UserIndex user = snapshot.find_user(id);
      if (user.is_none()) return false;
      const IdentityIndex bearer = comparison.population->identity(user, side);
      return identities.contains(bearer) && is_own_of(edit, ids_of(bearer));
    };
    return is_on(*comparison.before, SideOf::Before) || is_on(*comparison.after, SideOf::After);
  }

  /// Of a single edit: what the sides decide otherwise they do because of it, so what is found of
  /// one identity on one target holds for all of them. It does not where the edit is somebody's own
  /// among others, and by URL, where each target has its own parts; a finding's targets are all
  /// asked for by URL, or none is.
  std::optional<Block> only_block(const Finding& finding) {
    if (comparison.edits.size() != 1 || finding.is_by_url() ||
        is_own_of_any(comparison.edits.front(), finding.identities))
      return std::nullopt;
    Block block{{}, finding.identities, targets_of(finding)};
    if (of_everything) {
      block.shared = *of_everything;
      return block;
    }
    if (!finder.set_target(block.targets.front())) return std::nullopt;
    const KindCauses& kind =
        kinds[kind_on(kind_by_key[finder.target_key()], finding.identities.smallest())];
    if (kind.parts.size() != 1) return std::nullopt;
    block.shared = {kind.parts.front().cause, std::nullopt, kind.is_complete};
    of_everything = block.shared;
    return block;
  }

  /// Likewise where all edits are of one rule, on each target those that are about it.
  std::optional<std::vector<Block>> blocks_of_rule(const Finding& finding) {
    if (!one_rule || finding.is_by_url()) return std::nullopt;
    std::vector<Block> blocks;
    for (const Target& target : targets_of(finding)) {
      const EditSet all{one_rule->edits_on(target), {}};
      if (all.edits.empty()) return std::nullopt;
      const Shared shared{number_of(Cause{{all}, false, all}), std::nullopt};
      add_target(target, {{shared, finding.identities}}, blocks);
    }
    return blocks;
  }

  [[nodiscard]] static std::vector<Target> targets_of(const Finding& finding) {
    std::vector<Target> targets;
    for (const SideNames& resource : finding.resources) {
      for (const AskedAction& action : finding.actions) targets.push_back({resource, action});
    }
    return targets;
  }

  std::vector<Block> blocks_of(const Finding& finding) {
    if (auto only = only_block(finding)) return {*std::move(only)};
    if (auto of_rule = blocks_of_rule(finding)) return *std::move(of_rule);
    std::vector<Block> blocks;
    std::map<std::string, ByShared> by_target_key;
    for (const Target& target : targets_of(finding)) {
      const bool is_searched = finder.set_target(target);
      const std::string key = is_searched ? finder.target_key() : std::string();
      const auto [at, is_new] = by_target_key.try_emplace(key);
      if (is_new)
        at->second =
            is_searched ? split_identities(finding, key) : ByShared{{Shared{}, finding.identities}};
      add_target(target, at->second, blocks);
    }
    return blocks;
  }

  std::vector<CausedFinding> split(const Finding& finding) {
    if (finding.is_limited || finder.compiled() >= CauseFinder::kMostMixtures)
      return {CausedFinding{finding, {}, true, {}, {}, 0}};
    std::vector<CausedFinding> made;
    for (const Block& block : blocks_of(finding)) {
      AccessChange change = finding;
      change.identities = block.identities;
      for (const Finding& one : findings_of(change, false, block.targets, *comparison.after))
        add(one, block.shared, made);
    }
    return made;
  }

  void add(const Finding& finding, const Shared& shared, std::vector<CausedFinding>& made) const {
    if (shared.cause) {
      CausedFinding one{finding, {}, shared.is_complete, {}, {}, 0};
      set_cause(*causes[*shared.cause], one);
      made.push_back(std::move(one));
      return;
    }
    if (!shared.kind) {
      made.push_back({finding, {}, true, {}, {}, 0});
      return;
    }
    const KindCauses& kind = kinds[*shared.kind];
    const Region worlds = worlds_of(finding, kind).value_or(Diagrams::always());
    const std::vector<KindCauses::Part> parts = kind.parts_in(worlds);
    const Region care = kind.universe->diagrams().intersect(kind.care, worlds);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      CausedFinding one{finding, {}, shared.is_complete, {}, {}, p};
      one.requests = {kind.universe, parts[p].where, care, parts[p].at};
      set_cause(*causes[parts[p].cause], one);
      made.push_back(std::move(one));
    }
  }

  /// With the edits of the identities for the slots.
  void set_cause(const Cause& cause, CausedFinding& made) const {
    std::map<std::uint32_t, std::uint32_t> first;
    for (const std::uint32_t slot : slots_in(cause)) {
      OwnEdits own;
      own.slot = slot - kFirstSlot;
      for (const std::uint32_t number : made.finding.identities.numbers()) {
        const auto edit = edit_in(slot, ids_of(IdentityIndex{number}));
        if (edit) own.of.emplace_back(IdentityIndex{number}, *edit);
      }
      own.edit =
          std::ranges::min(own.of, {}, &std::pair<IdentityIndex, std::uint32_t>::second).second;
      first[slot] = own.edit;
      made.own.push_back(std::move(own));
    }
    made.cause = with_edits(
        cause, [&](std::uint32_t edit) { return edit >= kFirstSlot ? first.at(edit) : edit; });
    std::ranges::sort(made.cause->because, [](const EditSet& a, const EditSet& b) {
      return std::pair(a.edits.size(), a) < std::pair(b.edits.size(), b);
    });
  }
};

FindingCauses::FindingCauses(const Comparison& comparison, const std::vector<Finding>& findings)
    : state_(std::make_unique<State>(comparison, findings)) {}
FindingCauses::~FindingCauses() = default;

std::vector<CausedFinding> FindingCauses::split(const Finding& finding) {
  return state_->split(finding);
}

}  // namespace accessdrift
