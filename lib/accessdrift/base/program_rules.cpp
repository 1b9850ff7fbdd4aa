#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 19> kProgramRules{{
    {"usage", "the command line cannot be understood",
     "The message says which word; --help of the command shows examples.",
     "accessdrift explain ana read"},
    {"unknown-command", "a command does not exist", "accessdrift --help lists them.",
     "accessdrift dif"},
    {"unknown-option", "an option does not exist", "The help of the command lists its options.",
     "accessdrift diff --frmat json"},
    {"unknown-format", "an output format does not exist",
     "There are text and json, and csv for diff. json@1 pins the major version of the JSON, so "
     "that a program that writes another one refuses.",
     "accessdrift diff --format json@7"},
    {"unknown-code", "a code does not exist", "accessdrift rules lists them.",
     "accessdrift rules unknown-gruop"},
    {"missing-attribute", "a required attribute was not told",
     "An attribute declared `required` is part of every request, so a request without it cannot be "
     "answered as if it were absent.",
     "accessdrift check ana read wiki --absent"},
    {"invalid-baseline", "a file of known findings cannot be used",
     "It was written by a version of accessdrift whose JSON has another major version, or was "
     "changed by hand.",
     "accessdrift lint --baseline broken.json"},
    {"invalid-request", "a line of a batch is not an evaluation request",
     "Each line is a JSON object with `subject` {type, id}, `action` {name}, `resource` {type, id} "
     "and, if there are attributes, `context`.",
     "{\"subject\": \"ana\"}"},
    {"unknown-selector", "a filter selects nothing on either side",
     "A filter that names nothing would show an empty report, which looks like good news. Check "
     "the spelling.",
     "accessdrift diff --resource pyaroll"},
    {"unreadable-input", "the batch cannot be read",
     "The file does not exist or the system refused to read it.",
     "accessdrift check --batch missing.jsonl"},
    {"no-tests", "a configuration without tests was to be tested",
     "Testing nothing would look as if everything had passed. Write some:\ntests:\n  - {who: ana, "
     "can: read, on: wiki}\n  - {who: group:vendors, cannot: \"*\", on: vault}",
     "accessdrift test"},
    {"not-listed", "nobody knows who was asked about",
     "A closed directory knows everybody who can sign in, so anybody else has what requests "
     "without a session have.\nIn an open one the stranger of its domain stands for it. Check the "
     "spelling.",
     "accessdrift can ana.krik"},
    {"not-active", "who was asked about cannot sign in",
     "Only active identities can; every other status leaves what requests without a session have.",
     ""},
    {"url-denied", "a URL was asked for that asks for nothing",
     "It is refused, since it could be read in two ways, or no resource has it, or the method "
     "means "
     "no action there. Whoever asks is denied.",
     "accessdrift check ana GET https://wiki.corp.example/a%2fb"},
    {"over-limit", "conditions are over the limit of what can be analysed",
     "The answer would need more cells or diagram nodes than the stated bound. It is refused, "
     "never guessed.",
     ""},
    {"bug", "the two evaluations disagree",
     "Every answer is found by one engine and checked by another. Where they disagree nothing is "
     "reported, since one of them is wrong; please\n"
     "report it.",
     ""},
    {"output-failed", "standard output or a file could not be written",
     "The disk may be full, or the folder not there. What was written of standard output is not "
     "whole: do not use it. A file is written whole or left as it was.",
     "accessdrift diff --html missing/drift.html"},
    {"page-too-large", "a page is too large to be opened well",
     "A browser holds all of a page in memory. Above 20 MB a page opens slowly and you are warned, "
     "above 50 MB none is written. Narrow what is\n"
     "compared, or use --format json.",
     "accessdrift diff v1 v9 --html drift.html"},
    {"out-of-memory", "there is not enough memory",
     "Nothing was answered. Compare smaller parts, or raise the limit.", ""},
}};

}  // namespace

std::span<const DiagnosticRule> program_rules() { return kProgramRules; }

}  // namespace accessdrift
