#include "accessdrift/format/ldif/groups.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "accessdrift/base/text.h"
#include "accessdrift/format/ldif/sid.h"

namespace accessdrift::ldif {
namespace {

using namespace source;

/// Numbers that groups of every Windows domain have, by the English names of these.
constexpr auto kWellKnown = std::to_array<std::pair<std::uint32_t, std::string_view>>(
    {{512, "domain admins"}, {513, "domain users"}, {514, "domain guests"}});

std::optional<std::uint32_t> number_in(std::string_view text) {
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, number);
  return problem == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// Of several names that which the entry is called by, else the first in byte order: directories
/// keep values in no order. As `cn` spells it, where that tells it, too.
std::optional<std::string> common_name(const Listed& group) {
  const std::optional<std::string> named = group.dn.naming_value("cn");
  std::optional<std::string> first, spelled;
  group.entry.each("cn", [&](NodeView value) {
    if (!is_text(value)) return;
    if (!first || value.scalar() < *first) first = value.scalar();
    const bool is_it = named && DistinguishedName::are_equal(value.scalar(), *named);
    if (is_it && (!spelled || value.scalar() < *spelled)) spelled = value.scalar();
  });
  if (spelled) return spelled;
  return named && !named->empty() ? named : first;
}

std::string own_name(const Listed& group, const std::string& common) {
  if (!common.empty()) return common;
  const auto account = group.entry.first_text("samaccountname");
  return std::string((account ? *account : group.entry.dn()).scalar());
}

/// Of members: the first of a part, and the last, if it is not that of all.
using Ranges = std::map<std::uint32_t, std::optional<std::uint32_t>>;

/// `0-1499`, `1500-*`
void add_range(std::string_view range, Ranges& ranges) {
  const std::size_t dash = range.find('-');
  const std::optional<std::uint32_t> first = number_in(range.substr(0, dash));
  const std::string_view last = dash == range.npos ? "" : range.substr(dash + 1);
  if (first && (last == "*" || number_in(last))) ranges[*first] = number_in(last);
}

bool is_whole(const Ranges& ranges) {
  std::uint64_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first > next) return false;
    if (!last) return true;
    next = std::max<std::uint64_t>(next, std::uint64_t{*last} + 1);
  }
  return false;
}

}  // namespace

void Groups::name_all() {
  std::map<std::string, std::size_t> bearers;
  for (const Listed& group : entries_.all()) {
    if (group.kind == Kind::Group) ++bearers[common_name(group).value_or("")];
  }
  for (Listed& group : entries_.all()) {
    if (group.kind != Kind::Group) continue;
    const std::string name = common_name(group).value_or("");
    const bool is_shared = !name.empty() && bearers[name] > 1;
    if (is_shared) tell_shared(group, name);
    group.name = reading_.names.intern(is_shared ? std::string(group.entry.dn().scalar())
                                                 : own_name(group, name));
    note(group, name);
    part_of(group);
  }
}

void Groups::tell_shared(const Listed& group, std::string_view name) {
  if (!told_.insert("shared").second) return;
  Diagnostic& problem =
      warn(reading_, "shared-name", "`" + shortened(name) + "` is the name of more than one group",
           group.entry.dn().span());
  problem.label = "so each is named by its `dn`, as others like it";
}

/// By what others may mean it.
void Groups::note(Listed& group, const std::string& name) {
  if (!name.empty()) by_cn_[fold_ascii(name)].push_back(&group);
  if (const auto gid = group.entry.first_text("gidnumber"))
    by_gid_[std::string(gid->scalar())].push_back(&group);
  const auto sid_value = group.entry.first("objectsid");
  const std::optional<Sid> sid = sid_value ? read_sid(sid_value->scalar()) : std::nullopt;
  const auto token = group.entry.first_text("primarygrouptoken");
  std::optional<std::uint32_t> number = token ? number_in(token->scalar()) : std::nullopt;
  if (sid) number = sid->number;
  if (number) by_number_[*number].emplace_back(sid ? sid->domain : "", &group);
}

