#include "cli/help_text.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace accessdrift::cli {
namespace {

constexpr std::string_view kProgram =
    R"(Who gains or loses which access between two versions of an access configuration; why somebody is
denied; whether a request is allowed. Offline and exact.

Examples:
  accessdrift diff main...HEAD                        what a branch changes
  accessdrift diff                                    what the work tree changes, against HEAD
  accessdrift explain ana read payroll --ip 10.4.7.9  why this is decided so
  accessdrift check ana read payroll --set auth.mfa=true
  accessdrift log main..HEAD                          commit by commit
  accessdrift since ana read payroll                  the commit that made it so
  accessdrift who read payroll                        who can reach it, and when
  accessdrift validate                                everything that is wrong, at once
  accessdrift lint                                    what does nothing, or hardly what was meant)";

constexpr std::string_view kFooter =
    R"(A side is a directory, a file, a git revision REV or REV:path; left out, it is the work tree.
Exit codes: 0 answered, good; 1 answered, not good; 2 no answer; 3 undecided; 70 a bug in accessdrift.
More: accessdrift COMMAND --help)";

constexpr std::string_view kDiff = R"(Who gains or loses which access between two sides.

Examples:
  accessdrift diff                          HEAD against the work tree
  accessdrift diff main...HEAD              what this branch changes since it left main
  accessdrift diff v2.8 v3.0 --stat         two revisions, counted by resource
  accessdrift diff ./before ./after         two directories
  accessdrift diff main --resource payroll --kind gained,widened
  accessdrift diff A B --format csv         one changed entitlement a row
  accessdrift diff main...HEAD --format markdown > comment.md   for a pull request
  accessdrift diff main...HEAD --html drift.html    a page to look through beside what is printed
  accessdrift diff main...HEAD --redact users       pseudonyms, for what others may read
  accessdrift diff --as hoop=1.148..2026-10-05 .    what an upgrade alone changes, on the same files
  accessdrift diff --plan plan.json                 what a plan of Terraform changes
  accessdrift diff --plan plan.json --onto iam/     laid over an export of what is really there

Sides: none HEAD -> work tree; A -> work tree; A B or A..B; A...B the merge base of both -> B; A... -> HEAD.
Guardrails stand in accessdrift.yaml at the root of the side before, changes that are meant in
accessdrift.expect.yaml at the root of the side after (see accessdrift expect). Where one fails the exit code is 1.
report: in accessdrift.yaml says what format, limit, expand, causes, commits, budget and comment_key are where no
option does. --project, or else ACCESSDRIFT_PROJECT, names a file that stands in for both sides' accessdrift.yaml.)";

constexpr std::string_view kExplain =
    R"(Why a request is allowed or denied: the policies that decide, those that nearly allow it, and
the smallest edits that would turn the answer, each with whom else it concerns.

Examples:
  accessdrift explain ana read payroll                      over everything that is not told
  accessdrift explain ana read payroll --ip 10.4.7.9 --set auth.mfa=true
  accessdrift explain ana GET https://payroll.corp.example/admin/
  accessdrift explain ana read payroll v3.0 --absent        in a revision; what is not told is absent
  accessdrift explain ana read payroll --all                every policy and criterion
  accessdrift explain jo read payroll --groups staff,sre    of who is in no file, by the groups of a token
  accessdrift explain ana read payroll --patch B | git apply   makes the edit of fix B)";

constexpr std::string_view kCheck =
    R"(Whether a request is allowed: exit code 0 allowed, 1 denied, 3 only when.

Examples:
  accessdrift check ana read payroll --ip 203.0.113.7 --set auth.mfa=true
  accessdrift check ana read payroll --absent               what is not told is absent
  accessdrift check ana POST https://payroll.corp.example/pay
  accessdrift check --batch requests.jsonl                  one AuthZEN evaluation request a line
  accessdrift check --batch - main < requests.jsonl         against a revision)";

constexpr std::string_view kLog =
    R"(The commits that change access, and what each changes.

Examples:
  accessdrift log v2.8..v3.0                      of a range
  accessdrift log --oneline                       of all commits of HEAD
  accessdrift log ana                             what one identity gained or lost, and when
  accessdrift log '*' read payroll main..HEAD     by action and resource; * is everybody
  accessdrift log --kind lost --stat HEAD~20..

First parents are followed, and a merge tells what it brings; --all-parents tells the commits that it merges.)";

constexpr std::string_view kSince =
    R"(Since which commit a question is answered as it is now, and how it was answered before.

