#include "accessdrift/report/make_report.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <tuple>

#include "accessdrift/base/digest.h"
#include "accessdrift/cause/caused_findings.h"
#include "accessdrift/drift/edit_text.h"
#include "accessdrift/drift/finding_digest.h"
#include "accessdrift/drift/folded.h"
#include "accessdrift/drift/labels.h"
#include "accessdrift/drift/paths.h"
#include "accessdrift/drift/public_exposure.h"
#include "accessdrift/drift/roll_up.h"
#include "accessdrift/drift/worlds.h"
#include "accessdrift/report/answer_text.h"
#include "accessdrift/report/filter.h"
#include "accessdrift/report/report_causes.h"
#include "accessdrift/report/report_edits.h"
#include "accessdrift/report/report_shrunk.h"
#include "accessdrift/report/takes_effect.h"

namespace accessdrift {
namespace {

constexpr std::size_t kDigestDigits = 16;

bool is_about_policy(const FactKey& key, const std::string& policy) {
  if (key.thing == Thing::Policy) return key.id == policy;
  return key.thing == Thing::Set && key.field == "policies" && key.item == policy;
}

bool comes_before(const ReportFinding& a, const ReportFinding& b) {
  const auto key = [](const ReportFinding& f) {
    const int level = f.level ? -static_cast<int>(*f.level) : 1;
    return std::tuple(
        level, std::tie(f.kind, f.certainty, f.surface, f.resources.ids, f.actions,
                        f.identities.ids, f.before.full, f.after.full, f.digest, f.part, f.cause));
  };
  return a.is_public != b.is_public ? a.is_public : key(a) < key(b);
}

class ReportMaker {
 public:
  ReportMaker(Comparison& comparison, ReportParts parts)
      : comparison_(comparison),
        parts_(parts),
        words_before_(*comparison.universe, *comparison.before, comparison.after.get()),
        words_after_(*comparison.universe, *comparison.after, comparison.before.get()),
        labels_before_(*comparison.engine_before, comparison.renamed),
        labels_after_(*comparison.engine_after, comparison.renamed) {}

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
    takes_effect_ = std::move(context.takes_effect);
    report.guardrails = std::move(context.guardrails);
    report.are_guardrails_of_after = context.are_guardrails_of_after;
    report.invariants = std::move(context.invariants);
    report.needs = std::move(context.needs);
    report.approvals = std::move(context.approvals);
    failing_of_ = std::move(context.failing_of);
    is_expected_ = std::move(context.is_expected);
    report.has_causes = parts_.causes;
    report.files_changed = count_changed_files();
    report.equal_policies = comparison_.same_policies.size();
    report.population = population();
    report.networks = networks();
    for (const IdentityIndex identity : comparison_.population->paired_under_two_ids())
      report.paired.push_back(paired(identity));
    add_renamed(comparison_.renamed.groups, "group", report);
    add_renamed(comparison_.renamed.resources, "resource", report);
    report.shrunk = report_shrunk(comparison_);
    if (auto disagreement = add_findings(report)) return tl::unexpected(std::move(*disagreement));
    add_edits(report);
    if (parts_.line_hashes) add_line_hashes(comparison_.edits, report.edits);
    if (parts_.source_lines) add_source_lines(comparison_.edits, report.edits);
    for (const TargetChanges& changes : comparison_.changes) {
      if (changes.is_limited)
        report.limits_hit.push_back(text_of(*comparison_.after, changes.target.action) + " on " +
                                    text_of(*comparison_.after, changes.target.resource));
    }
    count_summary(report);
    sort_and_digest(report);
    return report;
  }

 private:
  [[nodiscard]] std::string text(Name name) const {
    return std::string(comparison_.after->text(name));
  }

  [[nodiscard]] std::size_t count_changed_files() const {
    std::map<std::string, std::pair<const Declarations*, const Declarations*>> by_path;
    for (const auto& file : comparison_.before->files) {
      if (!file->is_of_version) by_path[file->text->path()].first = file.get();
    }
    for (const auto& file : comparison_.after->files) {
      if (!file->is_of_version) by_path[file->text->path()].second = file.get();
    }
    return static_cast<std::size_t>(std::ranges::count_if(
        by_path, [](const auto& entry) { return entry.second.first != entry.second.second; }));
  }

