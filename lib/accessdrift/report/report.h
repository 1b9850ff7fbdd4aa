#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/base/text_list.h"
#include "accessdrift/drift/change.h"
#include "accessdrift/drift/stop.h"
#include "accessdrift/history/origin_kind.h"
#include "accessdrift/model/guardrail.h"
#include "accessdrift/model/request.h"
#include "accessdrift/region/print.h"

namespace accessdrift {

/// One side's answer for a finding: a region in three forms, all of the same set. `unknown(limit)`
/// where a limit was hit.
struct AnswerText {
  enum class Kind : std::uint8_t { Never, Always, When, Unknown } kind = Kind::Never;
  std::string text;         ///< for a reader
  std::string full;         ///< lossless, within `kLongestAnswer`
  std::vector<Term> terms;  ///< likewise, for JSON
  std::uint64_t more = 0;   ///< how many ways are left out, at most `kMostCounted`
  std::string digest = {};  ///< of the whole region, if `full` or `terms` leave some out
};

/// A set of names, rolled up without loss: the groups (or ancestors) that lie in it, and the rest
/// by name.
struct LabelledSet {
  TextList ids;  ///< all, sorted as bytes
  struct Part {
    std::string name;
    std::size_t count = 0;
  };
  std::vector<Part>
      parts;  ///< at most three groups contained in it (one, if it equals the set), largest first
  TextList rest;              ///< if there are parts: ids in none of them, sorted
  bool is_everybody = false;  ///< all active people
};

/// Where something stands, already resolved.
struct PlaceText {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// REQUIRES: a file declares it.
[[nodiscard]] PlaceText place_text(const Span& span);

struct WitnessText {
  std::string identity, action, resource;
  std::string method = {}, url = {};  ///< asked for so; empty: by the ids
  RequestAttributes attributes;
  RequestAttributes world = {};  ///< of the attributes those that are not visible here
  bool serves_all_worlds = true;
  bool before_allows = false;
  bool after_allows = false;
  bool is_there_after = true;  ///< the resource and its action
};

/// A resource or an action as it is printed, and what that stands for: one of them, or one before
/// and one after.
struct NamedText {
  std::string text;
  std::vector<std::string> names;
  friend auto operator<=>(const NamedText&, const NamedText&) = default;
};

/// Who owned URLs before, and who does after; empty: nobody.
struct OwnersText {
  std::string before, after;
};

/// A pattern of URLs, and the resource that is asked for there, as it is printed.
struct UrlText {
  std::string pattern, resource;
  friend auto operator<=>(const UrlText&, const UrlText&) = default;
};

/// Edits that act together, by their places among those of the report.
struct ReportEditSet {
  std::vector<std::size_t> edits;
  std::vector<std::size_t> prerequisites;  ///< that must go with them
  friend auto operator<=>(const ReportEditSet&, const ReportEditSet&) = default;
};

/// Which edits bring a finding about, and which undone take it back (DESIGN §4, cause).
struct ReportCause {
  std::vector<ReportEditSet> because;  ///< any of them; of one part at most three
  bool has_more = false;               ///< others exist
  bool is_complete = true;             ///< else others were not searched
  ReportEditSet undo;
  /// An edit above that is about one of the identities alone, and who has it how.
  struct Own {
    std::size_t edit = 0;
    std::size_t slot = 0;  ///< which fact of an identity, the same in all findings
    std::vector<std::pair<std::string, std::size_t>> of;  ///< identity and edit
    friend auto operator<=>(const Own&, const Own&) = default;
  };
  std::vector<Own> own = {};
  friend auto operator<=>(const ReportCause&, const ReportCause&) = default;
};

/// How one of the identities is decided on one of the resources, for the request of the example.
struct PathText {
  std::string identity, resource;
  SidePath before, after;
};

/// One reported change, rolled up: identities × resources × actions, all with the same regions.
struct ReportFinding {
  std::string digest;  ///< `add1:` + 16 hex
  ChangeKind kind = ChangeKind::Gained;
  Certainty certainty = Certainty::Must;
  std::string surface = "main";
  bool is_public = false;  ///< anonymous or everybody is among the identities
  LabelledSet identities;
  LabelledSet resources;
  std::optional<OwnersText> owners = {};   ///< where they differ: `resources` has one text then
  std::vector<NamedText> actions;          ///< sorted
  bool is_every_action = false;            ///< all actions of every one of the resources
  std::vector<std::string> unknowns = {};  ///< on which it hangs, sorted
  AnswerText worlds = {};                  ///< in which of their values it is so
  std::vector<UrlText> urls = {};          ///< sorted; empty: asked for by id
  std::string takes_effect = {};           ///< `at the next login`; empty: at once
  AnswerText before, after;
  AnswerText gained, lost;             ///< the difference of the two
  std::optional<WitnessText> witness;  ///< nothing where a limit was hit
  /// The example's, then others that were looked at; where asked for.
  std::vector<PathText> paths = {};
  /// The digest of the finding about the representative of an open group that says the same of
  /// whoever is among its further members; empty if there is none.
  std::string folded_into = {};
  std::optional<ReportCause> cause = {};    ///< nothing: not searched
  std::optional<AnswerText> requests = {};  ///< for which of those that differ the cause is so
  bool is_part_by_worlds = false;  ///< what is not known, not a request, tells it from the others
  std::size_t part = 0;            ///< of such parts of the same entitlements, from 0
  std::vector<std::size_t> failing = {};  ///< the guardrails of protections that it makes fail
  std::optional<bool> is_expected = {};   ///< nothing: the after side expects nothing
  std::optional<GuardLevel> level = {};   ///< the worst of what it fails by
};

/// How many entitlements it is about; of several parts the first counts.
[[nodiscard]] std::size_t entitlements(const ReportFinding& finding);

/// The requests in which it gives access, or of one that takes it away those.
[[nodiscard]] const AnswerText& changed_situations(const ReportFinding& finding);

/// What a gate says of a comparison.
enum class Verdict : std::uint8_t {
  Passes,
  Undecided,  ///< what is not known decides
  Fails
};

struct ReportGuardrail : GuardrailCount {
  PlaceText place;  ///< line 0: it stands in no file
};
/// `payroll: gained.users 1 > 0`
[[nodiscard]] std::string to_text(const ReportGuardrail& guardrail);

/// An entry of the file of expected changes.
struct ReportExpected {
  std::string text;
  std::string status;       ///< `used`, `absent`, …
  std::uint64_t users = 0;  ///< to whom it happens
  PlaceText place;
};

/// What the after side expects, and what became of it.
struct ReportApprovals {
  std::string reason;
  std::string expires;                  ///< as an `until`
  Instant now = 0;                      ///< when that was judged
  std::int64_t days_left = 0;           ///< negative: over for so long
  std::vector<ReportExpected> entries;  ///< in the order of the file
  bool is_strict = false;               ///< what no entry covers fails the comparison
  std::size_t unexpected = 0;           ///< findings that no entry covers, for certain
  std::size_t unexpected_may = 0;       ///< those that hang on what is not known
};

/// Something else of a change that needs approval.
struct ReportNeed {
  std::string code;  ///< `AD111`
  std::string what;  ///< `loosened   payroll`
  // The entry that approves it: `loosened: payroll`.
  std::string key, name;
  bool is_approved = false;
};

/// What must hold of the after side.
struct ReportInvariant {
  std::string text, why;
  std::string result;   ///< `passes`, `fails`, …
  std::string failing;  ///< `eve, admin on wiki`: of whom it does not hold; or nothing
  Verdict verdict = Verdict::Passes;
  PlaceText place;
};

struct ReportCommit {
  std::string id;  ///< all of it
  std::string author, subject;
  std::string time;  ///< of the committer, RFC 3339
};

/// Which commits made an edit (DESIGN §4).
struct ReportOrigin {
  OriginKind kind = OriginKind::Unknown;
  std::vector<ReportCommit> commits;  ///< the newest first
  bool has_gap = false;               ///< or one before them that cannot be read did
};

/// A stretch of a file of the after side.
struct ReportRegion {
  PlaceText start;
  std::uint32_t end_line = 0, end_column = 0;  ///< one past the last character
  std::string line_hash = {};  ///< of the line of `start`, as `LineHashes` has it; where asked for
};

/// A line of a source file, from 1.
struct SourceLine {
  std::uint32_t number = 0;
  std::string text;
  friend auto operator<=>(const SourceLine&, const SourceLine&) = default;
};

/// One edit of the configuration, listed once.
struct ReportEdit {
  std::string id;    ///< `ade1:` + 16 hex
  std::string what;  ///< `group sre no longer contains group sre-emea`
  std::optional<PlaceText> before, after;
  /// Of what a reader makes of another system's line besides what it says: a network, a policy for
  /// those whom a rule does not let in. Where the line is told it need not be.
  bool is_implied = false;
  std::string rule = {};  ///< of another system, with which it comes or goes as a part; not printed
  std::optional<ReportOrigin> origin = {};  ///< between two commits, or a commit and the work tree
  /// Where a reader of the after side sees it: what it added or changed, or what stands where it
  /// removed something. Nothing where the file is gone.
  std::optional<ReportRegion> seen_at = {};
  /// What it removed or changed, and what it made, as far as that is on a few lines; where asked
  /// for.
  std::vector<SourceLine> lines_before = {}, lines_after = {};
};

struct ReportSide {
  std::string spec;
  std::string note;
  std::string commit;  ///< full id, or empty
};

/// A version of a system whose versions read files otherwise; empty on a side that has none.
struct ReportVersion {
  std::string format;
  std::string before, after;  ///< `1.24`, `1.25 (assumed)`
  std::string given = {};     ///< by the command line: `1.22..1.24`; empty: it was not
};

struct PairedIds {
  std::string kind;  ///< `identity`, `group` or `resource`
  std::string before, after;
  std::string by;  ///< `uid`, `renames` or `alias`
};

/// What files of one format listed before, and of which more than half is gone (AD115).
struct ReportShrunk {
  std::string format;
  std::string what;   ///< `users`, `groups`, `memberships` or, of one group, `members`
  std::string group;  ///< whose members; else empty
  std::size_t before = 0, lost = 0;
  PlaceText place;
  bool is_place_gone = false;  ///< it is one of the before side: the file is gone
};

/// Of each what is printed.
[[nodiscard]] std::vector<std::string> texts_of(const std::vector<NamedText>& all);

/// A test of the configuration that stands on one side only, or has another result on the other.
struct ReportTest {
  std::string text;
  std::string was, is;  ///< `passes`, `fails`, …; empty on a side that does not have it
  PlaceText place;      ///< of the after side, if that has it
};
/// What became of it: `fails now`, `new, passes`, `removed`.
[[nodiscard]] std::string_view test_word(const ReportTest& test);

/// Everything that `diff` has to say, in the order in which it is said, with no layout, colour or
/// escaping in it. Every writer serialises it.
struct Report {
  ReportSide before, after;
  std::string mode;  ///< `two-sides`, `merge-base`, `work-tree`
  /// A plan that was given, and what it is laid over; empty: it was not.
  std::string plan, onto;
  std::string project;  ///< a project file that was given; empty: the sides' own
  /// `scim=directory/*.json`, given in place of what project files say; empty: nothing was.
  std::vector<std::string> given_sources;
  std::vector<std::string> sources;  ///< files read on either side, sorted
  /// For which versions of their systems files were read, by format.
  std::vector<ReportVersion> versions;
  std::size_t files_changed = 0;
  std::size_t files_ignored = 0;
  /// Files of the side after that were read, by the name of their format.
  std::map<std::string, std::size_t> files_by_format;
  std::vector<std::string> filters;  ///< what the findings were narrowed to: `kind gained`,
                                     ///< `resource pay*`; empty: nothing left out

