#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People and groups of Google Workspace and Cloud Identity: answers of the Directory API (Admin
/// SDK) and of the Cloud Identity Groups API, as clients print them.
namespace accessdrift::google_directory {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".json"};
/// Of the Directory API and of Cloud Identity.
inline constexpr std::array<std::string_view, 5> kMarks = {"admin#directory#", "\"primaryEmail\"",
                                                           "\"preferredMemberKey\"",
                                                           "\"memberKey\"", "\"groupKey\""};
/// What the Directory API says of people besides.
inline constexpr std::array<std::string_view, 27> kUnread = {"givenName",
                                                             "familyName",
                                                             "fullName",
                                                             "isAdmin",
                                                             "isDelegatedAdmin",
                                                             "lastLoginTime",
                                                             "creationTime",
                                                             "agreedToTerms",
                                                             "changePasswordAtNextLogin",
                                                             "ipWhitelisted",
                                                             "emails",
                                                             "languages",
                                                             "customerId",
                                                             "orgUnitPath",
                                                             "isMailboxSetup",
                                                             "isEnrolledIn2Sv",
                                                             "isEnforcedIn2Sv",
                                                             "includeInGlobalAddressList",
                                                             "thumbnailPhotoUrl",
                                                             "thumbnailPhotoEtag",
                                                             "recoveryEmail",
                                                             "recoveryPhone",
                                                             "phones",
                                                             "relations",
                                                             "customSchemas",
                                                             "posixAccounts",
                                                             "sshPublicKeys"};
inline constexpr Format kFormat = {
    "google-directory",
    "people, groups and members of Google Workspace or Cloud Identity: lists, pages, or one of "
    "them",
    "addresses, aliases, suspended, archived, deleted; members, nested too, with their expiry",
    kExtensions,
    kMarks,
    recognizes,
    read};

}  // namespace accessdrift::google_directory
