#include "accessdrift/format/entra/people.h"

#include <array>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"

namespace accessdrift::entra {
namespace {

using namespace source;

/// By kind.
constexpr std::array<std::string_view, 5> kGroups = {
    "Entra: all users", "Entra: guests", "Entra: internal guests", "Entra: collaboration guests",
    "Entra: collaboration members"};
/// In the principal name of who belongs to another tenant.
constexpr std::string_view kExternal = "#ext#@";

/// By which sides ask each other who has an id that only a page tells which is not here.
constexpr std::string_view kWhoIs = "who is";
constexpr std::string_view kNames = "names of ";

/// `a@b` of `SMTP:a@b`; other kinds of addresses are none here.
std::string_view mail_in(std::string_view address) {
  constexpr std::string_view kMail = "smtp:";
  if (address.size() <= kMail.size() || fold_ascii(address.substr(0, kMail.size())) != kMail)
    return {};
  return address.substr(kMail.size());
}

}  // namespace

void People::declare(SourceReading::File& file, NodeView user, bool is_member) {
  const std::optional<NodeView> name = find_text(user, "userPrincipalName");
  if (!name) {
    if (is_member) return;
    report(reading_, "missing-key", "this user has no `userPrincipalName`", user.span()).label =
        "policies and groups name it by that";
    return;
  }
  UserDeclaration declared;
  declared.id = intern_folded(reading_, name->scalar());
  has_list_ = has_list_ || !is_member;
  const bool is_known =
      declared_.contains(declared.id) || by_id_.contains(fold_ascii(text_of(user, "id")));
  if (is_member && is_known) return;
  declared.spelling = reading_.names.intern(name->scalar());
  declared.key = name->place();
  declared.body = user.place();
  if (const std::string_view id = text_of(user, "id"); !id.empty()) {
    tell_name(fold_ascii(id), name->scalar());
    declared.uid = reading_.names.intern(fold_ascii(id));
    by_id_.emplace(fold_ascii(id), declared.id);
  }
  add_status(declared, user, is_member);
  add_aliases(file.declarations, declared, user);
  file.declarations.users.push_back(declared);
  if (!declared_.insert(declared.id).second) return;
  const std::string_view type = text_of(user, "userType");
  const std::optional<bool> is_guest = type.empty() ? std::nullopt : std::optional(type == "Guest");
  const bool is_external = fold_ascii(name->scalar()).find(kExternal) != std::string::npos;
  listed_.push_back({&file, declared.id, name->place(), is_guest, is_external});
  by_word_.emplace(fold_ascii(name->scalar()), declared.id);
  if (is_member && !only_member_.is_known()) only_member_ = name->span();
}

void People::add_aliases(Declarations& declarations, UserDeclaration& declared, NodeView user) {
  declared.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
  if (declared.status == Status::Deleted) return;  // free for somebody else
  std::set<Name> told = {declared.id};
  const auto add = [&](std::string_view text, Place place) {
    if (text.empty()) return;
    const Name alias = intern_folded(reading_, text);
    if (told.insert(alias).second) declarations.aliases.push_back({alias, place});
    by_word_.emplace(fold_ascii(text), declared.id);
  };
  if (const std::optional<NodeView> mail = find_text(user, "mail"))
    add(mail->scalar(), mail->place());
  each_item(user, "proxyAddresses", [&](NodeView address) {
    if (address.kind() == NodeKind::String) add(mail_in(address.scalar()), address.place());
  });
  declared.aliases.count =
      static_cast<std::uint32_t>(declarations.aliases.size()) - declared.aliases.first;
}

void People::add_status(UserDeclaration& declared, NodeView user, bool is_member) {
  if (const std::optional<NodeView> deleted = find_text(user, "deletedDateTime")) {
    declared.status = Status::Deleted;
    declared.status_place = deleted->place();
    return;
  }
  const std::optional<bool> is_enabled = truth(user, "accountEnabled");
  if (is_enabled && !*is_enabled) {
    declared.status = Status::Disabled;
    declared.status_place = source::find(user, "accountEnabled")->place();
  }
  if (is_enabled || is_member) return;
  ++no_statuses_;
  if (!no_status_.is_known()) no_status_ = {user.span().text, declared.key};
}

void People::note_service(SourceReading::File& file, NodeView service) {
  const std::string id = fold_ascii(text_of(service, "id"));
  if (id.empty() || !services_.emplace(id, Service{&file, service, {}}).second) return;
  ++service_names_[std::string(text_of(service, "displayName"))];
}

Name People::find(std::string_view word) {
  const std::string folded = fold_ascii(word);
  if (const auto known = by_id_.find(folded); known != by_id_.end()) return known->second;
  if (const auto known = by_word_.find(folded); known != by_word_.end()) return known->second;
  const auto service = services_.find(folded);
  return service == services_.end() ? Name{} : declare_service(service->second);
}

Name People::find_or_suppose(SourceReading::File& file, NodeView id, bool may_be_service) {
  const Name known = find(id.scalar());
  if (!known.is_none()) return known;
  const bool is_user = said_open_.is_known();
  if (!is_user && !(may_be_service && are_services_cut_)) return reading_.names.intern(id.scalar());
  UserDeclaration declared;
  declared.uid = reading_.names.intern(fold_ascii(id.scalar()));
  const std::string name = name_elsewhere(fold_ascii(id.scalar()));
  const bool is_free = !name.empty() && !declared_.contains(intern_folded(reading_, name));
  const std::string_view called = is_free ? std::string_view(name) : id.scalar();
  declared.id = intern_folded(reading_, called);
  declared.spelling = reading_.names.intern(called);
  declared.key = declared.body = id.place();
  declared.is_service = !is_user;
  file.declarations.users.push_back(declared);
  by_id_.emplace(fold_ascii(id.scalar()), declared.id);
  if (is_user) listed_.push_back({&file, declared.id, id.place(), std::nullopt, false});
  return declared.id;
}

void People::tell_name(const std::string& id, std::string_view name) {
  if (reading_.between.is_told(kWhoIs, {id}))
    reading_.between.tell(std::string(kNames) + id, {std::string(name)});
}

std::string People::name_elsewhere(const std::string& id) {
  reading_.between.tell(kWhoIs, {id});
  const BetweenSides::Items& told = reading_.between.told(std::string(kNames) + id);
  return told.empty() ? std::string() : told.begin()->front();
}

/// By its display name; by its object's id too if others have the name.
Name People::declare_service(Service& service) {
  if (!service.id.is_none()) return service.id;
  const std::string_view id = text_of(service.service, "id");
  const std::optional<NodeView> title = find_text(service.service, "displayName");
  const bool is_one = title && service_names_[std::string(title->scalar())] == 1;
  std::string name(title ? title->scalar() : id);
  if (title && !is_one) name += " (" + std::string(id) + ")";
  UserDeclaration declared;
  declared.id = intern_folded(reading_, name);
  declared.spelling = reading_.names.intern(name);
  declared.uid = reading_.names.intern(fold_ascii(id));
  declared.key = (title ? *title : service.service).place();
  declared.body = service.service.place();
  declared.is_service = true;
  Declarations& declarations = service.file->declarations;
  declared.aliases.first = static_cast<std::uint32_t>(declarations.aliases.size());
  if (const std::optional<NodeView> app = find_text(service.service, "appId")) {
    declarations.aliases.push_back({intern_folded(reading_, app->scalar()), app->place()});
    declared.aliases.count = 1;
  }
  if (truth(service.service, "accountEnabled") == false) {
    declared.status = Status::Disabled;
    declared.status_place = source::find(service.service, "accountEnabled")->place();
  }
  declarations.users.push_back(declared);
  return service.id = declared.id;
}

void People::open(Span said) {
  if (said_open_.is_known()) return;
  said_open_ = said;
  open_directory(reading_, said);
}

void People::finish() {
  tell_statuses();
  if (!only_member_.is_known() || said_open_.is_known()) return;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           has_list_ ? "a member of a group is in no list of users" : "no list of users is here",
           only_member_);
  problem.label = has_list_ ? "so that list is not whole" : "this one is known as a member only";
  problem.help = "export all pages of `GET /v1.0/users`";
  open(only_member_);
}