Groups::Part& Groups::part_of(const Listed& group) {
  return gathered_.part(*group.file, group.name, group.entry.dn().place(),
                        group.entry.view().place());
}

void Groups::add_members(Listed& group) {
  Part& part = part_of(group);
  for (const std::string_view attribute : {"member", "uniquemember"})
    group.entry.each(attribute, [&](NodeView value) { add_dn(part, value); });
  group.entry.each("memberuid", [&](NodeView value) { add_uid(part, value); });
  tell_range(group, part);
  group.entry.each("memberurl", [&](NodeView value) { open(part, value, "is made by a search"); });
}

/// Windows answers with the members of large groups in parts: `member;range=0-1499`.
void Groups::tell_range(const Listed& group, Part& part) {
  Ranges ranges;
  std::optional<NodeView> place;
  source::each_entry(group.entry.view(), [&](NodeView key, NodeView list) {
    constexpr std::string_view kOption = "member;range=";
    const std::string name = fold_ascii(key.scalar());
    if (!name.starts_with(kOption) || !list.is_sequence()) return;
    place = key;
    add_range(std::string_view(name).substr(kOption.size()), ranges);
    each_item(list, [&](NodeView value) {
      if (value.is_scalar()) add_dn(part, value);
    });
  });
  if (place && !is_whole(ranges)) open(part, *place, "is here with a part of its members only");
}

void Groups::add(Part& part, Name member, Kind kind, Place place) {
  const MentionKind mentioned = kind == Kind::Group ? MentionKind::Group : MentionKind::User;
  GatheredGroups::add(part, {member, mentioned, false, place});
}

void Groups::add_dn(Part& part, NodeView value) {
  if (value.scalar().empty()) return;  // stands for nobody where one member is required
  if (!is_text(value)) return open(part, value, "has a member whose name cannot be read");
  std::string_view text = value.scalar();
  // `uniqueMember` may say which of several of one name it is.
  if (text.ends_with("'B") && text.rfind("#'") != std::string_view::npos)
    text = text.substr(0, text.rfind("#'"));
  const std::optional<DistinguishedName> dn = DistinguishedName::parse(text);
  if (!dn) {
    warn(reading_, "dangling-member", "this member is no distinguished name", value.span()).label =
        "so it is nobody";
    return;
  }
  const Listed* const found = entries_.find(*dn);
  if (found == nullptr) return add_missing(part, value, *dn);
  if (!found->name.is_none()) return add(part, found->name, found->kind, value.place());
  // One of another domain stands there by its number only.
  if (found->entry.has_class("foreignsecurityprincipal"))
    return open(part, value, "has members of another domain");
  const bool is_thing = found->entry.has_class("computer") || found->entry.has_class("contact");
  if (!is_thing) open(part, value, "has a member of a class that is not known");
}

void Groups::add_missing(Part& part, NodeView value, const DistinguishedName& dn) {
  if (!entries_.covers(dn))
    return open(part, value, "has members in a part of the directory that is not here");
  warn(reading_, "dangling-member", "no entry is called `" + shortened(value.scalar()) + "`",
       value.span())
      .label = "so this member is nobody";
}

/// Names of accounts, which compare without regard to case in directories.
void Groups::add_uid(Part& part, NodeView value) {
  if (!is_text(value)) return;
  const std::vector<Name>& known = people_.with_uid(value.scalar());
  for (const Name person : known) add(part, person, Kind::Person, value.place());
  if (!known.empty()) return;
  if (!people_.are_listed()) {
    std::string buffer;
    const Name mentioned = reading_.names.intern(folded_identity(value.scalar(), buffer));
    return add(part, mentioned, Kind::Person, value.place());
  }
  if (entries_.said_partial().is_known())
    return open(part, value, "has members in a part of the directory that is not here");
  warn(reading_, "dangling-member", "no entry has the `uid` `" + shortened(value.scalar()) + "`",
       value.span())
      .label = "so this member is nobody";
}

