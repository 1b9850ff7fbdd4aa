#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People and groups of Google Workspace and Cloud Identity as GAM prints them: tables. The same
/// directory as that of the format `google-directory`.
namespace accessdrift::gam {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".csv"};
inline constexpr std::array<std::string_view, 4> kMarks = {"primaryEmail", "group",
                                                           "directMembersCount", "adminCreated"};
inline constexpr Format kFormat = {
    "gam",
    "people, groups and members of Google Workspace or Cloud Identity, in tables that GAM prints",
    "print users, groups, group-members, cigroup-members: addresses, aliases, status, members, "
    "nested too, with their expiry",
    kExtensions,
    kMarks,
    recognizes,
    read};

}  // namespace accessdrift::gam
