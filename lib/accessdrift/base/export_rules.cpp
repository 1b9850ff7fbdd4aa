#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr DiagnosticRule kExportRules[] = {
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
     "Systems take an account as active if nothing is said, so it is taken as active here.", ""},
    {"untold-group", "a list of members does not say of which group",
     "Some systems answer with the members alone. The file's name tells the group then, or the "
     "name "
     "of a folder it lies in: its address, or\n"
     "the id that a list of groups has for it. Or put `\"group\": \"sre@corp.example\"` beside the "
     "list.",
     ""},
    {"unclear-column", "which column of a table tells what is not clear",
     "The head of a table names no column for what has to be told, or two, or not the one that "
     "`sources` in accessdrift.yaml says.",
     "sources:\n  - csv: {files: people/*.csv, map: {user: Login, group: Team}}"},
    {"shared-name", "a name is that of more than one entry of a directory",
     "A mail address, an account's name or a group's name that several have says nothing of which "
     "one is meant, so nobody is known by it. Policies name\n"
     "them by another of their names, or by the distinguished name.",
     "dn: uid=ana,ou=people,dc=corp,dc=example\nmail: ana@corp.example\n\n"
     "dn: uid=ana-adm,ou=people,dc=corp,dc=example\nmail: ana@corp.example"},
    {"untold-app", "an assignment does not say to which app",
     "An assignment links to its app in `_links.app`. Where a client left that out, the name of a "
     "folder that the file lies in tells the app: its id\n"
     "or its label, as a list of apps has them.",
     ""},
};

}  // namespace

std::span<const DiagnosticRule> export_rules() { return kExportRules; }

}  // namespace accessdrift
