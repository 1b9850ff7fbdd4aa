#include "accessdrift/cause/edit_units.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "accessdrift/cause/edit_mentions.h"
#include "accessdrift/cause/joined_ids.h"
#include "accessdrift/cause/tied_patterns.h"

namespace accessdrift {
namespace {

class UnitMaker {
 public:
  explicit UnitMaker(const Comparison& comparison)
      : edits_(comparison.edits),
        before_(*comparison.before),
        after_(*comparison.after),
        joined_(comparison.edits.size()) {
    std::iota(joined_.begin(), joined_.end(), 0U);
  }

  void join_all(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
    for (const auto& [a, b] : pairs) join(a, b);
  }

  EditUnits make() {
    join_rules();
    join_standings();
    join_kinds();
    join_types();
    join_all(tied_patterns(edits_, before_, after_));
    join_circles();
    EditUnits made = gather();
    find_needs(made);
    return made;
  }

 private:
  std::uint32_t root(std::uint32_t place) {
    while (joined_[place] != place) place = joined_[place] = joined_[joined_[place]];
    return place;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    joined_[std::max(a, b)] = std::min(a, b);
  }

  /// Policies and conditions of one rule that come or go.
  void join_rules() {
    std::map<std::pair<std::string, bool>, std::uint32_t> by_rule;
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const Edit& edit = edits_[i];
      if (edit.rule.empty() || !edit.key.field.empty()) continue;
      const auto [known, is_new] = by_rule.try_emplace({edit.rule, edit.after.has_value()}, i);
      if (!is_new) join(known->second, i);
    }
  }

  /// Where a policy or a set stands, and its being there.
  void join_standings() {
    std::map<std::string, std::uint32_t> by_member;
    const auto note = [&](const std::string& member, std::uint32_t i) {
      const auto [known, is_new] = by_member.emplace(member, i);
      if (!is_new) join(known->second, i);
    };
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const Edit& edit = edits_[i];
      if (edit.key.thing == Thing::Policy && edit.key.field.empty()) note(edit.key.id, i);
      if (edit.key.thing != Thing::Set) continue;
      if (edit.key.field == "policies") note(edit.key.item, i);
      if (!edit.key.field.empty()) continue;
      note("set:" + edit.key.id, i);
      for (const std::string& member : members_of_set(edit)) note(member, i);
    }
  }

  [[nodiscard]] std::vector<std::string> members_of_set(const Edit& edit) const {
    const Snapshot& side = edit.after ? after_ : before_;
    std::vector<std::string> members;
    const Name name = side.names->find(edit.key.id);
    const SetIndex set = name.is_none() ? SetIndex{} : side.set_by_name.find(name);
    if (set.is_none()) return members;
    for (const SetDeclaration::Member& member : side.sets[set.index()]->members)
      members.push_back((member.is_set ? "set:" : "") + std::string(side.text(member.id)));
    return members;
  }

