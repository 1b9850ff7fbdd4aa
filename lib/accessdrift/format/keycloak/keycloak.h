#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People, groups and roles of Keycloak: exported realms.
namespace accessdrift::keycloak {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".json"};
inline constexpr std::array<std::string_view, 1> kMarks = {"\"realm\""};
inline constexpr Format kFormat = {
    "keycloak",
    "realms of Keycloak: exports in one file or several, with users in files of their own",
    "user names, addresses, enabled; groups by path; roles of the realm and of clients, composite "
    "ones too, and who has them",
    kExtensions,
    kMarks,
    recognizes,
    read,
    {},
    {},
    {},
    "with the next token"};

}  // namespace accessdrift::keycloak
