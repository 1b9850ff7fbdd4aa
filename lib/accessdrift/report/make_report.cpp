#include "accessdrift/report/make_report.h"

#include <algorithm>
#include <future>
#include <map>
#include <numeric>

#include "accessdrift/base/digest.h"
#include "accessdrift/cause/caused_findings.h"
#include "accessdrift/drift/edit_text.h"
#include "accessdrift/drift/folded.h"
#include "accessdrift/drift/paths.h"
#include "accessdrift/drift/public_exposure.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/report/filter.h"
#include "accessdrift/report/finding_order.h"
#include "accessdrift/report/report_causes.h"
#include "accessdrift/report/report_edits.h"
#include "accessdrift/report/report_finding.h"
#include "accessdrift/report/report_paired.h"
#include "accessdrift/report/report_shrunk.h"
#include "accessdrift/report/report_sides.h"
#include "accessdrift/report/report_witness.h"
#include "accessdrift/report/told_edits.h"

namespace accessdrift {
namespace {

/// So many requests are decided again at a time.
constexpr std::size_t kReplayedTogether = 1024;

bool is_about_policy(const FactKey& key, const std::string& policy) {
  if (key.thing == Thing::Policy) return key.id == policy;
  return key.thing == Thing::Set && key.field == "policies" && key.item == policy;
}

class ReportMaker {
 public:
  ReportMaker(Comparison& comparison, ReportParts parts) : comparison_(comparison), parts_(parts) {}

  tl::expected<Report, Disagreement> make(ReportContext context) {
    Report report;
    report.before = std::move(context.before);
    report.after = std::move(context.after);
    report.mode = std::move(context.mode);
    report.plan = std::move(context.plan);
    report.onto = std::move(context.onto);
    report.project = std::move(context.project);
    report.given_sources = std::move(context.given_sources);
    report.sources = std::move(context.sources);
    report.versions = std::move(context.versions);
    report.files_ignored = context.files_ignored;
    report.files_by_format = context.files_by_format;
    report.warnings = std::move(context.warnings);
    origins_ = std::move(context.origins);
    findings_.emplace(comparison_, std::move(context.takes_effect), parts_.labels);
    report.guardrails = std::move(context.guardrails);
    report.are_guardrails_of_after = context.are_guardrails_of_after;
    report.invariants = std::move(context.invariants);
    report.needs = std::move(context.needs);
    report.approvals = std::move(context.approvals);
    failing_of_ = std::move(context.failing_of);
    is_expected_ = std::move(context.is_expected);
    report.has_causes = parts_.causes;
    report.files_changed = count_changed_files(comparison_);
    report.population = report_population(comparison_);
    report.networks = report_networks(comparison_);
    report.paired = report_paired(comparison_);
    report.shrunk = report_shrunk(comparison_);
    auto disagreement = parts_.situations ? add_findings(report) : add_outline(report);
    if (disagreement) return tl::unexpected(std::move(*disagreement));
    add_edits(report);
    put_implied_aside(report);
    if (parts_.line_hashes) add_line_hashes(comparison_.edits, report.edits);
    if (parts_.source_lines) add_source_lines(comparison_.edits, report.edits);
    for (const TargetChanges& changes : comparison_.changes) {
      if (changes.is_limited)
        report.limits_hit.push_back(text_of(*comparison_.after, changes.target.action) + " on " +
                                    text_of(*comparison_.after, changes.target.resource));
    }
    count_summary(report, counts_);
    if (parts_.situations) sort_and_digest(report);
    return report;
  }

 private:
  std::optional<Disagreement> add_findings(Report& report) {
    WitnessCheck check(comparison_);
    std::optional<Paths> paths;
    if (parts_.paths) paths.emplace(comparison_, check);
    paths_ = paths ? &*paths : nullptr;
    const std::vector<Finding> findings = roll_up(comparison_);
    counts_ = identities_of(findings);
    const auto hosts = folded_into(findings, comparison_);
    std::vector<ReportFinding> wholes = outlines(findings, report);
    const std::vector<std::size_t> order = tell(findings, wholes);
    for (std::size_t f = 0; f < findings.size(); ++f) {
      if (hosts[f]) wholes[f].folded_into = wholes[*hosts[f]].digest;
    }
    std::optional<FindingCauses> causes;
    if (parts_.causes) causes.emplace(comparison_, findings);
    for (const std::size_t f : order) {
      const std::vector<CausedFinding> parts =
          causes ? causes->split(findings[f]) : without_causes(findings[f]);
      if (auto disagreement = add_parts(findings[f], parts, std::move(wholes[f]), check, report))
        return disagreement;
    }
    report.are_paths_cut = paths && paths->are_cut();
    return std::nullopt;
  }

