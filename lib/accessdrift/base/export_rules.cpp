#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 7> kExportRules{{
    {"not-of-format", "a file is not what its format has",
     "The file, or something in its list, is nothing that this format has: an answer that tells of "
     "an error, the export of another system, a\n"
     "list that is empty and does not say of what. To read it as if nothing were in it would take "
     "away access that is there. Export it again, or\n"
     "name its format under `sources` in accessdrift.yaml.",
     "{\"error\": {\"code\": 403}}"},
    {"two-formats", "a file could be read as more than one format",
     "What it holds, or what `sources` in accessdrift.yaml says of it, fits two formats, which "
     "would read it differently. Name one of them\n"
     "under `sources`, by a glob that selects the file.",
     "sources:\n  - scim: directory/*.json\n  - native: directory/*"},
    {"partial-source", "an export holds a part of what it could",
     "It is a page of a longer list, or says of itself that more exists. What is not there is not "
     "known, and is not taken as absent: people\n"
     "who are not listed can still sign in, groups that are not listed have members. Export all of "
     "it.",
     "{\"totalResults\": 400, \"Resources\": [ …100 users… ]}"},
    {"dangling-member", "a group has a member whom nothing lists",
     "The member's id belongs to no user and no group of the export, though the export is whole: "
     "usually somebody who was deleted. The\n"
     "member counts for nobody.",
     ""},
    {"unknown-status", "an export does not say whether somebody can sign in",
     "Most systems take an account as active if nothing is said, and so it is taken here. An "
     "import "
     "into Keycloak makes it a disabled one, and so it is there.",
     ""},
    {"untold-group", "a list of members does not say of which group",
     "Some systems answer with the members alone. The file's name tells the group then, or the "
     "name "
     "of a folder it lies in: its address, or\n"
     "the id that a list of groups has for it. Or put `\"group\": \"sre@corp.example\"` beside the "
     "list.",
     ""},
    {"untold-app", "an assignment does not say to which app",
     "An assignment links to its app in `_links.app`. Where a client left that out, the name of a "
     "folder that the file lies in tells the app: its id\n"
     "or its label, as a list of apps has them.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> export_rules() { return kExportRules; }

}  // namespace accessdrift
