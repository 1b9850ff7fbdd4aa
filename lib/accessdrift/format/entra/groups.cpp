#include "accessdrift/format/entra/groups.h"

#include <array>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::entra {
namespace {

using namespace source;

/// What Graph returns at most of what is expanded, of users and of others.
constexpr std::array<std::size_t, 2> kExpanded = {20, 100};

std::string_view type_of(NodeView member) {
  constexpr std::string_view kPrefix = "#microsoft.graph.";
  const std::string_view type = text_of(member, "@odata.type");
  return type.starts_with(kPrefix) ? type.substr(kPrefix.size()) : std::string_view();
}

/// Members that are things: nobody signs in as one.
bool is_thing(std::string_view type) { return type == "device" || type == "orgContact"; }

std::size_t size_of(NodeView list) {
  std::size_t size = 0;
  each_item(list, [&](NodeView) { ++size; });
  return size;
}

}  // namespace

void Groups::note(SourceReading::File& file, NodeView group, Kind kind) {
  const std::optional<NodeView> title = find_text(group, "displayName");
  const std::string_view key = kind == Kind::DirectoryRole ? "roleTemplateId" : "id";
  const std::optional<NodeView> id = find_text(group, key);
  if (!title || !id) {
    report(reading_, "missing-key",
           "this has no `" + std::string(title ? key : std::string_view("displayName")) + "`",
           group.span())
        .label = "policies and members name it by that";
    return;
  }
  if (!by_id_.emplace(fold_ascii(id->scalar()), listed_.size()).second) return;
  if (kind == Kind::DirectoryRole) by_id_.emplace(fold_ascii(text_of(group, "id")), listed_.size());
  if (kind == Kind::Group) by_title_[std::string(title->scalar())].push_back(listed_.size());
  listed_.push_back({&file, group, *title, kind, {}});
}

/// Several groups may have one name; each has its id behind it then.
void Groups::name() {
  for (Listed& listed : listed_) {
    if (listed.kind == Kind::DirectoryRole)
      listed.id = reading_.names.intern("role " + std::string(listed.title.scalar()));
  }
  for (const auto& [title, sharing] : by_title_) {
    for (const std::size_t at : sharing) {
      std::string name = title;
      if (sharing.size() > 1)
        name.append(" (").append(text_of(listed_[at].group, "id")).append(")");
      listed_[at].id = reading_.names.intern(name);
    }
  }
}

Name Groups::by_id(std::string_view id) const {
  const auto known = by_id_.find(fold_ascii(id));
  return known == by_id_.end() ? Name{} : listed_[known->second].id;
}

Name Groups::by_id_or_unlisted(std::string_view id) {
  const Name known = by_id(id);
  return known.is_none() ? reading_.names.intern(id) : known;
}

Name Groups::role(std::string_view template_id, Span asked) {
  if (const Name known = by_id(template_id); !known.is_none()) return known;
  if (const auto known = roles_.find(fold_ascii(template_id)); known != roles_.end())
    return known->second;
  if (!std::exchange(told_no_role_, true)) {
    Diagnostic& problem =
        warn(reading_, "partial-source",
             "who has the role `" + shortened(template_id) + "` is not here", asked);
    problem.label = "so to whom a policy about it applies is not known, and of others like it";
    problem.help = "export `GET /v1.0/directoryRoles?$expand=members`";
  }
  return reading_.names.intern("role " + std::string(template_id));
}

Name Groups::owner(const Page& page) const {
  return owner_of(
      page, [&](std::string_view id) { return by_id(id); },
      [&](std::string_view title) {
        const auto known = by_title_.find(title);
        const bool is_one = known != by_title_.end() && known->second.size() == 1;
        return is_one ? listed_[known->second.front()].id : Name{};
      });
}

Name Groups::owner_or_unlisted(const Page& page) {
  if (const Name known = owner(page); !known.is_none()) return known;
  if (!is_under(page, "groups") && !is_under(page, "members")) return {};
  for (const Label& label : labels_of(page)) {
    if (label.may_be_name) return reading_.names.intern(label.text);
  }
  return {};
}

