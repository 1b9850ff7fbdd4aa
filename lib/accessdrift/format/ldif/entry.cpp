#include "accessdrift/format/ldif/entry.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/text.h"

namespace accessdrift::ldif {
namespace {

constexpr auto kGroupClasses = std::to_array<std::string_view>(
    {"groupofnames", "groupofuniquenames", "groupofmembers", "groupofentries", "groupofurls",
     "posixgroup", "group", "ipausergroup", "rfc2307bisgroup"});
constexpr auto kPersonClasses = std::to_array<std::string_view>(
    {"person", "inetorgperson", "organizationalperson", "posixaccount", "account", "user",
     "mailrecipient", "shadowaccount"});
constexpr auto kMemberAttributes =
    std::to_array<std::string_view>({"member", "uniquemember", "memberuid"});
constexpr auto kNames =
    std::to_array<std::string_view>({"uid", "samaccountname", "userprincipalname", "mail"});

template <std::size_t N>
bool has_any(const Entry& entry, const std::array<std::string_view, N>& attributes) {
  return std::ranges::any_of(attributes,
                             [&](std::string_view one) { return entry.values(one).has_value(); });
}

template <std::size_t N>
bool is_one_of(NodeView value, const std::array<std::string_view, N>& folded) {
  return std::ranges::any_of(
      folded, [&](std::string_view one) { return equals_folded(value.scalar(), one); });
}

}  // namespace

bool equals_folded(std::string_view text, std::string_view folded) {
  if (text.size() != folded.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c) != folded[i]) return false;
  }
  return true;
}

bool is_entry(NodeView record) {
  if (!record.is_mapping() || record.is_empty_collection()) return false;
  const NodeView key = record.first_child();
  return equals_folded(key.scalar(), "dn") && is_text(key.next_sibling());
}

bool is_text(NodeView value) {
  if (value.kind() != NodeKind::String || value.scalar().empty()) return false;
  if (value.is_verbatim()) return true;
  const std::string_view text = value.scalar();
  return !find_invalid_utf8(text) &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20U; });
}

std::optional<NodeView> Entry::values(std::string_view folded) const {
  std::optional<NodeView> found;
  source::each_entry(record_, [&](NodeView key, NodeView list) {
    if (!found && list.is_sequence() && equals_folded(key.scalar(), folded)) found = list;
  });
  return found;
}

std::optional<NodeView> Entry::first(std::string_view folded) const {
  std::optional<NodeView> found;
  each(folded, [&](NodeView value) {
    if (!found) found = value;
  });
  return found;
}

std::optional<NodeView> Entry::first_text(std::string_view folded) const {
  std::optional<NodeView> found;
  each(folded, [&](NodeView value) {
    if (!found && is_text(value)) found = value;
  });
  return found;
}

bool Entry::has_class(std::string_view folded) const {
  bool has = false;
  each("objectclass", [&](NodeView value) { has = has || equals_folded(value.scalar(), folded); });
  return has;
}

Kind Entry::kind() const {
  bool is_group = false, is_person = false, is_thing = false, is_service = false;
  bool is_managed = false;  // Windows has these accounts of services among its computers
  each("objectclass", [&](NodeView value) {
    is_group = is_group || is_one_of(value, kGroupClasses);
    is_person = is_person || is_one_of(value, kPersonClasses);
    is_thing = is_thing || equals_folded(value.scalar(), "computer") ||
               equals_folded(value.scalar(), "contact");
    is_service = is_service || equals_folded(value.scalar(), "simplesecurityobject");
    is_managed = is_managed || equals_folded(value.scalar(), "msds-groupmanagedserviceaccount");
  });
  if (is_managed) return Kind::Service;
  if (is_thing) return Kind::Other;
  if (is_group) return Kind::Group;
  if (is_person) return Kind::Person;
  if (is_service) return Kind::Service;
  if (values("objectclass")) return Kind::Other;
  if (has_any(*this, kMemberAttributes)) return Kind::Group;
  return has_any(*this, kNames) ? Kind::Person : Kind::Other;
}

}  // namespace accessdrift::ldif