  [[nodiscard]] Report::Population population() const {
    Report::Population population{comparison_.population->size() - 1U,
                                  comparison_.after->groups.size(),
                                  comparison_.after->resources.size(),
                                  comparison_.after->is_closed,
                                  std::nullopt,
                                  {}};
    if (comparison_.universe->has_attribute(kTime)) population.from = comparison_.from;
    for (const Universe::Attribute& attribute : comparison_.universe->attributes()) {
      if (attribute.kind != VariableKind::Request) population.unknowns.push_back(attribute.name);
    }
    std::ranges::sort(population.unknowns);
    return population;
  }

  /// A name that stands on both sides means the same on both.
  [[nodiscard]] std::vector<Vocabulary::Network> networks() const {
    std::vector<Vocabulary::Network> all =
        vocabulary_of(*comparison_.before, comparison_.after.get()).networks;
    std::ranges::move(vocabulary_of(*comparison_.after, comparison_.before.get()).networks,
                      std::back_inserter(all));
    std::ranges::sort(all, {}, &Vocabulary::Network::name);
    const auto repeated = std::ranges::unique(all, {}, &Vocabulary::Network::name);
    all.erase(repeated.begin(), repeated.end());
    return all;
  }

  [[nodiscard]] PairedIds paired(IdentityIndex identity) const {
    const auto by = [&]() -> std::string {
      switch (comparison_.population->person(identity).by) {
        case PairedBy::Uid:
          return "uid";
        case PairedBy::Renames:
          return "renames";
        case PairedBy::Alias:
          return "alias";
        case PairedBy::Id:
          break;
      }
      return "id";
    };
    return {"identity", std::string(comparison_.population->id(identity, SideOf::Before)),
            std::string(comparison_.population->id(identity, SideOf::After)), by()};
  }
  void add_renamed(const RenamedIds& renamed, const std::string& kind, Report& report) const {
    for (const auto& [before, after] : renamed.all()) {
      const bool is_by_uid = kind == "resource" && have_one_uid(before, after);
      report.paired.push_back({kind, text(before), text(after), is_by_uid ? "uid" : "renames"});
    }
  }
  [[nodiscard]] bool have_one_uid(Name before, Name after) const {
    const auto uid = [](const Snapshot& side, Name id) {
      return side.resources[side.resource_by_name.find(id).index()]->uid;
    };
    const Name known = uid(*comparison_.before, before);
    return !known.is_none() && known == uid(*comparison_.after, after);
  }

