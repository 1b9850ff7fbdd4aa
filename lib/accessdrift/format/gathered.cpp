#include "accessdrift/format/gathered.h"

#include <algorithm>
#include <string>
#include <utility>

#include "accessdrift/format/hidden_ends.h"

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
  GroupIndex number = numbers_.find(group);
  if (number.is_none()) {
    number = GroupIndex{parts_of_.size()};
    numbers_.set(group, number);
    parts_of_.emplace_back();
  }
  std::vector<Part*>& parts = parts_of_[number.index()];
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

bool GatheredGroups::has_member(Part& part, const Mention& member) {
  if (part.known.empty()) {
    for (const Member& one : part.members) part.known.insert(key_of(one.mention));
  }
  return part.known.contains(key_of(member));
}

void GatheredGroups::add(Part& part, const Mention& member, const std::optional<Until>& end) {
  Member& added = part.members.emplace_back(Member{member, 0});
  if (!part.known.empty()) part.known.insert(key_of(member));
  if (!end) return;
  part.ends.push_back(*end);
  added.end = static_cast<std::uint32_t>(part.ends.size());
}

/// Each stays where it was added first.
void GatheredGroups::merge_repeated(Part& part) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(part.members.size());
  for (std::uint32_t i = 0; i < part.members.size(); ++i)
    order.emplace_back(key_of(part.members[i].mention), i);
  std::ranges::sort(order);
  std::vector<bool> is_again(part.members.size());
  bool has_repeated = false;
  for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
    if (order[i].first != order[first].first) {
      first = i;
      continue;
    }
    has_repeated = is_again[order[i].second] = true;
    std::uint32_t& end = part.members[order[first].second].end;
    const std::uint32_t other = part.members[order[i].second].end;
    const bool lasts = end == 0 || other == 0;
    if (lasts || part.ends[end - 1].end < part.ends[other - 1].end) end = lasts ? 0 : other;
  }
  if (!has_repeated) return;
  std::vector<Member> kept;
  for (std::size_t i = 0; i < part.members.size(); ++i) {
    if (!is_again[i]) kept.push_back(part.members[i]);
  }
  part.members = std::move(kept);
}

void GatheredGroups::open(Part& part, Place place) { source::open(part.declared, place); }

void GatheredGroups::open_first(Name group) {
  Part& first = *parts_of_[numbers_.find(group).index()].front();
  open(first, first.declared.key);
}

bool GatheredGroups::is_any_open() const {
  return std::ranges::any_of(parts_, [](const Part& part) { return part.declared.is_open; });
}

void GatheredGroups::suppose_ends() {
  for (const std::vector<Part*>& parts : parts_of_) {
    if (parts.empty()) continue;
    Part& first = *parts.front();
    const Name group = first.declared.id;
    if (std::ranges::any_of(parts, [](const Part* part) { return part->declared.is_open; })) {
      for (const auto& [member, until] :
           further_members(reading_, first.file->declarations, group, first.declared.key))
        add(first, member, until);
      continue;
    }
    for (const Part* const part : parts) {
      for (const Until& until : part->ends) tell_end(reading_, group, until.end);
    }
  }
}

void GatheredGroups::declare() {
  for (Part& part : parts_) {
    Part& first = *parts_of_[numbers_.find(part.declared.id).index()].front();
    if (&first == &part) continue;
    const std::string id = std::string(reading_.names.text(part.declared.id)) + ", in " +
                           part.file->document.text->path();
    part.declared.id = reading_.names.intern(id);
    part.declared.is_part = true;
    add(first, {part.declared.id, MentionKind::Group, false, first.declared.key});
  }
  for (Part& part : parts_) {
    merge_repeated(part);
    write(part);
  }
}

void GatheredGroups::write(const Part& part) {
  Declarations& declarations = part.file->declarations;
  const auto first = static_cast<std::uint32_t>(declarations.mentions.size());
  GroupDeclaration declared = part.declared;
  declared.members = {first, static_cast<std::uint32_t>(part.members.size())};
  for (const auto& [mention, end] : part.members) {
    const auto at = static_cast<std::uint32_t>(declarations.mentions.size());
    declarations.mentions.push_back(mention);
    declarations.mentions.back().has_until = end != 0;
    if (end != 0) declarations.membership_ends.emplace_back(at, part.ends[end - 1]);
  }
  declarations.groups.push_back(std::move(declared));
}

GatheredUsers::User& GatheredUsers::user(Name id, Name spelling, Place key, Place body) {
  if (const UserIndex known = numbers_.find(id); !known.is_none()) return users_[known.index()];
  numbers_.set(id, UserIndex{users_.size()});
  User& user = users_.emplace_back();
  user.declared.id = id;
  user.declared.spelling = spelling;
  user.declared.key = key;
  user.declared.body = body;
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
  declarations.users.reserve(declarations.users.size() + users_.size());
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
