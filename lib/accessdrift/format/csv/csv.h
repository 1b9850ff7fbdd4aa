#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People and memberships in tables of somebody's own making: exports of sheets, of personnel
/// systems, of scripts.
namespace accessdrift::csv {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".csv"};
/// A table whose head is certain names these, in some case.
inline constexpr std::array<std::string_view, 3> kMarks = {"user", "User", "USER"};
/// What columns tell.
inline constexpr std::array<std::string_view, 6> kColumns = {"user",   "email",  "group",
                                                             "groups", "status", "until"};
inline constexpr std::array<std::string_view, 6> kStatuses = {"active", "staged",   "suspended",
                                                              "locked", "disabled", "deleted"};
inline constexpr std::array<FormatOption, 2> kOptions = {{
    {"map", "which column is which, where they are called otherwise: {user: Login, group: Team}",
     kColumns},
    {"statuses", "what a word in the column status means: {left: deleted}", {}, kStatuses},
}};
inline constexpr Format kFormat = {
    "csv",
    "people and memberships in a table, by its head: user, email, group, groups, status, until",
    "one row a person or a membership; names of columns and words for statuses can be told",
    kExtensions,
    kMarks,
    recognizes,
    read,
    {},
    kOptions};

}  // namespace accessdrift::csv
