#include "accessdrift/format/scim/groups.h"

#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/told_once.h"

namespace accessdrift::scim {
namespace {

/// As many as the table of names looks up together.
constexpr std::size_t kTogether = 32;

std::uint64_t key_of(const Mention& member) {
  return (static_cast<std::uint64_t>(member.id.index()) << 8U) |
         static_cast<std::uint64_t>(member.kind);
}

}  // namespace

void Groups::note(SourceReading::File& file, const Resource& group, Name id, Name name) {
  if (!id.is_none() && by_id_.find(id).is_none()) by_id_.set(id, name);
  noted_.push_back({&file, group.node, *group.display_name, group.members, name});
}

void Groups::declare() {
  for (const Noted& noted : noted_) declare(noted);
}

void Groups::declare(const Noted& noted) {
  Declarations& declarations = noted.file->declarations;
  GroupDeclaration group;
  group.id = noted.id;
  group.key = noted.name.place();
  group.body = noted.resource.place();
  std::vector<Mention>& pool = declarations.mentions;
  const std::size_t first = pool.size();
  if (noted.members) {
    source::each_item(*noted.members,
                      [&](NodeView item) { add_member(declarations, group, item); });
    take_waiting(declarations, group);
  }
  source::keep_told_once(pool, first, key_of);
  group.members = {static_cast<std::uint32_t>(first),
                   static_cast<std::uint32_t>(pool.size() - first)};
  declarations.groups.push_back(std::move(group));
}

void Groups::add_member(Declarations& declarations, GroupDeclaration& group, NodeView item) {
  const std::optional<NodeView> value = source::find_text(item, "value");
  if (!value) {
    take_waiting(declarations, group);  // the first reason for its being open stays
    source::warn(reading_, "partial-source", "this member has no `value`", item.span()).label =
        "so who it is is not known";
    return source::open(group, item.place());
  }
  waiting_.push_back({item, *value});
  if (waiting_.size() == kTogether) take_waiting(declarations, group);
}

void Groups::take_waiting(Declarations& declarations, GroupDeclaration& group) {
  texts_.clear();
  for (const Member& member : waiting_) texts_.push_back(member.value.scalar());
  found_.resize(texts_.size());
  reading_.names.find(texts_, found_);
  for (std::size_t i = 0; i < waiting_.size(); ++i)
    take(declarations, group, waiting_[i], found_[i]);
  waiting_.clear();
}

/// Whom a member names; its `type` is often missing. An id that a user and a group have is the one
/// of its type, without one both.
void Groups::take(Declarations& declarations, GroupDeclaration& group, const Member& member,
                  Name id) {
  Name user = id.is_none() ? Name{} : users_.find(id);
  Name nested = id.is_none() ? Name{} : by_id_.find(id);
  if (user.is_none() && nested.is_none()) return tell_unlisted(group, member.value);
  if (!user.is_none() && !nested.is_none()) {
    const std::string_view type = source::text_of(member.item, "type");
    if (folds_to(type, "group")) user = {};
    if (folds_to(type, "user")) nested = {};
  }
  const Place place = member.value.place();
  if (!user.is_none()) declarations.mentions.push_back({user, MentionKind::User, false, place});
  if (!nested.is_none())
    declarations.mentions.push_back({nested, MentionKind::Group, false, place});
}

/// A member whom no page has that was exported.
void Groups::tell_unlisted(GroupDeclaration& group, NodeView value) {
  if (is_partial_) return source::open(group, value.place());
  if (users_.are_none()) {
    source::open(group, value.place());
    if (std::exchange(told_no_users_, true)) return;
    Diagnostic& problem = source::warn(reading_, "partial-source",
                                       "groups have members, and no user is here", value.span());
    problem.label = "so whose id this is is not known";
    problem.help = "export the users, too";
    return;
  }
  source::warn(reading_, "dangling-member",
               "no user and no group has the id `" + shortened(value.scalar()) + "`", value.span())
      .label = "so this member is nobody";
}

}  // namespace accessdrift::scim