  std::optional<Disagreement> add_findings(Report& report) {
    WitnessCheck check(comparison_);
    std::optional<Paths> paths;
    if (parts_.paths) paths.emplace(comparison_, check);
    paths_ = paths ? &*paths : nullptr;
    const std::vector<Finding> findings = roll_up(comparison_);
    const auto hosts = folded_into(findings, comparison_);
    std::vector<ReportFinding> wholes;
    wholes.reserve(findings.size());
    for (std::size_t f = 0; f < findings.size(); ++f) {
      wholes.push_back(report_finding(findings[f]));
      if (f < failing_of_.size()) note_failing(failing_of_[f], report, wholes.back());
      if (report.approvals) note_expected(is_expected_[f], *report.approvals, wholes.back());
    }
    std::vector<std::size_t> order(findings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, comes_before,
                      [&](std::size_t f) -> const ReportFinding& { return wholes[f]; });
    for (std::size_t f = 0; f < findings.size(); ++f) {
      if (hosts[f]) wholes[f].folded_into = wholes[*hosts[f]].digest;
    }
    std::optional<FindingCauses> causes;
    if (parts_.causes) causes.emplace(comparison_, findings);
    for (const std::size_t f : order) {
      const std::vector<CausedFinding> parts =
          causes ? causes->split(findings[f]) : without_causes(findings[f]);
      if (auto disagreement = add_parts(parts, std::move(wholes[f]), check, report))
        return disagreement;
    }
    report.are_paths_cut = paths && paths->are_cut();
    return std::nullopt;
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

  std::optional<Disagreement> add_parts(const std::vector<CausedFinding>& parts,
                                        ReportFinding whole, WitnessCheck& check, Report& report) {
    if (parts.size() == 1) return add_finding(parts.front(), std::move(whole), check, report);
    for (const CausedFinding& part : parts) {
      if (auto disagreement = add_finding(part, part_of(whole, part), check, report))
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
    ReportFinding made = report_finding(part.finding);
    made.digest = whole.digest;
    made.is_public = whole.is_public;
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
      made.witness = witness_text(*found, finding);
      if (paths_ != nullptr) made.paths = path_texts(paths_->of(finding, *found));
    }
    made.cause = report_cause(part, comparison_);
    keep_urls_of(part, made.urls);
    if (part.requests) made.requests = requests_text(part, comparison_);
    made.part = part.part;
    report.findings.push_back(std::move(made));
    return std::nullopt;
  }

  [[nodiscard]] std::vector<PathText> path_texts(std::vector<PairPath> paths) const {
    std::vector<PathText> texts;
    texts.reserve(paths.size());
    for (PairPath& path : paths)
      texts.push_back({comparison_.population->printed(path.identity),
                       text_of(*comparison_.after, path.resource), std::move(path.before),
                       std::move(path.after)});
    return texts;
  }

  [[nodiscard]] WitnessText witness_text(const Witness& witness, const Finding& finding) const {
    const UrlRequest by_url = witness.by_url.value_or(UrlRequest{});
    return WitnessText{comparison_.population->printed(witness.identity),
                       text_of(*comparison_.after, finding.actions.front()),
                       text_of(*comparison_.after, witness.resource),
                       by_url.method,
                       by_url.url,
                       visible(witness.attributes, true),
                       visible(witness.attributes, false),
                       witness.serves_all_worlds,
                       witness.before_allows,
                       witness.after_allows,
                       is_there_after(witness)};
  }

  ReportFinding report_finding(const Finding& finding) {
    ReportFinding made;
    made.kind = finding.kind;
    made.certainty = finding.certainty;
    const bool gives = relevant_side(finding.kind) == SideOf::After;
    const Engine& engine = gives ? *comparison_.engine_after : *comparison_.engine_before;
    made.identities = labelled_identities(finding, gives ? labels_after_ : labels_before_);
    const IdentitySet people = engine.active() & comparison_.population->people();
    made.identities.is_everybody = !people.is_empty() && people.is_subset_of(finding.identities);
    made.is_public = is_public_exposure(finding, comparison_);
    made.resources = labelled_resources(finding, gives ? labels_after_ : labels_before_);
    for (const AskedAction& action : finding.actions)
      made.actions.push_back({text_of(*comparison_.after, action), names_of(action.names)});
    made.is_every_action = std::ranges::all_of(finding.resources, [&](const SideNames& resource) {
      return has_no_other_action(engine, resource, finding);
    });
    if (finding.resources.front().before != finding.resources.front().after)
      made.owners = owners_text(finding.resources.front());
    if (finding.is_by_url()) made.urls = urls_of(finding);
    made.takes_effect = takes_effect(finding, comparison_, takes_effect_);
    add_answers(finding, made);
    if (!finding.is_limited) {
      comparison_.universe->diagrams().start_target();
      made.unknowns = unknowns_of(finding.before, finding.after, *comparison_.universe);
      made.worlds = words_after_.of(
          comparison_.universe->diagrams().intersect(finding.worlds, comparison_.universe->care()));
    }
    made.digest = digest_of(
        finding, {made.identities.ids, made.resources.ids, texts_of(made.actions)}, comparison_);
    return made;
  }

  [[nodiscard]] bool is_of_world(std::string_view attribute) const {
    const Universe::Attribute* const found = comparison_.universe->find(attribute);
    return found != nullptr && found->kind == VariableKind::World;
  }
  [[nodiscard]] RequestAttributes visible(RequestAttributes attributes, bool are_visible) const {
    std::erase_if(attributes,
                  [&](const auto& told) { return is_of_world(told.first) == are_visible; });
    return attributes;
  }

  [[nodiscard]] bool is_there_after(const Witness& witness) const {
    if (witness.by_url) return true;
    const ResourceIndex resource = comparison_.resource(witness.resource.after, SideOf::After);
    return !resource.is_none() &&
           comparison_.engine_after->coverage().has_action(resource, witness.action.names.after);
  }
  /// By URL all methods of all actions.
  [[nodiscard]] bool has_no_other_action(const Engine& engine, const SideNames& resource,
                                         const Finding& finding) const {
    const Name name = resource.on(engine.side());
    if (name.is_none()) return false;
    const ResourceIndex index = comparison_.resource(name, engine.side());
    const bool are_whole = std::ranges::all_of(finding.actions, [](const AskedAction& action) {
      return action.methods.size() == action.of_methods &&
             (action.methods.empty() || action.names.before == action.names.after);
    });
    return are_whole && !index.is_none() &&
           engine.snapshot().resource_actions[index.index()]->names.size() ==
               finding.actions.size();
  }

  [[nodiscard]] std::vector<std::string> names_of(const SideNames& names) const {
    std::vector<std::string> all;
    for (const Name name : {names.before, names.after}) {
      if (!name.is_none() && (all.empty() || all.front() != text(name))) all.push_back(text(name));
    }
    return all;
  }

  [[nodiscard]] OwnersText owners_text(const SideNames& owners) const {
    const auto text_or_nothing = [this](Name name) {
      return name.is_none() ? std::string() : text(name);
    };
    return {text_or_nothing(owners.before), text_or_nothing(owners.after)};
  }

  [[nodiscard]] std::vector<UrlText> urls_of(const Finding& finding) const {
    std::vector<UrlText> urls;
    for (const SideNames& resource : finding.resources) {
      const std::string id = text_of(*comparison_.after, resource);
      for (std::string& pattern : comparison_.urls->patterns(comparison_.owners(resource)))
        urls.push_back({std::move(pattern), id});
    }
    std::ranges::sort(urls);
    return urls;
  }

  [[nodiscard]] LabelledSet labelled_identities(const Finding& finding, Labels& labels) const {
    LabelledSet set;
    for (const std::uint32_t number : finding.identities.numbers())
      set.ids.push_back(comparison_.population->printed(IdentityIndex{number}));
    std::ranges::sort(set.ids);
    set_label(set, parts_.labels ? labels.of_identities(finding.identities) : Label{{}, set.ids});
    return set;
  }

  [[nodiscard]] LabelledSet labelled_resources(const Finding& finding, const Labels& labels) const {
    LabelledSet set;
    std::vector<Name> names;
    for (const SideNames& resource : finding.resources) {
      set.ids.push_back(text_of(*comparison_.after, resource));
      if (resource.before == resource.after) names.push_back(resource.after);
    }
    std::ranges::sort(set.ids);
    const bool has_label = parts_.labels && names.size() == set.ids.size();
    set_label(set, has_label ? labels.of_resources(names) : Label{{}, set.ids});
    return set;
  }

  static void set_label(LabelledSet& set, Label label) {
    for (Label::Part& part : label.parts) set.parts.push_back({std::move(part.name), part.count});
    set.rest = std::move(label.rest);
  }

  void add_answers(const Finding& finding, ReportFinding& made) {
    if (finding.is_limited) {
      made.before = made.after = made.gained = made.lost = unknown_answer();
      return;
    }
    Diagrams& diagrams = comparison_.universe->diagrams();
    diagrams.start_target();
    const Region gained = diagrams.subtract(finding.after, finding.before);
    const Region lost = diagrams.subtract(finding.before, finding.after);
    made.before = words_before_.of(finding.before, finding.care);
    made.after = words_after_.of(finding.after, finding.care);
    made.gained = words_after_.of(gained, finding.care);
    made.lost = words_before_.of(lost, finding.care);
  }

  void add_edits(Report& report) const {
    for (const Edit& edit : comparison_.edits) {
      report.edits.push_back(report_edit(edit));
      if (!origins_.empty()) report.edits.back().origin = origins_[report.edits.size() - 1];
      const bool is_same =
          std::ranges::any_of(comparison_.same_policies,
                              [&](const std::string& id) { return is_about_policy(edit.key, id); });
      if (is_same) report.same.push_back(report.edits.back());
    }
  }

  static void sort_and_digest(Report& report) {
    std::ranges::sort(report.findings, comes_before);
    std::vector<std::string_view> digests;
    digests.reserve(report.findings.size());
    for (const ReportFinding& finding : report.findings) digests.push_back(finding.digest);
    std::ranges::sort(digests);
    const auto repeated = std::ranges::unique(digests);
    digests.erase(repeated.begin(), repeated.end());
    Digest digest;
    for (const std::string_view one : digests) digest.add(one);
    report.digest = "add1:" + digest.hex(kDigestDigits);
  }

  Comparison& comparison_;
  std::vector<ReportOrigin> origins_;
  EffectTimes takes_effect_;
  std::vector<std::vector<std::size_t>> failing_of_;
  std::vector<bool> is_expected_;
  ReportParts parts_;
  Paths* paths_ = nullptr;  ///< while findings are added, if they are asked for
  AnswerTexts words_before_;
  AnswerTexts words_after_;
  Labels labels_before_;
  Labels labels_after_;
};

}  // namespace

tl::expected<Report, Disagreement> make_report(Comparison& comparison, ReportContext context,
                                               ReportParts parts) {
  return ReportMaker(comparison, parts).make(std::move(context));
}

}  // namespace accessdrift