  /// Each pair of regions is decided again all the same, beside what is found meanwhile.
  std::optional<Disagreement> add_outline(Report& report) {
    WitnessCheck check(comparison_);
    const Outline told = outline(comparison_);
    std::future<std::optional<Disagreement>> replaying;
    std::vector<Witness> found;
    for (std::size_t e = 0; e < told.examples.size(); ++e) {
      if (auto witness = check.find(told.examples[e])) found.push_back(std::move(*witness));
      if (found.size() < kReplayedTogether && e + 1 < told.examples.size()) continue;
      if (replaying.valid()) {
        if (auto disagreement = replaying.get()) return disagreement;
      }
      replaying =
          std::async([&check, all = std::exchange(found, {})] { return check.replay(all); });
    }
    counts_ = identities_of(told.findings);
    for (const Finding& finding : told.findings)
      report.findings.push_back(findings_->outline(finding));
    return replaying.valid() ? replaying.get() : std::nullopt;
  }

  static IdentityCounts identities_of(const std::vector<Finding>& findings) {
    std::map<ChangeKind, IdentitySet> must;
    IdentitySet may;
    for (const Finding& finding : findings) {
      const bool is_may = finding.certainty == Certainty::May;
      (is_may ? may : must[finding.kind]) |= finding.identities;
    }
    IdentityCounts counts{{}, static_cast<std::size_t>(may.size())};
    for (const auto& [kind, identities] : must)
      counts.must[kind] = static_cast<std::size_t>(identities.size());
    return counts;
  }

  std::vector<ReportFinding> outlines(const std::vector<Finding>& findings, const Report& report) {
    std::vector<ReportFinding> made;
    made.reserve(findings.size());
    for (std::size_t f = 0; f < findings.size(); ++f) {
      made.push_back(findings_->outline(findings[f]));
      if (f < failing_of_.size()) note_failing(failing_of_[f], report, made.back());
      if (report.approvals) note_expected(is_expected_[f], *report.approvals, made.back());
    }
    return made;
  }

  /// Representatives are folded by their digests, so there all are told.
  [[nodiscard]] bool tells_all() const {
    return !parts_.told || !comparison_.before->unlisted.empty() ||
           !comparison_.after->unlisted.empty();
  }

