#include "accessdrift/cause/joined_ids.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/cause/claims.h"
#include "accessdrift/cause/edit_mentions.h"

namespace accessdrift {
namespace {

/// What stands before the id in a list of mentions.
std::string_view prefix_of(Thing thing) {
  return thing == Thing::Group ? kGroupPrefix : std::string_view();
}

bool is_list_of(Thing thing, const FactKey& key) {
  if (thing == Thing::Resource) return key.thing == Thing::Policy && key.field == "to";
  return (key.thing == Thing::Group && key.field == "members") ||
         (key.thing == Thing::Policy && key.field == "who") ||
         (key.thing == Thing::Client && key.field == "users");
}

class Joiner {
 public:
  explicit Joiner(const Comparison& comparison)
      : comparison_(comparison), edits_(comparison.edits), all_ids_(two_ids_of(comparison)) {
    for (std::uint32_t i = 0; i < edits_.size(); ++i) place_of_.emplace(edits_[i].key, i);
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> make() {
    join_claims();
    if (all_ids_.empty()) return std::move(joined_);
    find_followers();
    for (const TwoIds& ids : all_ids_) join_ids(ids);
    for (std::uint32_t i = 0; i < edits_.size(); ++i) join_other_mention(i);
    return std::move(joined_);
  }

 private:
  void join_claims() {
    std::map<Claim, std::uint32_t> by_claim;
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      for (const Claim& claim : Claims::of(edits_[i], *comparison_.before, *comparison_.after))
        join(by_claim.emplace(claim, i).first->second, i);
    }
  }

  void join_ids(const TwoIds& ids) {
    std::vector<std::uint32_t> one = edits_of(ids);
    if (ids.thing == Thing::User && is_unlisted(ids, comparison_)) {
      for (const std::string* const id : {&ids.before, &ids.after}) add(mentioning_, *id, one);
    }
    if (ids.thing == Thing::Resource && !one.empty())
      add(reparenting_, std::pair(ids.before, ids.after), one);
    for (const std::uint32_t i : one) join(one.front(), i);
  }

  template <typename Key>
  static void add(const std::map<Key, std::vector<std::uint32_t>>& from, const Key& key,
                  std::vector<std::uint32_t>& to) {
    const auto found = from.find(key);
    if (found != from.end()) to.insert(to.end(), found->second.begin(), found->second.end());
  }

  [[nodiscard]] std::optional<std::uint32_t> find(const FactKey& key) const {
    const auto found = place_of_.find(key);
    return found == place_of_.end() ? std::nullopt : std::optional(found->second);
  }
  void join(std::uint32_t a, std::uint32_t b) {
    if (a != b) joined_.emplace_back(a, b);
  }

  /// Of the coming and going of the ids, and of whose they are.
  [[nodiscard]] std::vector<std::uint32_t> edits_of(const TwoIds& ids) const {
    std::vector<std::uint32_t> found;
    for (const std::string* const id : {&ids.before, &ids.after}) {
      for (const char* const field : {"", "uid"}) {
        if (const auto place = find({ids.thing, *id, field, {}})) found.push_back(*place);
      }
    }
    return found;
  }

  /// What follows ids: mentions of users whom a side does not list, parents of another name.
  void find_followers() {
    std::set<std::string> unlisted;
    for (const TwoIds& ids : all_ids_) {
      if (ids.thing == Thing::User && is_unlisted(ids, comparison_))
        unlisted.insert({ids.before, ids.after});
      after_of_.emplace(std::pair(ids.thing, ids.before), ids.after);
    }
    for (std::uint32_t i = 0; i < edits_.size(); ++i) {
      const Edit& one = edits_[i];
      if (one.key.thing == Thing::Resource && one.key.field == "parent" && one.before && one.after)
        reparenting_[{one.before->value, one.after->value}].push_back(i);
      if (unlisted.empty()) continue;
      note_mentions(one.before, *comparison_.before, unlisted, i);
      note_mentions(one.after, *comparison_.after, unlisted, i);
    }
  }

  void note_mentions(const std::optional<Edit::Side>& value, const Snapshot& side,
                     const std::set<std::string>& unlisted, std::uint32_t i) {
    if (!value) return;
    for (const auto& [thing, id] : mentions_of(edits_[i], *value, side)) {
      if (thing == Thing::User && unlisted.contains(id)) mentioning_[id].push_back(i);
    }
  }

  /// A list that loses the old id and gains the new one still names the same.
  void join_other_mention(std::uint32_t i) {
    const Edit& one = edits_[i];
    if (one.after) return;
    for (const Thing thing : {Thing::User, Thing::Resource, Thing::Group}) {
      const std::string_view prefix = prefix_of(thing);
      if (!is_list_of(thing, one.key) || !one.key.item.starts_with(prefix)) continue;
      const auto [first, last] =
          after_of_.equal_range(std::pair(thing, one.key.item.substr(prefix.size())));
      for (auto other_id = first; other_id != last; ++other_id) {
        FactKey other = one.key;
        other.item = std::string(prefix) + other_id->second;
        const auto place = find(other);
        if (place && !edits_[*place].before) join(i, *place);
      }
    }
  }

  const Comparison& comparison_;
  const std::vector<Edit>& edits_;
  std::vector<TwoIds> all_ids_;
  std::map<FactKey, std::uint32_t> place_of_;
  std::multimap<std::pair<Thing, std::string>, std::string> after_of_;  ///< by the id before
  std::map<std::string, std::vector<std::uint32_t>> mentioning_;        ///< unlisted users, by id
  std::map<std::pair<std::string, std::string>, std::vector<std::uint32_t>> reparenting_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_;
};

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_by_ids(const Comparison& comparison) {
  return Joiner(comparison).make();
}

bool mentions_either(const Edit& edit, const TwoIds& ids, const Comparison& comparison) {
  const auto names_one = [&](const std::optional<Edit::Side>& value, const Snapshot& side) {
    if (!value) return false;
    const Mentioned found = mentions_of(edit, *value, side);
    return found.contains({ids.thing, ids.before}) || found.contains({ids.thing, ids.after});
  };
  return names_one(edit.before, *comparison.before) || names_one(edit.after, *comparison.after);
}

bool is_unlisted(const TwoIds& user, const Comparison& comparison) {
  const auto is_listed = [](const Snapshot& side, const std::string& id) {
    const UserIndex found = side.find_user(id);
    return !found.is_none() && found.index() < side.declared_users();
  };
  return !is_listed(*comparison.before, user.before) || !is_listed(*comparison.after, user.after);
}

}  // namespace accessdrift
