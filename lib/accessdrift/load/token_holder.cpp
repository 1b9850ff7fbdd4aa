#include "accessdrift/load/token_holder.h"

#include <algorithm>
#include <memory>

#include "accessdrift/base/text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift {
namespace {

bool is_declared(const std::vector<DeclarationsPointer>& files, Name id) {
  return std::ranges::any_of(files, [id](const DeclarationsPointer& file) {
    const bool is_user =
        std::ranges::find(file->users, id, &UserDeclaration::id) != file->users.end();
    return is_user || std::ranges::find(file->aliases, id, &NamePlace::name) != file->aliases.end();
  });
}

/// The file with one more member of the group, behind the ones that it has.
DeclarationsPointer with_member(const Declarations& file, std::size_t group, Name id) {
  auto more = std::make_shared<Declarations>(file);
  GroupDeclaration& declared = more->groups[group];
  const Range old = declared.members;
  declared.members = {static_cast<std::uint32_t>(more->mentions.size()), old.count + 1};
  for (std::uint32_t i = old.first; i < old.first + old.count; ++i) {
    const Mention member = file.mentions[i];
    if (member.has_until)
      more->membership_ends.emplace_back(more->mentions.size(), file.until_of(file.mentions[i]));
    more->mentions.push_back(member);
  }
  Mention member;
  member.id = id;
  member.place = declared.key;
  more->mentions.push_back(member);
  return more;
}

bool declares_users(const std::vector<DeclarationsPointer>& files) {
  return std::ranges::any_of(files, [](const DeclarationsPointer& file) {
    return !file->users.empty() || file->directory.has_value();
  });
}

}  // namespace

Diagnostics add_token_holder(const TokenHolder& holder, std::vector<DeclarationsPointer>& files,
                             Names& names) {
  const bool is_reserved =
      native::is_reserved_word(holder.id) || !native::reserved_prefix(holder.id).empty();
  if (holder.id.empty() || is_reserved) {
    return {error_without_place("usage", "`" + shortened(holder.id) + "` cannot be in groups",
                                "--groups is for somebody who is known only by a token")};
  }
  std::string buffer;
  const Name id = names.intern(folded_identity(holder.id, buffer));
  if (is_declared(files, id)) {
    return {error_without_place("usage", "`" + shortened(holder.id) + "` is listed",
                                "--groups is for who is known only by a token")};
  }
  auto own = std::make_shared<Declarations>();
  own->text = std::make_shared<const SourceText>("--groups", holder.id);
  UserDeclaration user;
  user.id = id;
  user.spelling = names.intern(holder.id);
  own->users.push_back(user);
  if (!declares_users(files)) own->directory = DirectoryDeclaration{false, {}, {}};

  Diagnostics wrong;
  for (const std::string& group : holder.groups) {
    bool is_found = false;
    const Name name = names.intern(group);
    for (DeclarationsPointer& file : files) {
      const auto found = std::ranges::find(file->groups, name, &GroupDeclaration::id);
      if (found == file->groups.end()) continue;
      is_found = true;
      file = with_member(*file, static_cast<std::size_t>(found - file->groups.begin()), id);
      break;
    }
    if (!is_found)
      wrong.push_back(
          error_without_place("unknown-group", "`" + shortened(group) + "` is not a group here"));
  }
  files.push_back(std::move(own));
  return wrong;
}

}  // namespace accessdrift
