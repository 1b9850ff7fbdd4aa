#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 23> kDeclarationRules{{
    {"unsupported-version", "a file asks for another version of the format",
     "The top level of every file says `accessdrift: 1`. A file of another version could mean "
     "something else, so it is not read.",
     "accessdrift: 2"},
    {"unknown-key", "a key is not one of the format",
     "Unknown keys are errors, since a misspelt `when` or `deny` would widen access. The message "
     "lists the keys that may stand here.",
     "policies:\n  p: {allow: [ana], to: [wiki], form: [office]}"},
    {"missing-key", "something lacks a key that it needs",
     "A policy needs `allow` or `deny`, and `to`; a set needs `policies`. Nothing is assumed where "
     "it is missing.",
     "policies:\n  p: {allow: [ana]}"},
    {"wrong-type", "a value is not of the type that is expected",
     "For example a text where a list belongs, a number where `true` or `false` belongs, or two "
     "types that no comparison accepts. The label\n"
     "says what was expected.",
     "policies:\n  p: {allow: ana, to: [wiki]}"},
    {"unknown-value", "a word is not one of the words that may stand here",
     "Statuses, combining algorithms, the values of an enumeration, and scopes and clients in a "
     "condition are closed lists. The message says which\n"
     "words exist, or which is near.",
     "users:\n  ana: {status: sleeping}"},
    {"invalid-name", "a name has characters that names of its kind may not have",
     "Networks, windows and attributes are named by letters, digits and `_`, not starting with a "
     "digit; "
     "request attributes by such names joined by\n"
     "dots. Ids may not be empty.",
     "networks:\n  main-office: [203.0.113.0/24]"},
    {"reserved-id", "an id is reserved",
     "Nobody may be called `anonymous`, `anyone` or `authenticated`, and no id may start with "
     "`group:`, `domain:`, `client:`, `member:` or\n"
     "`stranger:`; they mean something in policies and reports. In an export of another system who "
     "is called so goes by the format's name\n"
     "and the id, `okta:anonymous`, which is a warning.",
     "users:\n  anonymous: {}"},
    {"invalid-mention", "a member or a who-list names nothing that can stand there",
     "A policy names an id, `group:ID`, `domain:D`, `client:NAME`, `authenticated`, `anonymous` or "
     "`anyone`; so do the users of a client, but for the last two; a\n"
     "group has ids and `group:ID` as members.",
     "groups:\n  sre: {members: [\"domain:corp.example\"]}"},
    {"invalid-network", "an entry of a network is no block of addresses",
     "Write an address, `address/length`, or the name of another network. Bits behind the length "
     "must be zero: 10.4.7.9/24 could mean the host\n"
     "or the network.",
     "networks:\n  office: [203.0.113.7/24]"},
    {"invalid-url", "a URL pattern cannot be read",
     "A pattern is `https://host/path`: scheme, host and port exact, `*.` in front of the host for "
     "one label; in the path `*` is one segment and `**` any\n"
     "number. What could be read in two ways (dots, encoded separators, user information) is "
     "refused.",
     "resources:\n  wiki: {type: app, url: \"https://wiki.corp.example/a%2fb\"}"},
    {"invalid-window", "a window of time cannot be read",
     "A window is days, ranges of time and a zone: `Mon-Fri 08:00-12:00,13:00-18:00 "
     "Europe/Berlin`. Days are `Mon` to `Sun`, times `HH:MM`, the end\n"
     "outside; a range over midnight belongs to the day on which it starts.",
     "windows:\n  office_hours: \"Mon-Fri 8-18 Europe/Berlin\""},
    {"invalid-time", "a date, a time or a duration cannot be read",
     "`until` and attributes of type time take a date, which means the end of that day in UTC, or "
     "a time as RFC 3339 writes it, with an offset;\n"
     "`timestamp` takes a time only and `duration` hours, minutes and seconds. All are whole "
     "seconds, in the years 1 to 9999.",
     "users:\n  ana: {until: 31.01.2027}"},
    {"unknown-zone", "a time zone does not exist",
     "Windows and `getHours` and its relatives name a zone of the IANA database, as it is "
     "installed "
     "on this machine. A zone that cannot be read\n"
     "is never taken for UTC.",
     "windows:\n  office_hours: \"Mon-Fri 08:00-18:00 Europe/Berln\""},
    {"no-zone-data", "this machine has no time zones",
     "The files of the IANA database are read from /usr/share/zoneinfo, or from the folder that "
     "TZDIR names. Without them no window can be\n"
     "placed in time. Install the package tzdata.",
     "TZDIR=/nowhere accessdrift validate"},
    {"empty-list", "a list that must not be empty is empty",
     "A policy that names nobody, nothing or no action does nothing, which is hardly what was "
     "meant; a client with an empty list of\n"
     "users could be meant for nobody or for everybody. Only a group, and the scopes of a client, "
     "may be empty.",
     "policies:\n  p: {allow: [], to: [wiki]}"},
    {"repeated-member", "a list names the same thing twice",
     "One of the two would do nothing, and removing it would look like a change of access. Remove "
     "one.",
     "groups:\n  sre: {members: [ana, ana]}"},
    {"conflicting-keys", "two keys exclude each other",
     "For example `type` beside `actions` of a resource: its actions come from one of the two.",
     "resources:\n  wiki: {type: app, actions: [read]}"},
    {"both-effects", "a policy both allows and denies",
     "A policy has one effect. Write two policies.",
     "policies:\n  p: {allow: [ana], deny: [bo], to: [wiki]}"},
    {"unbounded-wildcard", "an expected change names a wildcard without a bound",
     "It would cover whatever happens. Say how many identities are concerned, or which finding it "
     "is.",
     "expect:\n  - {gained: \"*\", on: wiki}"},
    {"invalid-digest", "a text is no digest of a finding",
     "Reports print it as `add1:` and 16 digits; `accessdrift expect` writes it out.",
     "expect:\n  - {gained: ana, on: wiki, digest: 5e1c}"},
    {"open-contradicted", "a group has external members and says that it is not open",
     "`members: external` says that only the identity provider knows who is in it; `open: false` "
     "says that the list of members is complete.",
     "groups:\n  vendors: {members: external, open: false}"},
    {"within-not-open", "a group that is not open says of which domains its other members are",
     "`within` bounds the members that only the identity provider knows. Without `open: true` or "
     "`members: external` there are none.",
     "groups:\n  vendors: {members: [ana], within: [\"domain:partner.example\"]}"},
    {"unknown-file-type", "a file is named whose format is not known",
     "Files are read by their extension: .yaml, .yml and .json.",
     "accessdrift diff access.txt main"},
}};

}  // namespace

std::span<const DiagnosticRule> declaration_rules() { return kDeclarationRules; }

}  // namespace accessdrift
