#include "accessdrift/format/google_directory/groups.h"

#include <algorithm>
#include <charconv>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_directory/known_by.h"

namespace accessdrift::google_directory {
namespace {

using source::each_item;
using source::find_text;
using source::intern_folded;
using source::open;
using source::text_of;

constexpr std::string_view kJson = ".json";

std::uint64_t number_in(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The Directory API writes the count as a text.
std::optional<NodeView> count_of(NodeView group) {
  const std::optional<NodeView> count = source::find(group, "directMembersCount");
  return count && count->is_scalar() ? count : std::nullopt;
}

}  // namespace

void Groups::note(SourceReading::File& file, Kind kind, NodeView group) {
  const std::optional<NodeView> email =
      kind == Kind::Group ? find_text(group, "email") : key_id(group, "groupKey");
  if (!email) {
    source::report(
        reading_, "missing-key",
        kind == Kind::Group ? "this group has no `email`" : "this group has no `groupKey`",
        group.span())
        .label = "policies and groups name it by that";
    return;
  }
  Listed listed;
  listed.file = &file;
  listed.declared.id = intern_folded(reading_, email->scalar());
  listed.declared.key = email->place();
  listed.declared.body = group.place();
  listed.count = count_of(group);
  const Name name = listed.declared.id;
  const std::string_view id =
      kind == Kind::Group ? text_of(group, "id") : group_id_in(text_of(group, "name"));
  if (!id.empty()) set_first(by_id_, reading_.names.intern(id), name);
  set_first(by_address_, name, name);
  each_item(group, "aliases", [&](NodeView alias) {
    if (alias.kind() == NodeKind::String)
      set_first(by_address_, intern_folded(reading_, alias.scalar()), name);
  });
  if (file.is_translated && source::is_true(source::find(group, "isRemoved"))) {
    removed_groups_.insert(name);
    listed_.insert_or_assign(name, std::move(listed));
    return;
  }
  listed_.emplace(name, std::move(listed));
}

Name Groups::find(std::string_view id, std::string_view email) const {
  return find_by(reading_.names, by_id_, by_address_, {id, email});
}

/// The innermost name on the path that is a group's address or id.
Name Groups::owner_by_path(const SourceReading::File& file) const {
  std::string_view path = file.document.text->path();
  if (path.ends_with(kJson)) path.remove_suffix(kJson.size());
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    if (const Name known = find(name, name); !known.is_none()) return known;
    if (std::ranges::count(name, '@') == 1) return intern_folded(reading_, name);
    path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
  return {};
}

Name Groups::owner_of_membership(const SourceReading::File& file, NodeView membership) {
  const std::optional<NodeView> name = find_text(membership, "name");
  const std::string_view id = name ? group_id_in(name->scalar()) : std::string_view();
  const Name written = reading_.names.find(id);
  if (const Name known = written.is_none() ? written : by_id_.find(written); !known.is_none())
    return known;
  const Name by_path = owner_by_path(file);
  if (!by_path.is_none() || id.empty()) return by_path;
  const std::string resource = "groups/" + std::string(id);
  const Name unnamed = reading_.names.intern(resource);
  if (told_unnamed_.insert(unnamed).second) {
    Diagnostic& problem =
        source::warn(reading_, "partial-source",
                     "which address `" + shortened(resource) + "` has is not known", name->span());
    problem.label = "so no policy that names the address reaches its members";
    problem.help = "export the groups, too, or name the file by the address";
  }
  return unnamed;
}

Groups::Part& Groups::part_of(SourceReading::File& file, Name group, Place key, Place body) {
  std::vector<std::size_t>& parts = parts_of_[group];
  for (const std::size_t at : parts) {
    if (parts_[at].file == &file) return parts_[at];
  }
  parts.push_back(parts_.size());
  Part& part = parts_.emplace_back();
  part.file = &file;
  part.declared.id = group;
  part.declared.key = key;
  part.declared.body = body;
  return part;
}

void Groups::turn_page(Name group, NodeView root) {
  const std::optional<NodeView> next = next_page(root);
  Pages& pages = pages_[group];
  if (!next) {
    pages.has_last = true;
  } else if (!pages.not_last.is_known()) {
    pages.not_last = next->span();
  }
}

void Groups::add_members(SourceReading::File& file, NodeView root) {
  const std::optional<Kind> list = kind_of_list(root);
  if (list == Kind::Member || (!list && kind_of(root) == Kind::Member)) return add_list(file, root);
  const bool is_empty_page = list == Kind::Membership && !root.is_sequence() &&
                             source::find(root, "memberships")->is_empty_collection();
  if (is_empty_page && !owner_by_path(file).is_none()) return add_list(file, root);
  const std::optional<NodeView> stranger = stranger_in(root);
  // Under a group's name a list is one of its members, whatever they say, and an empty answer too.
  const bool lists_members = root.is_sequence() || root.is_empty_collection();
  if (stranger && lists_members && !owner_by_path(file).is_none()) return add_list(file, root);
  if (stranger) {
    Diagnostic& problem = source::report(
        reading_, "not-of-format",
        "this is nothing that the Directory API or Cloud Identity answers", stranger->span());
    problem.label = "expected users, groups or members";
    problem.help = "export it again; an empty list has to say of what it is";
    return;
  }
  each_resource(root, [&](Kind kind, NodeView resource) {
    if (kind == Kind::Membership) add_membership(file, root, resource);
    if (kind == Kind::Group || kind == Kind::CloudGroup) add_inside(file, resource);
  });
}

void Groups::add_list(SourceReading::File& file, NodeView root) {
  const std::optional<NodeView> said = find_text(root, "group");
  Name group = said ? find(said->scalar(), said->scalar()) : owner_by_path(file);
  if (said && group.is_none()) group = intern_folded(reading_, said->scalar());
  if (group.is_none()) {
    Diagnostic& problem = source::report(
        reading_, "untold-group", "of which group these are members is not told", root.span());
    problem.label = "the Directory API does not say it";
    problem.help = "name the file by the group's address: `members/sre@corp.example.json`";
    return;
  }
  const Place key = said ? said->place() : Place{root.place().begin, root.place().begin + 1};
  Part& part = part_of(file, group, key, root.place());
  turn_page(group, root);
  each_resource(
      root,
      [&](Kind kind, NodeView member) {
        if (kind == Kind::Member) add_member(part, member);
      },
      Kind::Member);
}

void Groups::add_membership(SourceReading::File& file, NodeView root, NodeView membership) {
  const Name group = owner_of_membership(file, membership);
  if (group.is_none()) {
    source::report(reading_, "untold-group", "of which group this is a membership is not told",
                   membership.span())
        .help = "leave its `name` in, `groups/G/memberships/M`";
    return;
  }
  // What an export lists is there; of what Terraform looks after only what it makes is more.
  if (file.is_translated && !source::is_true(source::find(membership, "isNew")) &&
      is_exported(group))
    return;
  const std::optional<NodeView> name = find_text(membership, "name");
  Part& part = part_of(file, group, (name ? *name : membership).place(), root.place());
  turn_page(group, root);
  if (!source::find(membership, "roles") && !told_no_roles_) {
    told_no_roles_ = true;
    Diagnostic& problem = source::warn(reading_, "partial-source",
                                       "memberships do not say their roles", membership.span());
    problem.label = "so whether they expire is not known; taken as lasting";
    problem.help = "ask for them with `view=FULL`";
  }
  add_member(part, membership);
}

/// Some clients put a group's members into it.
void Groups::add_inside(SourceReading::File& file, NodeView group) {
  const std::optional<NodeView> members = source::find(group, "members");
  if (!members || !members->is_sequence()) return;
  const std::optional<NodeView> cloud = key_id(group, "groupKey");
  const std::optional<NodeView> email = cloud ? cloud : find_text(group, "email");
  if (!email) return;
  Part& part =
      part_of(file, intern_folded(reading_, email->scalar()), email->place(), group.place());
  pages_[part.declared.id].has_last = true;
  each_item(*members, [&](NodeView member) { add_member(part, member); });
}

void Groups::finish() {
  empty_removed();
  open_managed();
  tell_pages();
  tell_counts();
  open_unread();
  if (is_any_open()) people_.declare_strangers_elsewhere();
  tell_ends();
  for (auto& [group, parts] : parts_of_) {
    Part& first = parts_[parts.front()];
    for (std::size_t i = 1; i < parts.size(); ++i) {
      GroupDeclaration& more = parts_[parts[i]].declared;
      const std::string id = std::string(reading_.names.text(group)) + ", in " +
                             parts_[parts[i]].file->document.text->path();
      more.id = reading_.names.intern(id);
      more.is_part = true;
      first.mentions.push_back({more.id, MentionKind::Group, false, first.declared.key});
    }
  }
  for (Part& part : parts_) write(part);
  declare_everybody();
}

void Groups::tell_counts() {
  for (const auto& [group, listed] : listed_) {
    const auto parts = parts_of_.find(group);
    if (parts == parts_of_.end() || !listed.count) continue;
    std::vector<Name> all;
    for (const std::size_t at : parts->second)
      all.insert(all.end(), parts_[at].held.begin(), parts_[at].held.end());
    std::ranges::sort(all);
    const auto held = static_cast<std::uint64_t>(std::ranges::unique(all).begin() - all.begin());
    Part& first = parts_[parts->second.front()];
    if (held >= number_in(listed.count->scalar()) || first.declared.is_open) continue;
    Diagnostic& problem = source::warn(
        reading_, "partial-source",
        std::to_string(held) + " of the " + std::string(listed.count->scalar()) +
            " members of group `" + shortened(reading_.names.text(group)) + "` are here",
        listed.count->span());
    problem.label = "the others are not known";
    problem.help = "export the group's members again";
    open(first.declared, first.declared.key);
  }
}

/// Groups whose members nothing lists.
void Groups::open_unread() {
  Diagnostic* problem = nullptr;
  for (auto& [group, listed] : listed_) {
    if (parts_of_.contains(group)) continue;
    const bool is_empty = listed.count && number_in(listed.count->scalar()) == 0;
    if (!is_empty) open(listed.declared, listed.declared.key);
    if (!is_empty && problem == nullptr) {
      problem = &source::warn(
          reading_, "partial-source",
          "the members of group `" + shortened(reading_.names.text(group)) + "` are not here",
          {listed.file->document.text.get(), listed.declared.key});
      problem->label = "so who is in it, and in others like it, is not known";
      problem->help = "export the members of every group";
    }
    const GroupDeclaration& declared = listed.declared;
    part_of(*listed.file, group, declared.key, declared.body).declared = declared;
  }
}

void Groups::write(Part& part) {
  Declarations& declarations = part.file->declarations;
  const auto first = static_cast<std::uint32_t>(declarations.mentions.size());
  part.declared.members = {first, static_cast<std::uint32_t>(part.mentions.size())};
  declarations.mentions.insert(declarations.mentions.end(), part.mentions.begin(),
                               part.mentions.end());
  for (const auto& [at, until] : part.ends)
    declarations.membership_ends.emplace_back(first + at, until);
  declarations.groups.push_back(part.declared);
}

}  // namespace accessdrift::google_directory
