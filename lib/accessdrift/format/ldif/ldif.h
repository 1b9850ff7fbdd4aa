#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People and groups of an LDAP directory, among them Active Directory, as LDIF has them.
namespace accessdrift::ldif {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".ldif"};
inline constexpr std::array<std::string_view, 3> kMarks = {"dn:", "DN:", "Dn:"};
inline constexpr Format kFormat = {
    "ldif",
    "people and groups of an LDAP directory or Active Directory",
    "names, addresses, disabled and locked accounts, when they end; groups by member, "
    "uniqueMember, memberUid and primary group, nested too",
    kExtensions,
    kMarks,
    recognizes,
    read};

}  // namespace accessdrift::ldif
