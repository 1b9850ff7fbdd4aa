#include "accessdrift/format/gathered.h"

#include <algorithm>
#include <string>

namespace accessdrift::source {
namespace {

std::uint64_t key_of(const Mention& member) {
  return (static_cast<std::uint64_t>(member.id.index()) << 8U) |
         static_cast<std::uint64_t>(member.kind);
}

}  // namespace

std::optional<Until> longer(const std::optional<Until>& a, const std::optional<Until>& b) {
  if (!a || !b) return std::nullopt;
  return a->end < b->end ? b : a;
}

GatheredGroups::Part& GatheredGroups::part(SourceReading::File& file, Name group, Place key,
                                           Place body) {
  std::vector<Part*>& parts = parts_of_[group];
  // Files are read one after another.
  if (!parts.empty() && parts.back()->file == &file) return *parts.back();
  const auto known = std::ranges::find(parts, &file, &Part::file);
  if (known != parts.end()) return **known;
  Part& part = parts_.emplace_back();
  part.file = &file;
  part.declared.id = group;
  part.declared.key = key;
  part.declared.body = body;
  parts.push_back(&part);
  return part;
}

bool GatheredGroups::has_member(const Part& part, const Mention& member) {
  return part.places.contains(key_of(member));
}

void GatheredGroups::add(Part& part, const Mention& member, const std::optional<Until>& end) {
  const auto [known, is_new] = part.places.try_emplace(key_of(member), part.members.size());
  if (is_new) {
    part.members.push_back(member);
    part.ends.push_back(end);
    return;
  }
  part.ends[known->second] = longer(part.ends[known->second], end);
}

void GatheredGroups::open(Part& part, Place place) {
  if (part.declared.is_open) return;
  part.declared.is_open = true;
  part.declared.open_place = place;
}

void GatheredGroups::open_first(Name group) {
  Part& first = *parts_of_.at(group).front();
  open(first, first.declared.key);
}

void GatheredGroups::declare() {
  for (auto& [group, parts] : parts_of_) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::string id =
          std::string(reading_.names.text(group)) + ", in " + parts[i]->file->document.text->path();
      parts[i]->declared.id = reading_.names.intern(id);
      add(*parts.front(),
          {parts[i]->declared.id, MentionKind::Group, false, parts.front()->declared.key});
    }
  }
  for (const Part& part : parts_) write(part);
}

void GatheredGroups::write(const Part& part) {
  Declarations& declarations = part.file->declarations;
  const auto first = static_cast<std::uint32_t>(declarations.mentions.size());
  GroupDeclaration declared = part.declared;
  declared.members = {first, static_cast<std::uint32_t>(part.members.size())};
  for (std::size_t i = 0; i < part.members.size(); ++i) {
    Mention member = part.members[i];
    if (const std::optional<Until>& end = part.ends[i]) {
      member.has_until = true;
      declarations.membership_ends.emplace_back(first + static_cast<std::uint32_t>(i), *end);
    }
    declarations.mentions.push_back(member);
  }
  declarations.groups.push_back(std::move(declared));
}

GatheredUsers::User& GatheredUsers::user(Name id, Name spelling, Place key, Place body) {
  const auto [known, is_new] = by_id_.try_emplace(static_cast<std::uint32_t>(id.index()), nullptr);
  if (!is_new) return *known->second;
  User& user = users_.emplace_back();
  user.declared.id = id;
  user.declared.spelling = spelling;
  user.declared.key = key;
  user.declared.body = body;
  known->second = &user;
  return user;
}

void GatheredUsers::add_alias(User& user, Name alias, Place place) {
  const bool is_told =
      alias == user.declared.id ||
      std::ranges::find(user.aliases, alias, &NamePlace::name) != user.aliases.end();
  if (!is_told) user.aliases.push_back({alias, place});
}

void GatheredUsers::declare() {
  Declarations& declarations = file_.declarations;
  for (const User& user : users_) {
    UserDeclaration declared = user.declared;
    declared.aliases = {static_cast<std::uint32_t>(declarations.aliases.size()),
                        static_cast<std::uint32_t>(user.aliases.size())};
    declarations.aliases.insert(declarations.aliases.end(), user.aliases.begin(),
                                user.aliases.end());
    if (user.end) {
      declared.has_until = true;
      declarations.sign_in_ends.emplace_back(static_cast<std::uint32_t>(declarations.users.size()),
                                             *user.end);
    }
    declarations.users.push_back(declared);
  }
}

}  // namespace accessdrift::source