  /// A resource has a type or actions of its own, not both.
  void join_kinds() {
    std::map<std::string, std::uint32_t> by_resource;
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const FactKey& key = edits_[i].key;
      if (key.thing != Thing::Resource || (key.field != "type" && key.field != "actions")) continue;
      const auto [known, is_new] = by_resource.emplace(key.id, i);
      if (!is_new) join(known->second, i);
    }
  }

  /// What has another type, and all that reads it.
  void join_types() {
    Mentioned retyped;
    std::optional<std::uint32_t> first;
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const FactKey& key = edits_[i].key;
      const bool is_type =
          (key.thing == Thing::Context || key.thing == Thing::Attribute) && key.field == "type";
      if (!is_type) continue;
      retyped.emplace(key.thing, key.id);
      join(first.value_or(i), i);
      first = first.value_or(i);
    }
    if (!first) return;
    const auto names_retyped = [&](const Mentioned& mentioned) {
      return std::ranges::any_of(mentioned, [&](const auto& one) { return retyped.contains(one); });
    };
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const Edit& edit = edits_[i];
      const bool reads = (edit.before && names_retyped(mentions_of(edit, *edit.before, before_))) ||
                         (edit.after && names_retyped(mentions_of(edit, *edit.after, after_)));
      if (reads) join(*first, i);
    }
  }

  /// Whether the edit is about what stands above what.
  static bool is_about_nesting(const FactKey& key) {
    if (key.thing == Thing::Resource) return key.field == "parent" || key.field.empty();
    return key.thing == Thing::Set && (key.item.starts_with("set:") || key.field.empty());
  }

  /// Parents, and sets in sets, that could come to stand in a circle.
  void join_circles() {
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      if (is_about_nesting(edits_[i].key)) places.push_back(i);
    }
    if (places.size() < 2) return;
    std::map<std::string, std::set<std::string>> above;
    for (const Snapshot* const side : {&before_, &after_}) add_above(*side, above);
    std::erase_if(places, [&](std::uint32_t i) {
      const FactKey& key = edits_[i].key;
      return !is_above_itself((key.thing == Thing::Set ? "set:" : "") + key.id, above);
    });
    for (const std::uint32_t i : places) join(places.front(), i);
  }

  static void add_above(const Snapshot& side, std::map<std::string, std::set<std::string>>& above) {
    for (const auto& resource : side.resources) {
      if (resource->parent)
        above[std::string(side.text(resource->id))].emplace(side.text(resource->parent->name));
    }
    for (const auto& set : side.sets) {
      for (const SetDeclaration::Member& member : set->members) {
        if (member.is_set)
          above["set:" + std::string(side.text(member.id))].insert("set:" +
                                                                   std::string(side.text(set->id)));
      }
    }
  }

  static bool is_above_itself(const std::string& id,
                              const std::map<std::string, std::set<std::string>>& above) {
    std::set<std::string> met;
    std::vector<std::string> open{id};
    while (!open.empty()) {
      const auto found = above.find(open.back());
      open.pop_back();
      if (found == above.end()) continue;
      for (const std::string& one : found->second) {
        if (one == id) return true;
        if (met.insert(one).second) open.push_back(one);
      }
    }
    return false;
  }

  EditUnits gather() {
    EditUnits made;
    std::map<std::uint32_t, std::uint32_t> unit_of_root;
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const auto [known, is_new] =
          unit_of_root.emplace(root(i), static_cast<std::uint32_t>(made.units.size()));
      if (is_new) made.units.emplace_back();
      made.units[known->second].push_back(i);
      unit_of_.push_back(known->second);
    }
    made.needs.resize(made.units.size());
    return made;
  }

  using Needs = std::vector<std::set<std::uint32_t>>;

  /// What can be mentioned, by the edit: things, aliases, actions of types.
  void find_things() {
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const FactKey& key = edits_[i].key;
      const bool is_thing =
          key.field.empty() && key.thing != Thing::Policy && key.thing != Thing::Set;
      if (is_thing) things_.emplace(std::pair(key.thing, key.id), i);
      if (key.field == "aliases") things_.emplace(std::pair(key.thing, key.item), i);
      if (key.thing == Thing::Type && key.field == "actions")
        things_.emplace(action_of_type(key.id, key.item), i);
    }
  }

  void find_needs(EditUnits& made) {
    find_things();
    Needs needs(made.units.size());
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      for (const std::uint32_t thing : things_in(i, &Edit::after, after_))
        needs[unit_of_[i]].insert(unit_of_[thing]);
      for (const std::uint32_t thing : things_in(i, &Edit::before, before_))
        needs[unit_of_[thing]].insert(unit_of_[i]);
    }
    for (std::uint32_t u = 0; u < needs.size(); ++u) {
      needs[u].erase(u);
      made.needs[u].assign(needs[u].begin(), needs[u].end());
    }
  }

  /// What comes, or goes, of what an edit names on that side.
  [[nodiscard]] std::vector<std::uint32_t> things_in(std::uint32_t place,
                                                     std::optional<Edit::Side> Edit::*value,
                                                     const Snapshot& side) const {
    std::vector<std::uint32_t> found;
    const Edit& edit = edits_[place];
    if (!(edit.*value)) return found;
    for (const auto& one : mentions_of(edit, *(edit.*value), side)) {
      const auto thing = things_.find(one);
      if (thing != things_.end() && edits_[thing->second].*value) found.push_back(thing->second);
    }
    return found;
  }

  const std::vector<Edit>& edits_;
  const Snapshot& before_;
  const Snapshot& after_;
  std::vector<std::uint32_t> joined_;   ///< by edit
  std::vector<std::uint32_t> unit_of_;  ///< likewise
  std::map<std::pair<Thing, std::string>, std::uint32_t> things_;
};

}  // namespace

EditUnits edit_units(const Comparison& comparison) {
  UnitMaker maker(comparison);
  maker.join_all(joined_by_ids(comparison));
  return maker.make();
}

}  // namespace accessdrift
