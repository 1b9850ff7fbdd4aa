#include "accessdrift/format/postgresql/roles.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/time_text.h"
#include "accessdrift/format/condition_text.h"

namespace accessdrift::postgresql {
namespace {

constexpr std::string_view kNamesAreRead = "names of roles are read";

}  // namespace

std::uint32_t Roles::number(std::string_view name) {
  const auto [known, is_new] =
      by_name_.try_emplace(std::string(name), static_cast<std::uint32_t>(roles_.size()));
  if (is_new) roles_.emplace_back().name = name;
  return known->second;
}

Roles::Role& Roles::list(SourceReading::File& file, std::string_view name, Place key, Place body) {
  are_known_ = true;
  Role& role = roles_[number(name)];
  if (role.file == nullptr || role.is_dropped) {
    role.file = &file;
    role.key = role.login_place = key;
    role.body = body;
    role.is_dropped = false;
  }
  return role;
}

void Roles::grant(SourceReading::File& file, std::string_view group, std::string_view member,
                  Place place) {
  const std::pair<std::uint32_t, std::uint32_t> key = {number(group), number(member)};
  const auto [known, is_new] = grant_of_.try_emplace(key, grants_.size());
  if (is_new) {
    grants_.push_back({key.first, key.second, &file, place});
  } else if (grants_[known->second].is_revoked) {
    grants_[known->second] = {key.first, key.second, &file, place};
  }
}

void Roles::revoke(SourceReading::File& file, std::string_view group, std::string_view member,
                   Place place) {
  const auto known = grant_of_.find({number(group), number(member)});
  if (known == grant_of_.end()) return;
  Grant& grant = grants_[known->second];
  grant.is_revoked = true;
  grant.revoked_in = &file;
  grant.revoked_place = place;
}

void Roles::rename(std::string_view from, std::string_view to) {
  const auto known = by_name_.find(std::string(from));
  if (known == by_name_.end() || by_name_.contains(std::string(to))) return;
  const std::uint32_t number = known->second;
  by_name_.erase(known);
  by_name_.emplace(to, number);
  roles_[number].name = to;
}

void Roles::drop(std::string_view name) {
  const auto known = by_name_.find(std::string(name));
  if (known == by_name_.end()) return;
  roles_[known->second] = {};
  roles_[known->second].name = name;
  roles_[known->second].is_dropped = true;
  for (Grant& grant : grants_)
    if (grant.group == known->second || grant.member == known->second) grant.is_revoked = true;
  by_name_.erase(known);
}

void Roles::settle() {
  grants_to_.assign(roles_.size(), {});
  grants_of_.assign(roles_.size(), {});
  for (std::size_t i = 0; i < grants_.size(); ++i) {
    const Grant& grant = grants_[i];
    grants_of_[grant.member].push_back(i);
    if (grant.is_revoked) continue;
    roles_[grant.group].members.push_back(grant.member);
    grants_to_[grant.group].push_back(i);
  }
}

const Roles::Role* Roles::find(std::string_view name) const {
  const auto known = by_name_.find(std::string(name));
  if (known == by_name_.end() || roles_[known->second].file == nullptr) return nullptr;
  return &roles_[known->second];
}

Roles::Told Roles::home() const {
  for (SourceReading::File& file : reading_.files)
    if (std::ranges::find(roles_, &file, &Role::file) != roles_.end()) return {&file, {0, 0}};
  return {};
}

const std::set<std::uint32_t>& Roles::members_of(std::string_view group) {
  const auto named = by_name_.find(std::string(group));
  static const std::set<std::uint32_t> kNone;
  if (named == by_name_.end()) return kNone;
  const auto [known, is_new] = members_.try_emplace(named->second);
  std::set<std::uint32_t>& all = known->second;
  if (!is_new) return all;
  std::vector<std::uint32_t> left = {named->second};
  while (!left.empty()) {
    const std::uint32_t one = left.back();
    left.pop_back();
    if (!all.insert(one).second) continue;
    left.insert(left.end(), roles_[one].members.begin(), roles_[one].members.end());
  }
  return all;
}

Certainty Roles::is_member(std::string_view role, std::string_view group) {
  if (role == group) return Certainty::Yes;
  const Certainty otherwise = are_known_ ? Certainty::No : Certainty::Unknown;
  const auto known = by_name_.find(std::string(role));
  if (known == by_name_.end()) return otherwise;
  return members_of(group).contains(known->second) ? Certainty::Yes : otherwise;
}

bool Roles::is_account(const Role& role) {
  return role.file != nullptr && (role.can_login || role.members.empty());
}

Name Roles::user_id(std::string_view role) {
  return reading_.names.intern(folded_identity(role, buffer_));
}

Mention Roles::mention(std::string_view role, Place place) {
  return {user_id(role), MentionKind::User, false, place};
}

Mention Roles::members_mention(SourceReading::File& file, std::string_view group, Place place) {
  mentioned_.try_emplace(std::string(group), &file, place);
  return {reading_.names.intern('+' + std::string(group)), MentionKind::Group, false, place};
}

Mention Roles::pattern_mention(SourceReading::File& file, std::string_view written,
                               const std::optional<std::string>& pattern, Place place) {
  const std::string id = '/' + std::string(written);
  const Mention mention = {reading_.names.intern(id), MentionKind::Group, false, place};
  if (!declared_.insert(id).second) return mention;
  const bool is_open = !are_known_ || !pattern;
  declare_group(file, id, place, {}, is_open);
  if (is_open) return mention;
  ConditionWriter rule(place);
  rule.add(name_attribute() + ".matches(" + string_literal(*pattern) + ")", place);
  file.declarations.groups.back().rule = rule.take('/' + std::string(written));
  return mention;
}

Name Roles::file_group(SourceReading::File& file, std::vector<Mention> members) {
  const std::string id = "@" + file.document.text->path();
  if (declared_.insert(id).second && !members.empty()) {
    const Place place = members.front().place;
    declare_group(file, id, place, members, false);
  }
  return reading_.names.intern(id);
}

void Roles::declare_group(SourceReading::File& file, std::string_view id, Place place,
                          const std::vector<Mention>& members, bool is_open) {
  Declarations& declarations = file.declarations;
  GroupDeclaration group;
  group.id = reading_.names.intern(id);
  group.key = group.body = place;
  group.members = {static_cast<std::uint32_t>(declarations.mentions.size()),
                   static_cast<std::uint32_t>(members.size())};
  declarations.mentions.insert(declarations.mentions.end(), members.begin(), members.end());
  group.is_open = is_open;
  if (is_open) group.open_place = place;
  declarations.groups.push_back(std::move(group));
}

void Roles::add_attribute(Declarations& declarations, std::string_view name, Literal::Kind kind,
                          const std::string& text, Place place) {
  declarations.attribute_values.push_back(
      {reading_.names.intern(name), {kind, reading_.names.intern(text)}, place, place});
}

void Roles::declare_user(const Role& role) {
  Declarations& declarations = role.file->declarations;
  UserDeclaration user;
  user.id = user_id(role.name);
  user.spelling = reading_.names.intern(role.name);
  user.key = role.key;
  user.body = role.body;
  // Another system lets in whom it lists, whatever he may do here.
  const bool is_disabled = !role.can_login && !reading_.beside.lists(user.id);
  user.status = is_disabled ? Status::Disabled : Status::Active;
  user.status_place = role.login_place;
  user.attributes.first = static_cast<std::uint32_t>(declarations.attribute_values.size());
  if (!file_lists_ || reading_.between.is_told(kNamesAreRead))
    add_attribute(declarations, kNameAttribute, Literal::Kind::String, role.name, role.key);
  if (role.may_replicate || role.is_superuser)
    add_attribute(declarations, kReplicationAttribute, Literal::Kind::Boolean, "true",
                  role.login_place);
  if (!role.can_login && !is_disabled)
    add_attribute(declarations, kNoLoginAttribute, Literal::Kind::Boolean, "true",
                  role.login_place);
  if (role.valid_until)
    add_attribute(declarations, kValidUntilAttribute, Literal::Kind::String,
                  to_text(role.valid_until->end), role.valid_until->place);
  user.attributes.count =
      static_cast<std::uint32_t>(declarations.attribute_values.size()) - user.attributes.first;
  declarations.users.push_back(user);
}

/// Who is granted a role, by the file that says so.
std::map<SourceReading::File*, std::vector<Mention>> Roles::granted(std::uint32_t number) {
  std::map<SourceReading::File*, std::vector<Mention>> by_file;
  for (const std::size_t at : grants_to_[number]) {
    const Grant& grant = grants_[at];
    const Role& member = roles_[grant.member];
    if (are_known_ && member.file == nullptr && grants_to_[grant.member].empty()) continue;
    const Mention group{reading_.names.intern('+' + member.name), MentionKind::Group, false,
                        grant.place};
    by_file[grant.file].push_back(
        grants_to_[grant.member].empty() ? mention(member.name, grant.place) : group);
  }
  return by_file;
}

/// Where a role is told: by itself, else by a rule, else by a grant.
std::pair<SourceReading::File*, Place> Roles::home_of(std::uint32_t number) const {
  const Role& role = roles_[number];
  if (role.file != nullptr) return {role.file, role.key};
  const auto mentioned = mentioned_.find(role.name);
  if (mentioned != mentioned_.end()) return mentioned->second;
  if (grants_to_[number].empty()) return {nullptr, role.key};
  const Grant& first = grants_[grants_to_[number].front()];
  return {first.file, first.place};
}

/// The role itself, and who is granted it. What other files grant stands there in a group of its
/// own.
void Roles::declare_members(std::uint32_t number) {
  const Role& role = roles_[number];
  const std::string id = '+' + role.name;
  const auto by_file = granted(number);
  const auto [home, key] = home_of(number);
  if (home == nullptr) return;
  std::vector<Mention> own;
  if (is_account(role) || !are_known_) own.push_back(mention(role.name, key));
  for (const auto& [file, members] : by_file) {
    if (file == home) {
      own.insert(own.end(), members.begin(), members.end());
      continue;
    }
    const std::string part = id + ", in " + file->document.text->path();
    declare_group(*file, part, members.front().place, members, false);
    file->declarations.groups.back().is_part = true;
    own.push_back({reading_.names.intern(part), MentionKind::Group, false, key});
  }
  declare_group(*home, id, key, own, !are_known_);
}

/// Roles of whose members a rule speaks, and those among their members that have some, in order.
std::set<std::uint32_t> Roles::mentioned_groups() const {
  std::set<std::uint32_t> groups;
  std::vector<std::uint32_t> left;
  for (const auto& [group, where] : mentioned_) {
    const auto known = by_name_.find(group);
    if (known != by_name_.end()) left.push_back(known->second);
  }
  while (!left.empty()) {
    const std::uint32_t one = left.back();
    left.pop_back();
    if (!groups.insert(one).second) continue;
    for (const std::uint32_t member : roles_[one].members)
      if (!roles_[member].members.empty()) left.push_back(member);
  }
  return groups;
}

std::string Roles::name_attribute() {
  reading_.between.tell(kNamesAreRead);
  return "user." + std::string(kNameAttribute);
}

void Roles::declare() {
  for (const Role& role : roles_)
    if (is_account(role)) declare_user(role);
  if (file_lists_) declare_lists();
  for (const std::uint32_t number : mentioned_groups()) declare_members(number);
  for (const auto& [group, where] : mentioned_) {
    if (by_name_.contains(group)) continue;
    std::vector<Mention> own;
    if (!are_known_) own.push_back(mention(group, where.second));
    declare_group(*where.first, '+' + group, where.second, own, !are_known_);
  }
}

}  // namespace accessdrift::postgresql
