#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People, groups, apps and Conditional Access of Microsoft Entra ID: answers of Microsoft Graph,
/// as clients write them.
namespace accessdrift::entra {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".json"};
inline constexpr std::array<std::string_view, 9> kMarks = {
    "microsoft.graph", "graph.microsoft",    "\"userPrincipalName\"",
    "\"appRoleId\"",   "\"roleTemplateId\"", "\"grantControls\"",
    "\"ipRanges\"",    "\"groupTypes\"",     "\"servicePrincipalType\""};
/// What Microsoft Graph says of people and groups besides.
inline constexpr std::array<std::string_view, 15> kUnread = {
    "businessPhones",  "givenName",      "surname",           "jobTitle",
    "mobilePhone",     "officeLocation", "preferredLanguage", "createdDateTime",
    "renewedDateTime", "mailNickname",   "passwordPolicies",  "assignedLicenses",
    "assignedPlans",   "imAddresses",    "signInActivity"};
inline constexpr Format kFormat = {
    "entra",
    "users, groups, members, service principals, app roles and Conditional Access of Microsoft "
    "Entra ID: answers of Microsoft Graph",
    "principal names, addresses, enabled, deleted, guests; members, nested too; app roles; "
    "policies "
    "with their conditions and controls",
    kExtensions,
    kMarks,
    recognizes,
    read,
    {},
    {},
    {},
    "with the next token"};

}  // namespace accessdrift::entra
