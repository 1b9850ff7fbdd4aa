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
    {"unknown-version", "files are read for a version that is not known",
     "Systems read the same file otherwise from one version to the next. The version that is told "
     "is none, is older than\n"
     "those whose reading is known, or newer: then files are read as for the newest one that is "
     "known, with a warning.",
     "sources:\n  - hoop: {files: hoop/*.json, version: latest}"},
    {"ignored-line", "a line of a file is not read",
     "The system that reads it passes over it, or stops there, with no more than a warning in its "
     "log. So does this program, since what is not read\n"
     "lets nobody in and turns nobody away.",
     "host all bob all reject"},
    {"unread-file", "nothing of a file is read that `sources` names",
     "Its format knows files by what is in them, by their names, or because others name them. This "
     "one is called like none and named by none, or says\n"
     "nothing that its format has. A rule in it is not in force here: if it is where the files "
     "come "
     "from, name the file that includes it, too.",
     "sources:\n  - postgresql: server/**"},
    {"invalid-ini", "a configuration would not be loaded",
     "Its system refuses the file at this place, and would run on with what it had, or not start. "
     "Nothing is answered from a file that is not in force.",
     "auth_type = kerberos"},
    {"invalid-dump", "a statement of a dump is not read",
     "Of a dump of ProxySQL's tables INSERT and REPLACE with plain values are read, CREATE TABLE, "
     "SET and DELETE of a whole table. What another statement\n"
     "would change is not known, so nothing is answered from the file.",
     "UPDATE mysql_users SET default_hostgroup = 10;"},
    {"ignored-configuration", "a configuration is not read beside a dump of the database",
     "ProxySQL reads its configuration file only where it has no database yet. A dump of the "
     "tables tells what it runs with.",
     ""},
    {"opaque-pattern", "what a pattern matches is not known",
     "It is no regular expression (it looks around, or back), or it is written in a way that is "
     "not read. Whether a text matches is a named unknown, and\n"
     "another pattern in its place is another unknown.",
     "match_digest=\"^SELECT (?!.*FOR UPDATE)\""},
    {"too-many-ways", "there are too many ways through the rules",
     "Rules set flags, and a flag is gone through from each place that sets it. Above 200,000 "
     "steps nothing is answered.",
     ""},
    {"invalid-backend", "it is not clear how a pool leads to its server",
     "`backend` of a pool in `sources` tells which hosts of its entries are the server whose files "
     "stand beside it, and from which address\n"
     "the server sees the pool come, since its rules ask for that.",
     "sources:\n  - pgbouncer: {files: pool/*, backend: {host: db.corp.example}}\n  - postgresql: "
     "server/*"},
    {"two-versions", "files are read for two versions of one system",
     "What files of one format say is read together, so they are of one version. Compare the parts "
     "by themselves, or tell one\n"
     "version for all of them by --as.",
     "sources:\n  - hoop: {files: a/*.json, version: 1.100}\n  - hoop: {files: b/*.json, version: "
     "1.148}"},
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
    {"unknown-condition", "a part of a condition cannot be read exactly",
     "It asks for something that only the other system knows, or is written in a way that is not "
     "read. It is a named unknown: what hangs on it is told\n"
     "as a *may*.",
     "resource.matchTag(\"1/env\", \"prod\")"},
    {"unknown-role", "what a role allows is not told",
     "A role of one's own lets people in if it holds the permission, and no file describes it. It "
     "is a named unknown. Export the roles, too.",
     "gcloud iam roles describe mine --project=shop --format=json"},
    {"unknown-member", "a member of a binding has no known form",
     "It is taken as a group whose members are not known, so that nobody is overlooked.", ""},
    {"unknown-level", "an access level is asked for that does not exist",
     "Other levels of its access policy are told, and this one is not: nobody ever meets it.", ""},
    {"repeated-level", "an access level is told twice", "The first one counts.", ""},
    {"untold-resource", "a policy does not say of which resource it is",
     "Some answers hold the bindings alone. The file's path tells the resource then: "
     "`projects/shop/iap_web/compute/services/4711.json`, or as far as\n"
     "it goes.",
     ""},
    {"untold-parent", "it is not told below what a project or a folder is",
     "What it inherits hangs on that. Where the files know one organisation only it is taken to be "
     "right below it. Export the projects and folders.",
     "gcloud projects list --format=json"},
    {"errored-plan", "a plan of Terraform is not whole",
     "Planning failed, and what Terraform saved is what it had come to. Mend what it complains of, "
     "and plan again.",
     "{\"format_version\": \"1.2\", \"errored\": true}"},
    {"unsupported-plan", "a plan is written in a version of the format that is not read",
     "Terraform promises that what it prints stays readable within one major version, and that "
     "other ones are to be refused.",
     "{\"format_version\": \"2.0\"}"},
    {"deferred-changes", "a plan puts changes off until another one",
     "What they will do is not told, so they are not compared.", ""},
    {"known-after-apply", "a plan does not tell a value yet",
     "It comes from something that the same plan makes. Who gets in by it is a named unknown; what "
     "hangs on it is told as a *may*.",
     ""},
    {"sensitive-value", "a plan marks something as sensitive that decides who gets in",
     "No output shows it, so who gets in by it is a named unknown. Equal values are the same "
     "unknown, so a change of one is seen.",
     ""},
    {"unread-resource", "a resource of Terraform that gives roles is not read",
     "It speaks of something that IAP guards and that is not modelled. Whom it lets in is not "
     "told.",
     ""},
    {"unread-setting", "a setting that decides who gets in is not looked at",
     "The file is read as if it were not set, so an edit of it does not show. The page of the "
     "format tells which settings these are.",
     ""},
    {"untold-members", "a resource of Terraform takes away members that the plan does not show",
     "A binding sets all members of its role, a policy all that its resource has. When one is "
     "made, "
     "whoever had the role by other hands loses it, and\n"
     "Terraform, which never knew them, shows none of that. They are a named unknown. Export the "
     "policy that is there, and lay the plan over it.",
     "accessdrift diff --plan plan.json --onto iam/"},
    {"prior-state-differs", "what is there is not what Terraform knows",
     "The export has other members than Terraform's state, since something else changed them, or "
     "one of the two is old. The export counts.",
     ""},
    {"joined-group", "two systems tell of a group of one name",
     "Who is in it by either is in it, so that nobody is overlooked: of the second system's it "
     "goes "
     "by its name with the system's behind it, and is a\n"
     "member of the first one's. If they are two groups that have nothing to do with each other, "
     "leave one out of `sources`, or rename it.",
     ""},
};

}  // namespace

std::span<const DiagnosticRule> export_rules() { return kExportRules; }

}  // namespace accessdrift