void Groups::add_members(const Page& page, Name group) {
  const Place place = page.items.place();
  GroupLists::Part& part = lists_.part_of(*page.file, group, bracket_of(place), place);
  if (is_transitive(page)) transitive_.insert(group);
  Pages& pages = pages_[group];
  if (!page.next) pages.has_last = true;
  if (page.next && !pages.not_last.is_known()) pages.not_last = page.next->span();
  page.each([&](NodeView member) { add_member(part, member); });
}

void Groups::add_inside(SourceReading::File& file, NodeView group, Kind kind) {
  const std::optional<NodeView> inside = find(group, "members");
  const Name id = by_id(text_of(group, kind == Kind::DirectoryRole ? "roleTemplateId" : "id"));
  if (!inside || !inside->is_sequence() || id.is_none()) return;
  const Place key = find_text(group, "displayName")->place();
  GroupLists::Part& part = lists_.part_of(file, id, key, group.place());
  each_item(*inside, [&](NodeView member) { add_member(part, member); });
  const std::optional<NodeView> next = find_text(group, "members@odata.nextLink");
  const std::size_t size = size_of(*inside);
  const bool may_be_cut = size == kExpanded[0] || size == kExpanded[1];
  if (!next && !may_be_cut) return;
  Pages& pages = pages_[id];
  if (!pages.not_last.is_known()) pages.not_last = (next ? *next : *inside).span();
}

void Groups::add_member(GroupLists::Part& part, NodeView member) {
  const std::string_view type = type_of(member);
  const std::string_view id =
      member.kind() == NodeKind::String ? member.scalar() : text_of(member, "id");
  if (is_thing(type)) return;
  if (id.empty()) {
    report(reading_, "not-of-format", "this is no member of a group", member.span()).label =
        "expected an object with an `id`";
    return;
  }
  const std::optional<NodeView> title = find_text(member, "userPrincipalName");
  const Place place = (title ? *title : member).place();
  const Name group = by_id(id);
  const Name person = people_.find(id);
  if (!group.is_none()) part.add(group, MentionKind::Group, place);
  if (!person.is_none()) part.add(person, MentionKind::User, place);
  if (!group.is_none() || !person.is_none()) return;
  if (type == "group") return part.add(reading_.names.intern(id), MentionKind::Group, place);
  // A service that is not exported is nobody who could be asked about.
  const std::optional<NodeView> written = find_text(member, "id");
  if (type == "servicePrincipal") {
    if (people_.are_services_cut() && written)
      part.add(people_.find_or_suppose(*part.file, *written, true), MentionKind::User, place);
    return;
  }
  if (!people_.are_complete()) return open(part.declared, place);
  warn(reading_, "dangling-member", "no user and no group has the id `" + shortened(id) + "`",
       member.span())
      .label = "so this member is nobody";
}

void Groups::add_role_assignment(SourceReading::File& file, NodeView assignment) {
  const std::string_view scope = text_of(assignment, "directoryScopeId");
  if (!scope.empty() && scope != "/") return;
  const std::optional<NodeView> definition = find_text(assignment, "roleDefinitionId");
  const std::optional<NodeView> principal = find_text(assignment, "principalId");
  if (!definition || !principal) return;
  Name role = by_id(definition->scalar());
  if (role.is_none()) role = reading_.names.intern("role " + std::string(definition->scalar()));
  roles_.emplace(fold_ascii(definition->scalar()), role);
  GroupLists::Part& part = lists_.part_of(file, role, definition->place(), assignment.place());
  const Name group = by_id(principal->scalar());
  const Name person = people_.find(principal->scalar());
  if (!group.is_none()) part.add(group, MentionKind::Group, principal->place());
  if (!person.is_none()) part.add(person, MentionKind::User, principal->place());
  if (!group.is_none() || !person.is_none()) return;
  // Who has it is a person or a group that is not here.
  if (people_.are_complete() && !people_.are_services_cut()) {
    part.add(reading_.names.intern(principal->scalar()), MentionKind::Group, principal->place());
  } else {
    open(part.declared, principal->place());
  }
}

Name Groups::direct(Name group) {
  const std::string id = std::string(reading_.names.text(group)) + " (direct members)";
  return direct_.emplace(group, reading_.names.intern(id)).first->second;
}