Examples:
  accessdrift since ana read payroll                        on HEAD, over everything that is not told
  accessdrift since ana read payroll v3.0 --ip 10.4.7.9     on a revision
  accessdrift since ana GET https://payroll.corp.example/admin/
  git bisect run accessdrift check ana read payroll HEAD --error-code 125

First parents are followed. Every commit is asked about requests from now on (--at).)";

constexpr std::string_view kWho = R"(Who can do this to a resource, and when.

Examples:
  accessdrift who read payroll
  accessdrift who read payroll v3.0 --expand
  accessdrift who GET https://payroll.corp.example/admin/
  accessdrift who admin vault-ops --format json)";

constexpr std::string_view kCan = R"(What an identity can reach, and when.

Examples:
  accessdrift can ana@corp.example
  accessdrift can anonymous             what is open without a session
  accessdrift can ana v3.0 --format json)";

constexpr std::string_view kValidate =
    R"(Reads, links and type-checks a side, and tells everything that is wrong at once.

Examples:
  accessdrift validate                  the work tree
  accessdrift validate ./access
  accessdrift validate main --format json)";

constexpr std::string_view kLint =
    R"(What does nothing in a configuration, or hardly what was meant; each proved, none guessed.

Examples:
  accessdrift lint                            of the work tree
  accessdrift lint main --fail-on note
  accessdrift lint --baseline main            only what is new since main
  accessdrift lint --format json > known.json; accessdrift lint --baseline known.json
  accessdrift lint --soon 90d                 what ends within 90 days, too

Policies that never match, are shadowed, redundant or deny nothing; conditions that are always or never true;
groups in cycles, empty or unused; what is over or ends soon; who can reach nothing; ids that read alike;
scopes, clients, networks and windows that nothing uses. accessdrift rules AD203 explains a code.)";

constexpr std::string_view kTest =
    R"(Runs the tests that stand in a configuration: who can, and who cannot. A test that tests nothing fails.

Examples:
  accessdrift test                            of the work tree
  accessdrift test main
  accessdrift test --format junit > access.xml

In a configuration:
  tests:
    - {who: ana@corp.example, can: read, on: payroll, when: 'auth.mfa && request.ip in networks.office'}
    - {who: group:vendors, cannot: "*", on: payroll-admin}

can: every request that satisfies `when` is allowed; cannot: none is. A group is each of its active members.)";

constexpr std::string_view kExpect =
    R"(The entries of accessdrift.expect.yaml that approve a change: exactly what it does, and nothing else.
They are printed, never written. Fill in why and until when; who owns that file approves it by its review.

Examples:
  accessdrift expect main...HEAD
  accessdrift expect                          HEAD against the work tree

At the root of the side after:
  change: "All of finance reads reports, TICKET-482"
  expires: 2026-12-31
  expect:
    - {gained: group:finance-all, on: payroll, actions: [read], users: 1, digest: "add1:5e1c09a2b7d84f36"}
    - {lost: group:sre-emea, on: grafana, users: "<=3"}

Each finding is of one kind and is expected as that. What no entry covers fails (AD108), as does what is
expected and does not happen (AD109). Entries serve guardrails of level approve, never those of level block;
those that the side before has, too, are spent. What is not certain cannot be expected.)";

constexpr std::string_view kInit =
    R"(Writes accessdrift.yaml, which says what a change of access may do, to begin with; where nothing is declared
yet also a small configuration to copy from, else it lists what is declared. What is there is left as it is.

Examples:
  accessdrift init
  accessdrift init ./access)";

constexpr std::string_view kFormats =
    R"(Which files are read, of this program's own format and of other systems. A file is taken for what it holds, or
