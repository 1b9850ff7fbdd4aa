#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 6> kLinkRules{{
    {"unknown-group", "a group is not declared", "Every `group:ID` needs an entry under `groups`, in any file of the side.", "policies:\n  p: {allow: [\"group:fnance\"], to: [wiki]}"},
    {"unknown-resource", "a resource is not declared, or a glob matches none",
     "`to`, `parent` and questions take ids and globs over resources that exist: `*` within a segment, `**` across.",
     "policies:\n  p: {allow: [ana], to: [wikki]}"},
    {"unknown-action", "an action does not exist where it is used",
     "A resource has the actions of its type, its own, or its parent's; without either, the one action `access`.",
     "policies:\n  p: {allow: [ana], to: [wiki], actions: [raed]}"},
    {"unknown-type", "a resource type is not declared", "`type` needs an entry under `types`.", "resources:\n  wiki: {type: ap}"},
    {"unknown-scope", "a scope is not declared", "`scopes` and `includes` need entries under `scopes`.", "policies:\n  p: {allow: [ana], to: [wiki], scopes: [wiki.raed]}"},
    {"duplicate-id", "one id is defined twice", "Files merge, so an id may be defined once in all files of a side. Both places are shown.", ""},
}};

}  // namespace

std::span<const DiagnosticRule> link_rules() { return kLinkRules; }

}  // namespace accessdrift
