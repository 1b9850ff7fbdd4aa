#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// Users and groups as SCIM 2.0 (RFC 7643, RFC 7644) tells them.
namespace accessdrift::scim {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".json"};
inline constexpr std::array<std::string_view, 1> kMarks = {"urn:ietf:params:scim:"};
/// Attributes of RFC 7643 that decide nothing here; of groups of a user that there are some.
inline constexpr std::array<std::string_view, 23> kUnread = {
    "externalId",
    "name",
    "nickName",
    "title",
    "userType",
    "roles",
    "profileUrl",
    "preferredLanguage",
    "locale",
    "timezone",
    "password",
    "phoneNumbers",
    "ims",
    "photos",
    "addresses",
    "entitlements",
    "x509Certificates",
    "meta",
    "primary",
    "display",
    "$ref",
    "groups/",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"};
inline constexpr Format kFormat = {
    "scim",
    "users and groups by SCIM 2.0: a list response, a list, or one resource",
    "userName, emails, id, active, group members, nested too; a page of a longer list is one",
    kExtensions,
    kMarks,
    recognizes,
    read};

}  // namespace accessdrift::scim
