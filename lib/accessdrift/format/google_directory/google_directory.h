#pragma once

#include <array>

#include "accessdrift/format/format.h"

/// People and groups of Google Workspace and Cloud Identity: answers of the Directory API (Admin
/// SDK) and of the Cloud Identity Groups API, as clients print them.
namespace accessdrift::google_directory {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 1> kExtensions = {".json"};
inline constexpr Format kFormat = {
    "google-directory",
    "people, groups and members of Google Workspace or Cloud Identity: lists, pages, or one of "
    "them",
    "addresses, aliases, suspended, archived, deleted; members, nested too, with their expiry",
    kExtensions,
    // The Directory API's kinds and the Cloud Identity API's names have no more than that in
    // common.
    "\"", recognizes, read};

}  // namespace accessdrift::google_directory
