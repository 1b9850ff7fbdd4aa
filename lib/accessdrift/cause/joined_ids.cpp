#include "accessdrift/cause/joined_ids.h"

#include <map>
#include <optional>
#include <string>

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
  Joiner(const Comparison& comparison, const std::vector<std::uint32_t>& some)
      : comparison_(comparison), some_(some) {
    for (std::uint32_t i = 0; i < some.size(); ++i) place_of_.emplace(edit(i).key, i);
  }

  void join_claims() {
    std::map<Claim, std::uint32_t> by_claim;
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      for (const Claim& claim : Claims::of(edit(i), *comparison_.before, *comparison_.after))
        join(by_claim.emplace(claim, i).first->second, i);
    }
  }

  void join_ids(const TwoIds& ids) {
    std::vector<std::uint32_t> one = edits_of(ids);
    if (ids.thing == Thing::User && is_unlisted(ids, comparison_)) add_mentions(ids, one);
    if (ids.thing == Thing::Resource && !one.empty()) add_parents(ids, one);
    for (const std::uint32_t i : one) join(one.front(), i);
    for (std::uint32_t i = 0; i < some_.size(); ++i) join_other_mention(ids, i);
  }

  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> take() {
    return std::move(joined_);
  }

 private:
  [[nodiscard]] const Edit& edit(std::uint32_t place) const {
    return comparison_.edits[some_[place]];
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
  void add_mentions(const TwoIds& ids, std::vector<std::uint32_t>& found) const {
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      if (mentions_either(edit(i), ids, comparison_)) found.push_back(i);
    }
  }
  /// Of children whose parent is another one in name only.
  void add_parents(const TwoIds& ids, std::vector<std::uint32_t>& found) const {
    for (std::uint32_t i = 0; i < some_.size(); ++i) {
      const Edit& one = edit(i);
      const bool follows = one.key.thing == Thing::Resource && one.key.field == "parent" &&
                           one.before && one.after && one.before->value == ids.before &&
                           one.after->value == ids.after;
      if (follows) found.push_back(i);
    }
  }

  /// A list that loses the old id and gains the new one still names the same.
  void join_other_mention(const TwoIds& ids, std::uint32_t i) {
    const Edit& one = edit(i);
    const std::string prefix(prefix_of(ids.thing));
    if (one.after || !is_list_of(ids.thing, one.key) || one.key.item != prefix + ids.before) return;
    FactKey other = one.key;
    other.item = prefix + ids.after;
    const auto place = find(other);
    if (place && !edit(*place).before) join(i, *place);
  }

  const Comparison& comparison_;
  const std::vector<std::uint32_t>& some_;
  std::map<FactKey, std::uint32_t> place_of_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_;
};

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> joined_by_ids(
    const Comparison& comparison, const std::vector<TwoIds>& two_ids,
    const std::vector<std::uint32_t>& some) {
  Joiner joiner(comparison, some);
  joiner.join_claims();
  for (const TwoIds& ids : two_ids) joiner.join_ids(ids);
  return joiner.take();
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
