#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People, groups and assignments to apps of Okta: answers of its management API, as clients write
/// them.
namespace accessdrift::okta {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".json"};
inline constexpr std::array<std::string_view, 7> kMarks = {
    "\"login\"",      "\"OKTA_GROUP\"", "\"APP_GROUP\"", "\"BUILT_IN\"",
    "\"group_rule\"", "\"signOnMode\"", "/api/v1/apps/"};
/// What profiles and users have besides.
inline constexpr std::array<std::string_view, 15> kUnread = {
    "created",     "activated",       "statusChanged",         "lastLogin",
    "lastUpdated", "passwordChanged", "lastMembershipUpdated", "firstName",
    "lastName",    "mobilePhone",     "secondEmail",           "department",
    "division",    "costCenter",      "employeeNumber"};
inline constexpr Format kFormat = {
    "okta",
    "users, groups, members and assignments of apps of Okta: lists, objects of lists, or one of "
    "them",
    "logins, addresses, status; members of groups; who is assigned to an app, by group or directly",
    kExtensions,
    kMarks,
    recognizes,
    read,
    {},
    {},
    {},
    "at the next sign-in to the app"};

}  // namespace accessdrift::okta