  /// The order in which they are told.
  std::vector<std::size_t> tell(const std::vector<Finding>& findings,
                                std::vector<ReportFinding>& wholes) {
    std::vector<std::size_t> order(findings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto whole = [&](std::size_t f) -> const ReportFinding& { return wholes[f]; };
    const auto tell_one = [&](std::size_t f) {
      if (wholes[f].digest.empty()) findings_->tell(findings[f], wholes[f]);
    };
    if (tells_all()) {
      std::ranges::for_each(order, tell_one);
    } else {
      std::ranges::sort(
          order, [](const auto& a, const auto& b) { return outline_order(a, b) < 0; }, whole);
      for (std::size_t i = 1; i < order.size(); ++i) {
        if (outline_order(whole(order[i - 1]), whole(order[i])) != 0) continue;
        tell_one(order[i - 1]);
        tell_one(order[i]);
      }
    }
    std::ranges::sort(order, comes_before, whole);
    if (tells_all()) return order;
    // What is split by its causes may have a part before others that begin with its first resource.
    const auto is_far = [&](std::size_t place) {
      return place >= *parts_.told && !begin_alike(whole(order[place - 1]), whole(order[place]));
    };
    for (std::size_t i = 0; i < order.size() && !is_far(i); ++i) tell_one(order[i]);
    return order;
  }

  static void note_failing(const std::vector<std::size_t>& failing, const Report& report,
                           ReportFinding& finding) {
    finding.failing = failing;
    for (const std::size_t one : failing)
      finding.level = std::max(finding.level, std::optional(report.guardrails[one].level));
  }

  static void note_expected(bool is_expected, const ReportApprovals& approvals,
                            ReportFinding& finding) {
    finding.is_expected = is_expected;
    const bool fails = approvals.is_strict && !is_expected && finding.certainty == Certainty::Must;
    if (fails) finding.level = std::max(finding.level, std::optional(GuardLevel::Approve));
  }

  std::optional<Disagreement> add_parts(const Finding& finding,
                                        const std::vector<CausedFinding>& parts,
                                        ReportFinding whole, WitnessCheck& check, Report& report) {
    if (parts.size() == 1) return add_finding(parts.front(), std::move(whole), check, report);
    for (const CausedFinding& part : parts) {
      ReportFinding made = part_of(whole, part);
      made.is_public = is_public_exposure(part.finding, finding, comparison_);
      if (auto disagreement = add_finding(part, std::move(made), check, report))
        return disagreement;
    }
    return std::nullopt;
  }

  static std::vector<CausedFinding> without_causes(const Finding& finding) {
    CausedFinding whole;
    whole.finding = finding;
    return {std::move(whole)};
  }

  /// What of a finding has one cause; it keeps the digest of the whole.
  ReportFinding part_of(const ReportFinding& whole, const CausedFinding& part) {
    const bool is_told = !whole.digest.empty();
    ReportFinding made = is_told ? findings_->of(part.finding) : findings_->outline(part.finding);
    made.digest = whole.digest;
    made.folded_into = whole.folded_into;
    made.failing = whole.failing;
    made.is_expected = whole.is_expected;
    made.level = whole.level;
    return made;
  }

  std::optional<Disagreement> add_finding(const CausedFinding& part, ReportFinding made,
                                          WitnessCheck& check, Report& report) {
    const Finding& finding = part.finding;
    if (auto found = finding.is_limited ? std::nullopt : check.find(finding)) {
      if (part.requests) *found = witness_of_part(part, std::move(*found), comparison_);
      if (auto disagreement = check.replay(*found)) return disagreement;
      made.witness = witness_text(*found, finding, comparison_);
      if (paths_ != nullptr) made.paths = path_texts(paths_->of(finding, *found), comparison_);
    }
    made.cause = report_cause(part, comparison_);
    keep_urls_of(part, made.urls);
    if (part.requests) {
      made.requests = requests_text(part, comparison_);
      made.is_part_by_worlds = is_of_worlds(part, *made.requests, made.unknowns);
    }
    made.part = part.part;
    report.findings.push_back(std::move(made));
    return std::nullopt;
  }

  void add_edits(Report& report) const {
    for (const Edit& edit : comparison_.edits) report.edits.push_back(report_edit(edit));
    mark_implied(comparison_, report.edits);
    std::set<std::string> equal;  // rules of other systems, and policies that are no part of one
    for (std::size_t e = 0; e < report.edits.size(); ++e) {
      if (!origins_.empty()) report.edits[e].origin = origins_[e];
      const Edit& edit = comparison_.edits[e];
      const auto same = std::ranges::find_if(comparison_.same_policies, [&](const std::string& id) {
        return is_about_policy(edit.key, id);
      });
      if (same == comparison_.same_policies.end()) continue;
      report.same.push_back(report.edits[e]);
      equal.insert(edit.rule.empty() ? *same : edit.rule);
    }
    report.equal_policies = equal.size();
  }

  static void sort_and_digest(Report& report) {
    std::ranges::sort(report.findings, comes_before);
    const bool are_all_told = std::ranges::none_of(
        report.findings, [](const ReportFinding& finding) { return finding.digest.empty(); });
    if (!are_all_told) return;
    std::vector<std::string_view> digests;
    digests.reserve(report.findings.size());
    for (const ReportFinding& finding : report.findings) digests.push_back(finding.digest);
    std::ranges::sort(digests);
    const auto repeated = std::ranges::unique(digests);
    digests.erase(repeated.begin(), repeated.end());
    Digest digest;
    for (const std::string_view one : digests) digest.add(one);
    report.digest = access_digest(digest);
  }

  Comparison& comparison_;
  std::vector<ReportOrigin> origins_;
  std::optional<FindingMaker> findings_;
  std::vector<std::vector<std::size_t>> failing_of_;
  std::vector<bool> is_expected_;
  IdentityCounts counts_;
  ReportParts parts_;
  Paths* paths_ = nullptr;  ///< while findings are added, if they are asked for
};

}  // namespace

tl::expected<Report, Disagreement> make_report(Comparison& comparison, ReportContext context,
                                               ReportParts parts) {
  return ReportMaker(comparison, parts).make(std::move(context));
}

}  // namespace accessdrift
