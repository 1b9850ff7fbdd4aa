#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 25> kLinkRules{{
    {"unknown-user", "a user or service is not declared",
     "In a configuration that lists users, every id and alias needs an entry under `users` or "
     "`services`, in any file of the side. A\n"
     "misspelt id in a deny would deny nobody.",
     "policies:\n  p: {allow: [ana.krik], to: [wiki]}"},
    {"unknown-group", "a group is not declared",
     "Every `group:ID` needs an entry under `groups`, in any file of the side.",
     "policies:\n  p: {allow: [\"group:fnance\"], to: [wiki]}"},
    {"unknown-resource", "a resource is not declared",
     "`to`, `parent` and questions take ids of resources that exist, in any file of the side.",
     "policies:\n  p: {allow: [ana], to: [wikki]}"},
    {"glob-matches-nothing", "a glob over resources matches none",
     "`*` stands for characters within a segment, `**` across segments. A pattern that matches "
     "nothing allows or denies nothing.",
     "policies:\n  p: {allow: [ana], to: [wikki/*]}"},
    {"unknown-action", "an action does not exist where it is used",
     "A resource has the actions of its type, its own, or its parent's; without any, the one "
     "action `access`. A policy's actions must exist on\n"
     "a resource that it reaches.",
     "policies:\n  p: {allow: [ana], to: [wiki], actions: [raed]}"},
    {"unknown-type", "a resource type is not declared",
     "`type` needs an entry under `types`, in any file of the side.",
     "resources:\n  wiki: {type: ap}"},
    {"unknown-scope", "a scope is not declared",
     "`scopes` and `includes` need entries under `scopes`, in any file of the side.",
     "policies:\n  p: {allow: [ana], to: [wiki], scopes: [wiki.raed]}"},
    {"unknown-client", "a client is not declared",
     "`client:NAME` needs an entry under `clients`, in any file of the side.",
     "policies:\n  p: {allow: [\"client:wiki-cil\"], to: [wiki]}"},
    {"unknown-policy", "a set names a policy that is not declared",
     "Every member of a set is a policy's id or `set:ID`.",
     "sets:\n  door: {combine: all-of, policies: [mfa-gat]}"},
    {"unknown-set", "a set names a set that is not declared",
     "Every member of a set is a policy's id or `set:ID`.",
     "sets:\n  door: {combine: all-of, policies: [\"set:gates\"]}"},
    {"defined-twice", "one id is defined twice",
     "Files merge, so an id may be defined once in all files of a side; which of the two holds "
     "would depend on the reader. Both places are\n"
     "shown.",
     ""},
    {"alias-taken", "two users claim one id or alias",
     "An alias names its user wherever an id can stand, so it can name one only.",
     "users:\n  ana: {aliases: [a.ng]}\n  bo: {aliases: [a.ng]}"},
    {"duplicate-uid", "two users have one uid",
     "The uid is what tells who somebody is when the id changes, so no two users share one.",
     "users:\n  ana: {uid: \"7\"}\n  bo: {uid: \"7\"}"},
    {"conflicting-rename", "two renames have the same new id", "Two cannot become one.",
     "renames: {ana: caro, bo: caro}"},
    {"mixed-rename", "a rename leads from a group to something else, or the other way",
     "A renamed group has the prefix on both sides: \"group:crew\": \"group:staff\". Identities "
     "and "
     "resources have none.",
     "renames: {\"group:crew\": staff}"},
    {"rename-cycle", "renames lead in a circle", "Nobody can be told to be who in the end.",
     "renames: {ana: bo, bo: ana}"},
    {"placed-twice", "a policy or set stands in two places",
     "A policy or set belongs to one set at most, so that its place in the order is one.",
     "sets:\n  a: {combine: all-of, policies: [p]}\n  b: {combine: all-of, policies: [p]}"},
    {"set-cycle", "sets contain each other in a circle",
     "Take one of the memberships that the message names out.",
     "sets:\n  a: {combine: all-of, policies: [\"set:b\"]}\n  b: {combine: all-of, policies: "
     "[\"set:a\"]}"},
    {"parent-cycle", "resources are each other's ancestors",
     "A policy on a resource holds for its descendants, so parents form a tree.",
     "resources:\n  a: {parent: b}\n  b: {parent: a}"},
    {"implication-cycle", "actions imply each other in a circle",
     "Actions that mean the same are one action; otherwise one of the implications is a slip.",
     "types:\n  app: {actions: {read: [write], write: [read]}}"},
    {"ambiguous-method", "an HTTP method means two actions of a type",
     "A request for a URL is a request for one action. Name the method under one of them.",
     "types:\n  app: {actions: {read: [], write: []}, methods: {read: [GET], write: [GET]}}"},
    {"url-tie", "two URL patterns overlap and are equally specific",
     "The pattern with the most literal characters owns a URL, host before path. Where two have "
     "as many, neither does; make one of them more\n"
     "specific.",
     "resources:\n  a: {type: app, url: \"https://x.example/*/b\"}\n"
     "  c: {type: app, url: \"https://x.example/b/*\"}"},
    {"url-without-methods", "a resource has a URL and no method that means an action",
     "HTTP methods are mapped to actions by `methods` of a type. Without one every request for the "
     "URL would be denied.",
     "resources:\n  wiki: {url: \"https://wiki.corp.example/\"}"},
    {"network-cycle", "networks contain each other in a circle",
     "Write the addresses into one of them.", "networks: {a: [b], b: [a]}"},
    {"scope-cycle", "scopes include each other in a circle",
     "Scopes that mean the same are one scope; otherwise one of the inclusions is a slip.",
     "scopes: {a: {includes: [b]}, b: {includes: [a]}}"},
}};

}  // namespace

std::span<const DiagnosticRule> link_rules() { return kLinkRules; }

}  // namespace accessdrift
