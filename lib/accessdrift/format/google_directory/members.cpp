#include <array>

#include "accessdrift/base/text.h"
#include "accessdrift/format/all_accounts.h"
#include "accessdrift/format/gathered.h"
#include "accessdrift/format/google_directory/groups.h"
#include "accessdrift/format/source_time.h"

namespace accessdrift::google_directory {
namespace {

using source::each_item;
using source::find_text;
using source::intern_folded;
using source::open;
using source::text_of;

/// Members that are things: nobody signs in as one.
constexpr std::array<std::string_view, 3> kThings = {"SHARED_DRIVE", "CBCM_BROWSER",
                                                     "CHROME_OS_DEVICE"};

bool is_thing(std::string_view type) {
  for (const std::string_view thing : kThings) {
    if (type == thing) return true;
  }
  return false;
}

std::optional<NodeView> address_of(NodeView member) {
  if (const auto key = key_id(member, "preferredMemberKey")) return key;
  if (const auto key = key_id(member, "memberKey")) return key;
  return find_text(member, "email");
}

}  // namespace

void Groups::add_member(Part& part, NodeView member) {
  const std::string_view type = text_of(member, "type");
  const std::optional<NodeView> address = address_of(member);
  const std::string_view id = text_of(member, "id");
  const std::string_view email = address ? address->scalar() : std::string_view();
  const Name person = people_.find(id, email);
  const Name group = find(id, email);
  const Place place = address.value_or(member).place();
  const std::optional<NodeView> untold = find_text(member, "untold");
  if (untold && part.file->is_translated) {
    const Name somebody = reading_.names.intern(untold->scalar());
    hold(part, untold->scalar(), place);
    return add_mention(part, somebody, MentionKind::Group, member, place);
  }
  hold(part, id.empty() ? email : id, place);
  if (type == "CUSTOMER") return add_everybody(part, member);
  if (is_thing(type)) return;
  const bool is_person = type == "USER" || type == "SERVICE_ACCOUNT";
  if (!person.is_none() && type != "GROUP")
    return add_mention(part, person, MentionKind::User, member, place);
  if (!group.is_none() && !is_person)
    return add_mention(part, group, MentionKind::Group, member, place);
  if (!address || email.find('@') == std::string_view::npos) return add_nameless(part, member);
  // Who is unknown and does not say what it is may be either.
  const Name name = intern_folded(reading_, email);
  if (!is_person) add_mention(part, name, MentionKind::Group, member, place);
  if (type != "GROUP") add_stranger(part, member, *address, name);
}

void Groups::add_stranger(Part& part, NodeView member, NodeView address, Name name) {
  const bool is_service = text_of(member, "type") == "SERVICE_ACCOUNT";
  people_.declare_stranger(part.file->declarations, member, address, is_service);
  add_mention(part, name, MentionKind::User, member, address.place());
}

/// One page may be there twice.
void Groups::hold(Part& part, std::string_view member, Place place) {
  if (!member.empty()) return part.held.push_back(reading_.names.intern(member));
  const std::string where = part.file->document.text->path() + ":" + std::to_string(place.begin);
  part.held.push_back(reading_.names.intern(where));
}

/// The whole of the customer's accounts: a group of its own, so that it comes and goes as one.
void Groups::add_everybody(Part& part, NodeView member) {
  const Place place = find_text(member, "type")->place();
  if (!people_.are_listed()) return open(part.declared, place);
  names_everybody_ = true;
  add_mention(part, reading_.names.intern(source::kAllAccounts), MentionKind::Group, member, place);
}

void Groups::declare_everybody() {
  if (names_everybody_)
    source::declare_all_accounts(reading_, people_.listed(), people_.are_complete());
}

void Groups::add_nameless(Part& part, NodeView member) {
  if (!people_.are_complete()) return open(part.declared, member.place());
  source::warn(reading_, "dangling-member", "no user and no group is this member", member.span())
      .label = "so it is nobody";
}

/// Who is told twice, as by name and as one of everybody, is a member until the later of both ends.
void Groups::add_mention(Part& part, Name id, MentionKind kind, NodeView member, Place place) {
  if (!part.file->is_translated && removed_.contains({part.declared.id, id})) return;
  const auto next = static_cast<std::uint32_t>(part.mentions.size());
  const auto [told, is_new] = part.told.try_emplace({kind, id}, next);
  const std::uint32_t at = told->second;
  if (is_new) part.mentions.push_back({id, kind, false, place});
  std::optional<Until> end = end_of(part, member);
  if (!is_new) {
    const auto known = part.ends.find(at);
    end =
        source::longer(known == part.ends.end() ? std::nullopt : std::optional(known->second), end);
  }
  part.mentions[at].has_until = end.has_value();
  part.ends.erase(at);
  if (end) part.ends.emplace(at, *end);
}

/// Of several roles the one that lasts: any of them is membership.
std::optional<Until> Groups::end_of(const Part& part, NodeView member) {
  std::optional<Until> last;
  bool lasts = false;
  each_item(member, "roles", [&](NodeView role) {
    const std::optional<Until> end = read_end(part, role);
    lasts = lasts || !end;
    if (end && (!last || last->end < end->end)) last = end;
  });
  return lasts ? std::nullopt : last;
}

std::optional<Until> Groups::read_end(const Part& part, NodeView role) {
  const std::optional<NodeView> detail = source::find(role, "expiryDetail");
  if (!detail) return std::nullopt;
  std::optional<Until> read;
  source::each_entry(*detail, [&](NodeView key, NodeView value) {
    if (key.scalar() != "expireTime" || value.kind() != NodeKind::String) return;
    const auto end = source::read_end(value.scalar());
    if (end) {
      read = Until{*end, key.place(), value.place()};
      return;
    }
    Diagnostic& problem = source::report(reading_, "invalid-time",
                                         "`expireTime` of a member of group `" +
                                             shortened(reading_.names.text(part.declared.id)) +
                                             "` cannot be `" + shortened(value.scalar()) + "`",
                                         value.span());
    problem.label = end.error().label;
    problem.help = end.error().help;
  });
  return read;
}

}  // namespace accessdrift::google_directory