for what `sources` in accessdrift.yaml says:
  sources:
    - native: access/*.yaml
    - scim: directory/*.json
or for what --source FORMAT=GLOB says in place of that. Where a format has options, they stand beside `files`:
    - FORMAT: {files: GLOB, OPTION: {KEY: VALUE}}

Examples:
  accessdrift formats
  accessdrift formats --format json)";

constexpr std::string_view kRules = R"(The codes of errors and findings, and what each means.

Examples:
  accessdrift rules
  accessdrift rules unknown-group)";

constexpr std::string_view kCompletion =
    R"(A script that makes a shell complete commands, options and their values, revisions, files and codes.
Packages bring it along; without one:

Examples:
  source <(accessdrift completion bash)       in ~/.bashrc
  source <(accessdrift completion zsh)        in ~/.zshrc, behind compinit
  accessdrift completion fish | source        in ~/.config/fish/config.fish)";

constexpr std::string_view kMan =
    R"(The manual page of accessdrift, or of one of its commands. It says what --help says.

Examples:
  accessdrift man diff | man -l -
  accessdrift man --write /usr/local/share/man/man1)";

constexpr std::string_view kSchema =
    R"(The JSON Schema (draft 2020-12) of a format that programs read or write; without a name, which there are.

Examples:
  accessdrift schema
  accessdrift schema diff                     of --format json of accessdrift diff
  accessdrift schema project > accessdrift.schema.json    for editors

Schemas are closed: a key that they do not tell is not there. A version that counts up behind the dot adds keys.)";

constexpr std::array<CommandHelp, 17> kCommands{{
    {"diff", "Who gains or loses which access between two sides",
     "accessdrift diff [OPTIONS] [SIDE [SIDE]]", kDiff},
    {"explain", "Why a request is allowed or denied",
     "accessdrift explain [OPTIONS] WHO ACTION|METHOD RESOURCE|URL [SIDE]", kExplain},
    {"check", "Whether a request, or each of a batch, is allowed",
     "accessdrift check [OPTIONS] WHO ACTION|METHOD RESOURCE|URL [SIDE]\n       accessdrift check "
     "--batch "
     "FILE [SIDE]",
     kCheck},
    {"who", "Who can do something to a resource",
     "accessdrift who [OPTIONS] ACTION|METHOD RESOURCE|URL [SIDE]", kWho},
    {"can", "What an identity can reach", "accessdrift can [OPTIONS] WHO [SIDE]", kCan},
    {"log", "The commits that change access",
     "accessdrift log [OPTIONS] [WHO [ACTION [RESOURCE]]] [RANGE]", kLog},
    {"since", "Since which commit a question is answered so",
     "accessdrift since [OPTIONS] WHO ACTION|METHOD RESOURCE|URL [REV]", kSince},
    {"validate", "Everything that is wrong with a configuration",
     "accessdrift validate [OPTIONS] [SIDE]", kValidate},
    {"lint", "What does nothing in a configuration, or hardly what was meant",
     "accessdrift lint [OPTIONS] [SIDE]", kLint},
    {"test", "Whether who should can, and who should not cannot",
     "accessdrift test [OPTIONS] [SIDE]", kTest},
    {"expect", "The entries that approve a change which is meant",
     "accessdrift expect [OPTIONS] [SIDE [SIDE]]", kExpect},
    {"init", "A project file to begin with", "accessdrift init [OPTIONS] [FOLDER]", kInit},
    {"formats", "Which files are read, and what of them", "accessdrift formats [OPTIONS]",
     kFormats},
    {"rules", "What a code means", "accessdrift rules [OPTIONS] [CODE]", kRules},
    {"schema", "The JSON Schema of a format", "accessdrift schema [OPTIONS] [NAME]", kSchema},
    {"completion", "A script for completion in bash, zsh or fish",
     "accessdrift completion bash|zsh|fish", kCompletion},
    {"man", "The manual page of a command", "accessdrift man [OPTIONS] [COMMAND]", kMan},
}};

constexpr std::array<VariableHelp, 9> kVariables{{
    {"ACCESSDRIFT_PROJECT",
     "A project file in place of those at the roots of the sides, unless --project names one."},
    {"ACCESSDRIFT_PAGER, GIT_PAGER, PAGER",
     "The first that is set is the pager through which a terminal gets what is longer than its "
     "screen; "
     "cat or an empty one: none. Where none is set it is less. Files are never asked for one."},
    {"LESS", "Options of less; FRX where it is not set."},
    {"NO_COLOR", "Not empty: no colour, unless --color says otherwise."},
    {"CLICOLOR_FORCE, FORCE_COLOR", "Neither empty nor 0: colour, on what is no terminal, too."},
    {"TERM", "Not set, or dumb: neither colour nor a pager."},
    {"GIT_DIR, GIT_WORK_TREE, GIT_CEILING_DIRECTORIES", "Where the repository is, as for git."},
    {"TZDIR", "Where the data of time zones are, if not in /usr/share/zoneinfo."},
    {"GITHUB_STEP_SUMMARY", "The file to which diff --format github appends its summary."},
}};

}  // namespace

std::span<const CommandHelp> command_helps() { return kCommands; }

const CommandHelp& command_help(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &CommandHelp::name);
  assert(found != kCommands.end());
  return *found;
}

std::span<const VariableHelp> variable_helps() { return kVariables; }

std::string_view program_help() { return kProgram; }
std::string_view program_footer() { return kFooter; }

}  // namespace accessdrift::cli
