#include <fmt/format.h>

#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

/// The groups that a policy or a client names, and those inside them.
class UsedGroups {
 public:
  explicit UsedGroups(const Snapshot& snapshot)
      : snapshot_(snapshot), is_used_(snapshot.groups.size(), false) {
    for (const auto& policy : snapshot.policies) add(policy->who);
    for (const auto& client : snapshot.clients) {
      if (client->users) add(*client->users);
    }
    for (const auto& condition : snapshot.conditions) {
      if (condition != nullptr) add_lists(*condition);
    }
    while (!open_.empty()) {
      const GroupIndex group = open_.back();
      open_.pop_back();
      add(members_of(snapshot.groups[group.index()]));
    }
    for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
      if (is_used_[g]) declared_.insert(place_of(g));
    }
  }

  /// What a reader makes of one declaration, a group and those who are in it directly, is used
  /// together.
  [[nodiscard]] bool contains(std::size_t group) const {
    return is_used_[group] || declared_.contains(place_of(group));
  }

 private:
  using DeclaredAt = std::pair<const Declarations*, std::uint32_t>;
  [[nodiscard]] DeclaredAt place_of(std::size_t group) const {
    const auto& declared = snapshot_.groups[group];
    return {declared.file, declared->key.begin};
  }

  void add_lists(const Expression& condition) {
    for (const std::string& list : attributes_read(condition, condition.root(), Operator::InList))
      add(snapshot_.find_group(list));
  }
  void add(GroupIndex group) {
    if (group.is_none() || is_used_[group.index()]) return;
    is_used_[group.index()] = true;
    open_.push_back(group);
  }
  void add(std::span<const Mention> mentions) {
    for (const Mention& mention : mentions) {
      if (mention.kind != MentionKind::Group) continue;
      add(snapshot_.group_by_name.find(mention.id));
    }
  }

  const Snapshot& snapshot_;
  std::vector<bool> is_used_;
  std::vector<GroupIndex> open_;
  std::set<DeclaredAt> declared_;
};

}  // namespace

void check_group_unused(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  const UsedGroups used(snapshot);
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    if (used.contains(g)) continue;
    const auto& group = snapshot.groups[g];
    if (group->is_made) continue;
    Diagnostic told;
    told.severity = Severity::Note;
    told.code = "AD209";
    told.message = fmt::format("group `{}` is not used", shortened(snapshot.text(group->id)));
    told.span = group.key();
    told.label = "no policy and no client names it, or a group that contains it";
    linting.add(std::move(told), {"group", snapshot.text(group->id)});
  }
}

}  // namespace accessdrift