/// Told once for each reason; `why` goes on behind the group's name.
void Groups::open(Part& part, NodeView value, std::string_view why) {
  GatheredGroups::open(part, value.place());
  if (!told_.insert(why).second) return;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           "group `" + shortened(reading_.names.text(part.declared.id)) + "` " + std::string(why),
           value.span());
  problem.label = "so who else is in it, and in others like it, is not known";
  problem.help = "export all persons and groups, with all of their attributes";
}

void Groups::add_memberships(Listed& member) {
  if (member.kind != Kind::Group) {
    add_primary(member);
    add_windows_primary(member);
  }
  member.entry.each("memberof", [&](NodeView value) { add_back_link(member, value); });
}

void Groups::add_primary(const Listed& member) {
  const std::optional<NodeView> gid = member.entry.first_text("gidnumber");
  const auto groups = gid ? by_gid_.find(gid->scalar()) : by_gid_.end();
  if (groups == by_gid_.end()) return;
  for (const Listed* const group : groups->second) add_from(member, *group, *gid);
}

/// What the entry of a member tells stands at its place, unless the group tells it itself.
void Groups::add_from(const Listed& member, const Listed& group, NodeView value) {
  const MentionKind kind = member.kind == Kind::Group ? MentionKind::Group : MentionKind::User;
  if (GatheredGroups::has_member(part_of(group), {member.name, kind, false, {}})) return;
  Part& part = gathered_.part(*member.file, group.name, value.place(), member.entry.view().place());
  add(part, member.name, member.kind, value.place());
}

void Groups::add_windows_primary(const Listed& member) {
  const std::optional<NodeView> value = member.entry.first_text("primarygroupid");
  const std::optional<std::uint32_t> number = value ? number_in(value->scalar()) : std::nullopt;
  if (!number) return;
  const std::vector<const Listed*> groups = windows_groups(member, *number);
  for (const Listed* const group : groups) add_from(member, *group, *value);
  if (!groups.empty() || !told_.insert("primary").second) return;
  Diagnostic& problem = warn(reading_, "partial-source",
                             "which group is the primary one of `" +
                                 shortened(reading_.names.text(member.name)) + "` is not known",
                             value->span());
  problem.label = "no group says that it has this number";
  problem.help = "export the groups with objectSid";
}

/// By number, in the member's domain if that is told.
std::vector<const Listed*> Groups::windows_groups(const Listed& member,
                                                  std::uint32_t number) const {
  std::vector<const Listed*> found;
  const auto sid_value = member.entry.first("objectsid");
  const std::optional<Sid> sid = sid_value ? read_sid(sid_value->scalar()) : std::nullopt;
  if (const auto groups = by_number_.find(number); groups != by_number_.end()) {
    for (const auto& [domain, group] : groups->second) {
      if (!sid || domain.empty() || domain == sid->domain) found.push_back(group);
    }
    return found;
  }
  for (const auto& [known, name] : kWellKnown) {
    const auto groups = known == number ? by_cn_.find(name) : by_cn_.end();
    if (groups != by_cn_.end()) return groups->second;
  }
  return found;
}

/// A group that has no entry here may have other members, too.
void Groups::add_back_link(const Listed& member, NodeView value) {
  const std::optional<DistinguishedName> dn =
      is_text(value) ? DistinguishedName::parse(value.scalar()) : std::nullopt;
  if (!dn || dn->is_empty()) return;
  if (const Listed* const group = entries_.find(*dn)) {
    if (group->kind == Kind::Group) add_from(member, *group, value);
    return;
  }
  const std::string name = dn->naming_value("cn").value_or(std::string(value.scalar()));
  const auto [known, is_new] = elsewhere_.try_emplace(dn->key());
  if (is_new) known->second = reading_.names.intern(name);
  Part& part =
      gathered_.part(*member.file, known->second, value.place(), member.entry.view().place());
  add(part, member.name, member.kind, value.place());
  open(part, value, "has no entry of its own");
}

}  // namespace accessdrift::ldif
