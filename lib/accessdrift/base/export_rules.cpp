#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 9> kExportRules{{
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
    {"dangling-binding", "groups are bound to a connection that nothing lists",
     "The binding's id belongs to no connection of the export: the connection was deleted, or made "
     "anew under its name after one of the two lists\n"
     "was exported. The system knows bindings by id, so this one shows nothing to anybody.",
     ""},
    {"unknown-mode", "a mode is neither enabled nor disabled",
     "The system forbids a mode by the word `disabled` and nothing else, so any other word leaves "
     "it open.",
     "\"access_mode_exec\": \"off\""},
    {"unreadable-rule", "a rule of an export cannot be read",
     "Its type or its pattern is none that is known. Whether it refuses a request is an unknown "
     "under the name that the message tells, and access\n"
     "that hangs on it is told as such.",
     "{\"type\": \"pattern_match\", \"pattern_regex\": \"(\"}"},
    {"unknown-status", "an export does not say whether somebody can sign in",
     "Systems take an account as active if nothing is said, so it is taken as active here.", ""},
    {"untold-group", "a list of members does not say of which group",
     "Some systems answer with the members alone. The file's name tells the group then, or the "
     "name "
     "of a folder it lies in: its address, or\n"
     "the id that a list of groups has for it. Or put `\"group\": \"sre@corp.example\"` beside the "
     "list.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> export_rules() { return kExportRules; }

}  // namespace accessdrift
