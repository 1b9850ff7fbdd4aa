#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 11> kDocumentRules{{
    {"invalid-yaml", "a file is not YAML that can be read exactly",
     "The file breaks YAML's rules, or uses a part of YAML that two readers could understand "
     "differently: a tag, a directive, an alias\n"
     "inside its own anchor, an unknown anchor, a key that is a list. Write the value out plainly.",
     "policies:\n  p: {allow: [ana, to: [wiki]}"},
    {"invalid-json", "a file is not JSON",
     "The file breaks RFC 8259: a missing comma, a comment, text behind the value, half of a "
     "surrogate pair. The place is where reading stopped.",
     "{\"accessdrift\": 1, \"users\": {\"ana\": {}},}"},
    {"invalid-csv", "a file is not a table that can be read exactly",
     "The file breaks RFC 4180: a quote that is not closed or stands inside of a plain cell, or a "
     "row "
     "with more or fewer cells than the first one,\n"
     "whose separator (comma, semicolon or tab) is that of the whole file. The place is where "
     "reading "
     "stopped.",
     "user,group\nana@corp.example,finance,2027-01-31"},
    {"invalid-ldif", "a file does not hold the entries of a directory",
     "The file breaks RFC 2849: a line without a colon, an entry that does not begin with `dn:`, "
     "no "
     "base64 behind two colons. Or it tells of changes\n"
     "other than entries that are added, so that what is there cannot be known. The place is where "
     "reading stopped.",
     "dn: cn=ana,dc=corp,dc=example\nchangetype: delete"},
    {"invalid-utf8", "a file is not valid UTF-8",
     "Names compare as bytes, so text that is not UTF-8 could show as one name and mean another. "
     "Save the file as UTF-8.",
     ""},
    {"control-character", "a file has a control character",
     "Control characters other than tab, line feed and carriage return are refused: they do not "
     "show, and could hide what a line says. In a\n"
     "JSON string write \\u001b, in YAML a double-quoted \"\\e\".",
     ""},
    {"duplicate-key", "one mapping has the same key twice",
     "Readers differ on which of the two holds, so a policy could be lost without a trace. Keep "
     "one, or rename one.",
     "groups:\n  sre: {members: [ana]}\n  sre: {members: [bo]}"},
    {"second-document", "a YAML file holds a second document",
     "A line `---` or a slip in indentation starts a second document, which a careless reader "
     "drops in silence, policies and all. Put\n"
     "everything into one document, or into two files.",
     "accessdrift: 1\n---\npolicies: {}"},
    {"merge-key", "a mapping uses the merge key `<<`",
     "What a merge key adds is not seen where it is used, and readers differ on it. Write the keys "
     "out.",
     "policies:\n  q: {<<: {to: [wiki]}, allow: [ana]}"},
    {"too-deep", "values, folders or conditions lie too deep within each other",
     "Files may nest 100 levels, conditions too. No real configuration needs more, and what is "
     "deeper is usually an attack or an accident.",
     ""},
    {"too-large", "a file, the growth of its aliases or a condition is over the bound",
     "A file may have 200 MB, its aliases may stand for a million values, and `exists` and `all` "
     "within each other may take 65,536 steps.\n"
     "What is over a bound is refused whole, never cut.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> document_rules() { return kDocumentRules; }

}  // namespace accessdrift
