#pragma once

#include <array>

#include "accessdrift/format/format.h"
#include "accessdrift/format/hoop/versions.h"

/// Connections, rules and people of a hoop gateway (hoop.dev), as its command line and its REST
/// API print them.
namespace accessdrift::hoop {

[[nodiscard]] bool recognizes(NodeView root);
void read(SourceReading& reading);

inline constexpr std::array<std::string_view, 3> kExtensions = {".json", ".yaml", ".yml"};
inline constexpr std::array<std::string_view, 13> kMarks = {
    "access_mode_",    "access_control",  "\"slack_id\"", "reviewers_groups", "\"pattern_regex\"",
    "\"user_groups\"", "admin_role_name", "\"subject\"",  "\"plugins\"",      "\"priority\"",
    "\"pages\"",       "connection_ids",  "listeners"};
inline constexpr std::string_view kBuiltIn = R"(accessdrift: 1
attributes: {hoop_id: string}
types:
  hoop-gateway: {actions: {sign-in: []}}
  hoop-lane: {actions: {query: []}}
  hoop-connection: {actions: {connect: [], exec: [], runbook: [], approve: []}}
)";
inline constexpr FormatOption kOptions[] = {
    {"version",
     "the gateway's release, or the day it was published: `1.148`, `2026-10-05`",
     {},
     {},
     true},
};
inline constexpr Format kFormat = {
    "hoop",
    "connections, plugins, rules and people of a hoop.dev gateway, as `hoop admin get` and its "
    "API print them",
    "who sees a connection, its modes, access request rules, runbook rules, guardrails on what is "
    "sent; masking and AI analysis are without effect on access",
    kExtensions,
    kMarks,
    recognizes,
    read,
    kBuiltIn,
    kOptions,
    {},
    "at once, through groups at the next login",
    read_document,
    {"1.0", kVersionChanges, {}, {}, "a release or a day: `1.148`, `2026-10-05`"}};

}  // namespace accessdrift::hoop
