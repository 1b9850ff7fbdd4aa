#include "accessdrift/format/hoop/people.h"

#include <algorithm>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/hoop/texts.h"

namespace accessdrift::hoop {

using namespace source;

namespace {

/// Told by sides that list their users.
constexpr std::string_view kListsUsers = "users are listed";

}  // namespace

bool Person::is_in_any(const std::vector<std::string_view>& names) const {
  return std::ranges::any_of(names, [&](std::string_view name) { return groups.contains(name); });
}

People::People(SourceReading& reading, const Objects& objects)
    : reading_(reading), are_known_(objects.is_listed(Kind::User)) {
  if (are_known_) reading.between.tell(kListsUsers);
  for (const Object& user : objects.of(Kind::User))
    add_user(user, objects.exported(Kind::User, user.node).value_or(user.node));
  for (const Object& account : objects.of(Kind::ServiceAccount)) add_service_account(account);
  for (const Kind kind : {Kind::User, Kind::ServiceAccount}) {
    const std::optional<Object>& first = objects.first_of(kind);
    if (are_known_ || !first || all_.empty()) continue;
    open_directory(reading_, *first->file, first->node.place());
  }
}

bool People::are_known_elsewhere() const {
  return !are_known_ && reading_.between.is_told(kListsUsers);
}

void People::add_user(const Object& user, NodeView exported) {
  const std::optional<NodeView> email = find_text(user.node, "email");
  if (!email) {
    report(reading_, "missing-key", "this user has no `email`", user.node.span()).label =
        "it is known by that";
    return;
  }
  UserDeclaration declared;
  std::string buffer;
  declared.id = reading_.names.intern(folded_identity(email->scalar(), buffer));
  declared.spelling = reading_.names.intern(email->scalar());
  declared.key = email->place();
  // Who was only invited gets the provider's id when signing in first.
  const std::string_view subject = text_of(exported, "id");
  if (!subject.empty() && text_of(exported, "status") != "invited")
    declared.uid = reading_.names.intern(subject);
  add_status(declared, user.node, *email);
  add(user, declared);
  if (const auto untold = find_text(user.node, "untold_groups"))
    add_untold_groups(user, *email, *untold);
}

/// Somebody who may be in any group, besides those that are told: a group of its own stands for
/// that, in which nobody of another domain can be.
void People::add_untold_groups(const Object& person, NodeView email, NodeView untold) {
  has_untold_ = true;
  const std::string name = std::string(email.scalar()) + ", by the " + std::string(untold.scalar());
  const Name id = reading_.names.intern(name);
  const std::string_view address = email.scalar();
  const std::size_t at = address.rfind('@');
  declare_unknown(*person.file, id, untold.place(),
                  at == address.npos ? std::string_view() : address.substr(at + 1));
  untold_.push_back({id, MentionKind::Group, false, untold.place()});
}

void People::declare_unknown(SourceReading::File& file, Name id, Place place,
                             std::string_view domain) {
  GroupDeclaration declared;
  declared.id = id;
  declared.key = declared.body = place;
  open(declared, place);
  if (!domain.empty()) declared.within.push_back({intern_folded(reading_, domain), place});
  file.declarations.groups.push_back(std::move(declared));
}

Mention People::mention_unknown(SourceReading::File& file, std::string_view group, Place place) {
  const Name id = reading_.names.intern(group);
  declare_unknown(file, id, place, {});
  return {id, MentionKind::Group, false, place};
}

void People::add_service_account(const Object& account) {
  const std::optional<NodeView> subject = find_text(account.node, "subject");
  if (!subject) {
    report(reading_, "missing-key", "this service account has no `subject`", account.node.span())
        .label = "it is known by that";
    return;
  }
  UserDeclaration declared;
  std::string buffer;
  declared.id = reading_.names.intern(folded_identity(subject->scalar(), buffer));
  declared.spelling = reading_.names.intern(subject->scalar());
  declared.key = subject->place();
  declared.is_service = true;
  add_status(declared, account.node, *subject);
  add(account, declared);
}

/// Whoever is invited becomes active by signing in.
void People::add_status(UserDeclaration& declared, NodeView person, NodeView id) {
  if (find_text(person, "untold_status")) {
    has_untold_ = true;
    return;
  }
  const std::optional<NodeView> status = find_text(person, "status");
  const std::string_view word = status ? status->scalar() : std::string_view();
  if (status) declared.status_place = status->place();
  if (word == "inactive") declared.status = Status::Disabled;
  if (word == "inactive" || word == "active" || word == "invited") return;
  warn(reading_, "unknown-status",
       "`" + shortened(id.scalar()) + "` does not say whether it is active",
       status ? status->span() : id.span())
      .label = "taken as active";
}

void People::add(const Object& person, UserDeclaration declared) {
  declared.body = person.node.place();
  Person& known = all_.emplace_back();
  known.id = declared.id;
  known.can_sign_in = declared.status == Status::Active;
  known.file = person.file;
  known.node = person.node;
  known.key = declared.key;
  known.status = declared.status_place;
  for (const NodeView group : texts_of(reading_, person.node, "groups")) {
    if (!known.groups.insert(group.scalar()).second) continue;
    add_member(*person.file, group, declared.id);
  }
  person.file->declarations.users.push_back(declared);
}

void People::add_member(SourceReading::File& file, NodeView group, Name person) {
  const Name id = reading_.names.intern(group.scalar());
  std::vector<Part>& parts = groups_[id];
  const auto known =
      std::ranges::find_if(parts, [&](const Part& part) { return part.file == &file; });
  Part& part = known == parts.end() ? parts.emplace_back(Part{&file, group.place(), {}}) : *known;
  part.members.push_back({person, MentionKind::User, false, group.place()});
}

std::vector<std::string_view> People::groups() const {
  std::vector<std::string_view> names;
  names.reserve(groups_.size());
  for (const auto& [group, parts] : groups_) names.push_back(reading_.names.text(group));
  std::ranges::sort(names);
  return names;
}

Mention People::mention(SourceReading::File& file, std::string_view group, Place place) {
  const Name id = reading_.names.intern(group);
  if (seen_.insert(id).second) mentioned_.emplace_back(id, Part{&file, place, {}});
  return {id, MentionKind::Group, false, place};
}

void People::finish() {
  for (const auto& [group, parts] : groups_) write(group, parts);
  if (!are_known_ && untold_.empty()) return;
  for (const auto& [group, part] : mentioned_) {
    if (!groups_.contains(group)) write_part(group, part);
  }
}

/// A file can declare its own places only, so each further one has a group within the group.
void People::write(Name group, const std::vector<Part>& parts) {
  Part first = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string id =
        std::string(reading_.names.text(group)) + ", in " + parts[i].file->document.text->path();
    const Name more = reading_.names.intern(id);
    write_part(more, parts[i]);
    first.members.push_back({more, MentionKind::Group, false, first.key});
  }
  write_part(group, first);
}

void People::write_part(Name id, const Part& part) {
  Declarations& declarations = part.file->declarations;
  GroupDeclaration declared;
  declared.id = id;
  declared.key = part.key;
  declared.body = part.key;
  std::vector<Mention> members = part.members;
  for (Mention untold : untold_) {
    untold.place = part.key;
    members.push_back(untold);
  }
  declared.members = {static_cast<std::uint32_t>(declarations.mentions.size()),
                      static_cast<std::uint32_t>(members.size())};
  declarations.mentions.insert(declarations.mentions.end(), members.begin(), members.end());
  declared.is_open = !are_known_;
  if (declared.is_open) declared.open_place = part.key;
  declarations.groups.push_back(std::move(declared));
}

}  // namespace accessdrift::hoop