  struct Population {
    std::size_t identities = 0, groups = 0, resources = 0;
    bool is_closed = true;
    std::optional<Instant> from = {};  ///< access was compared from here on; where it hangs on time
    std::vector<std::string> unknowns = {};  ///< that conditions read, sorted
  } population;

  std::vector<PairedIds> paired;
  std::vector<ReportShrunk> shrunk;  ///< by format
  std::vector<ReportFinding> findings;
  std::vector<ReportGuardrail> guardrails;  ///< in the order of the file
  bool are_guardrails_of_after = false;     ///< the before side has none
  std::vector<ReportInvariant> invariants;  ///< in the order of the file
  std::vector<ReportNeed> needs;            ///< of approval
  std::optional<ReportApprovals> approvals;
  std::vector<ReportTest> tests;  ///< those of the configuration whose result changes
  std::vector<ReportEdit> edits;
  std::vector<ReportEdit> same;    ///< edited or moved policies that were proved equal
  bool has_causes = true;          ///< else they were not asked for
  std::size_t equal_policies = 0;  ///< how many policies `same` is about; 0: one each
  /// More decisions beside the examples could be drawn than are (see `Paths`).
  bool are_paths_cut = false;
  std::vector<std::string> limits_hit;  ///< targets, as `action on resource`, in order
  Diagnostics warnings;
  std::vector<Vocabulary::Network> networks;  ///< those that regions are told by, sorted

  struct Count {
    std::size_t identities = 0, resources = 0, entitlements = 0;
  };
  std::map<ChangeKind, Count> summary;  ///< every kind; must-findings only
  Count may;
  std::string digest;         ///< of all digests
  std::string redacted = {};  ///< `users` or `all`: they stand here by pseudonyms
};

/// `block`, `warn` or `info`.
[[nodiscard]] std::string_view level_text(const ReportFinding& finding);

/// How many policies were edited or moved and proved equal.
[[nodiscard]] inline std::size_t equal_policies(const Report& report) {
  return report.equal_policies == 0 ? report.same.size() : report.equal_policies;
}

}  // namespace accessdrift