void People::tell_statuses() {
  if (no_statuses_ == 0) return;
  Diagnostic& problem = warn(reading_, "unknown-status",
                             no_statuses_ == 1 ? "a user does not say whether it is enabled"
                                               : std::to_string(no_statuses_) +
                                                     " users do not say whether they are enabled",
                             no_status_);
  problem.label = no_statuses_ == 1 ? "taken as active" : "this one, for example: taken as active";
  problem.help =
      "ask for it: `$select=id,userPrincipalName,mail,proxyAddresses,userType,"
      "accountEnabled`";
}

std::optional<bool> People::Listed::is(UserKind kind) const {
  if (kind == UserKind::Any) return true;
  if (!is_guest) return std::nullopt;
  const bool is_of_kind = *is_guest != (kind == UserKind::CollaborationMember);
  if (kind == UserKind::Guest) return is_of_kind;
  return is_of_kind && is_of_another_tenant != (kind == UserKind::InternalGuest);
}

Name People::all_of(UserKind kind) {
  const Name group = reading_.names.intern(kGroups[static_cast<std::size_t>(kind)]);
  return asked_.emplace(kind, group).first->second;
}

void People::declare_groups() {
  for (const auto& [kind, group] : asked_) declare_group(group, kind);
  lists_.finish();
}

void People::declare_group(Name group, UserKind kind) {
  const Listed* untold = nullptr;
  for (const Listed& person : listed_) {
    const Place place = NodeView(person.file->document).place();
    GroupLists::Part& part = lists_.part_of(*person.file, group, bracket_of(place), place);
    const std::optional<bool> is_of_kind = person.is(kind);
    if (!is_of_kind && untold == nullptr) untold = &person;
    if (is_of_kind == true) part.add(person.id, MentionKind::User, person.key);
  }
  const bool is_open = untold != nullptr || !are_complete();
  if (is_open && lists_.has(group)) {
    GroupLists::Part& first = *lists_.groups().at(group).front();
    source::open(first.declared, first.declared.key);
  }
  if (untold == nullptr || std::exchange(told_no_types_, true)) return;
  Diagnostic& problem = warn(reading_, "partial-source", "users do not say whether they are guests",
                             {untold->file->document.text.get(), untold->key});
  problem.label = "so to whom a policy about guests applies is not known";
  problem.help = "ask for it: `$select=…,userType`";
}

}  // namespace accessdrift::entra