/// Whom a page of assignments would tell of that is not here.
void Groups::open_roles() {
  if (!missing_roles_.is_known()) return;
  for (const auto& [id, role] : roles_) {
    for (GroupLists::Part* const part : lists_.groups().at(role)) {
      const bool is_there = part->file->document.text.get() == missing_roles_.text;
      open(part->declared, is_there ? missing_roles_.place : part->declared.key);
    }
  }
}

void Groups::finish() {
  open_roles();
  tell_pages();
  declare_unread();
  declare_direct();
  lists_.finish();
  declare_shared_names();
}

void Groups::tell_pages() {
  for (const auto& [group, pages] : pages_) {
    if (pages.has_last || !pages.not_last.is_known()) continue;
    Diagnostic& problem = warn(
        reading_, "partial-source",
        "the members of group `" + shortened(reading_.names.text(group)) + "` may not all be here",
        pages.not_last);
    problem.label = "whoever is on further pages is not known";
    problem.help = "export all pages of `GET /v1.0/groups/{id}/members`";
    for (GroupLists::Part* const part : lists_.groups().at(group)) {
      if (part->file->document.text.get() == pages.not_last.text)
        open(part->declared, pages.not_last.place);
    }
  }
}

/// Groups whose members nothing lists.
void Groups::declare_unread() {
  Diagnostic* problem = nullptr;
  for (Listed& listed : listed_) {
    if (lists_.has(listed.id)) continue;
    GroupLists::Part& part =
        lists_.part_of(*listed.file, listed.id, listed.title.place(), listed.group.place());
    const std::optional<NodeView> rule = find_text(listed.group, "membershipRule");
    open(part.declared, rule ? rule->place() : part.declared.key);
    if (problem != nullptr) continue;
    problem = &warn(
        reading_, "partial-source",
        "the members of group `" + shortened(reading_.names.text(listed.id)) + "` are not here",
        {listed.file->document.text.get(), listed.title.place()});
    problem->label = "so who is in it, and in others like it, is not known";
    problem->help = "export `GET /v1.0/groups/{id}/members` of every group";
  }
}

/// Who is in a group by itself, not through another one.
void Groups::declare_direct() {
  for (const auto& [group, direct] : direct_) {
    if (!lists_.has(group)) continue;
    const bool is_transitive = transitive_.contains(group);
    for (const GroupLists::Part* const part : lists_.groups().at(group)) {
      declare_own(*part, direct, is_transitive);
      remark_nested(*part, group);
    }
  }
}

void Groups::declare_own(const GroupLists::Part& part, Name direct, bool is_transitive) {
  GroupLists::Part& own = lists_.part_of(*part.file, direct, part.declared.key, part.declared.body);
  own.declared.is_made = true;
  for (const Mention& mention : part.mentions) {
    if (mention.kind == MentionKind::User && !is_transitive)
      own.add(mention.id, MentionKind::User, mention.place);
  }
  if (part.declared.is_open) open(own.declared, part.declared.open_place);
  if (is_transitive) open(own.declared, part.declared.key);
}

/// Only who knows the difference sees that they are left out.
void Groups::remark_nested(const GroupLists::Part& part, Name group) {
  for (const Mention& nested : part.mentions) {
    if (nested.kind != MentionKind::Group) continue;
    Diagnostic& made = part.file->declarations.remarks.emplace_back();
    made.severity = Severity::Note;
    made.code = "AD222";
    made.message = "an app role of group `" + shortened(reading_.names.text(group)) +
                   "` does not reach `" + shortened(reading_.names.text(nested.id)) +
                   "`, which is nested in it";
    made.span = {part.file->document.text.get(), nested.place};
    made.label = "app roles reach direct members only";
  }
}

void Groups::declare_shared_names() {
  for (const auto& [title, sharing] : by_title_) {
    if (sharing.size() < 2) continue;
    const Listed& first = listed_[sharing.front()];
    std::vector<Name> ids;
    for (const std::size_t at : sharing) ids.push_back(listed_[at].id);
    declare_shared_name(reading_, *first.file, {title, first.title.place(), first.group.place()},
                        ids);
  }
}

}  // namespace accessdrift::entra
