#include <array>

#include "accessdrift/base/rule_tables.h"

namespace accessdrift {
namespace {

constexpr std::array<DiagnosticRule, 26> kSideRules{{
    {"no-such-path", "a file or folder does not exist",
     "The path is neither on disk nor, for REV:path, in that revision.",
     "accessdrift validate ./acess"},
    {"unreadable-file", "a file cannot be read",
     "The system refused: usually its permissions. Nothing is answered from the rest, which could "
     "be wrong.",
     ""},
    {"symbolic-link", "a symbolic link hides what must be read",
     "A link that leaves the tree, dangles, or stands for a folder is not followed: a revision has "
     "no content for it.",
     ""},
    {"ambiguous-side", "a word is both a path and a revision",
     "Write ./word for the path, or a full name such as refs/heads/word for the revision.",
     "accessdrift diff access"},
    {"binary-plan", "a plan is in the form that only Terraform reads",
     "Let Terraform print it: terraform show -json tfplan > plan.json.", ""},
    {"not-a-plan", "a state of Terraform is given as a plan",
     "--plan compares the two states that a plan holds. One state is a side.",
     "accessdrift diff before.json after.json"},
    {"too-many-sides", "more sides are named than can be compared",
     "A comparison has two sides, a question one.", "accessdrift diff --merge-base main a b"},
    {"path-in-range", "an end of a range has a path",
     "A..B and A...B take whole revisions. Name two sides: REV:path REV:path.",
     "accessdrift diff main..HEAD:access"},
    {"not-a-repository", "no git repository is here",
     "Revisions and the work tree need one. Name two paths, or run inside the repository.", ""},
    {"unknown-revision", "git knows no such revision",
     "It may live on a remote only: git fetch it first.", "accessdrift diff mian...HEAD"},
    {"no-merge-base", "two revisions share no history that is present",
     "In a shallow clone the common ancestor was not fetched: git fetch --unshallow. Nothing is "
     "compared with something else instead.",
     "accessdrift diff origin/main...HEAD"},
    {"two-merge-bases", "two revisions have more than one merge base",
     "After criss-cross merges either could be meant. Name the one to compare with.", ""},
    {"no-work-tree", "the repository has no files on disk",
     "A bare repository has revisions only. Name two.", ""},
    {"missing-object", "git does not have a file's content",
     "A partial clone left it on the remote. The message names the command that fetches it.", ""},
    {"lfs-pointer", "a file is a Git LFS pointer",
     "Its content lies outside of git: git lfs pull, and compare the files on disk.", ""},
    {"submodule", "a submodule was not read",
     "Its files are not part of this repository. Compare within it.", ""},
    {"nested-repository", "a folder is a repository of its own",
     "Its files are not part of this repository's work tree and were not read.", ""},
    {"sparse-checkout", "a file is kept off the disk",
     "The sparse checkout leaves it out, so the work tree is not whole: git sparse-checkout "
     "disable, or compare revisions.",
     ""},
    {"foreign-owner", "the repository belongs to somebody else",
     "git refuses it until it is listed as safe: git config --global --add safe.directory PATH.",
     ""},
    {"sha256-repository", "the repository uses SHA-256",
     "Its objects cannot be read. Compare two directories.", ""},
    {"unsupported-repository", "the repository uses an extension that is not known",
     "Its objects cannot be read for certain. Compare two directories.", ""},
    {"unsupported-index", "git's index has a form that cannot be read",
     "The message names the command that rewrites it.", ""},
    {"corrupt-repository", "git's objects cannot be read", "git fsck tells what is broken.", ""},
    {"replace-refs", "the repository has replace refs",
     "git would show other content for some objects; they are ignored here, and what was committed "
     "is compared.",
     ""},
    {"no-policies", "a side declares no policy",
     "An answer about nothing would look like a good one. Name the folder that holds the "
     "configuration.",
     ""},
    {"endless-telling", "what files tell each other comes to no end",
     "What one side names is there on the other, too, and a pool says how a server behind it is "
     "asked; so files are read in rounds until a round tells nothing new.\n"
     "Two or three do. After a hundred nothing is answered: an answer from what is not settled "
     "could be wrong.",
     ""},
}};

}  // namespace

std::span<const DiagnosticRule> side_rules() { return kSideRules; }

}  // namespace accessdrift
