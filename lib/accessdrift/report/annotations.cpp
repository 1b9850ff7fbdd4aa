#include "accessdrift/report/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "accessdrift/base/digest.h"
#include "accessdrift/report/annotation_text.h"
#include "accessdrift/report/finding_code.h"
#include "accessdrift/report/shrunk_text.h"
#include "accessdrift/report/text_layout.h"
#include "accessdrift/report/verdict.h"

namespace accessdrift {
namespace {

std::string digest_of_all(const std::set<std::string_view>& fields) {
  Digest digest;
  for (const std::string_view field : fields) digest.add(field);
  return access_digest(digest);
}

/// The first edit of what brings a finding about.
const ReportEdit* first_edit(const Report& report, const ReportFinding& finding) {
  if (!finding.cause || finding.cause->because.empty()) return nullptr;
  const std::vector<std::size_t>& edits = finding.cause->because.front().edits;
  return edits.empty() ? nullptr : &report.edits[edits.front()];
}

/// Of its line on the after side, else of its own.
const PlaceText* line_of(const ReportEdit* edit) {
  if (edit == nullptr) return nullptr;
  if (edit->seen_at) return &edit->seen_at->start;
  return edit->before ? &*edit->before : nullptr;
}

constexpr std::string_view kNotExpected = "AD108";
constexpr std::string_view kFailedTest = "AD301";

std::string_view annotated_code(const Report& report, const ReportFinding& finding) {
  if (!finding.failing.empty()) return "AD106";
  const bool is_strict = report.approvals && report.approvals->is_strict;
  return is_strict && !finding.is_expected.value_or(true) ? kNotExpected : code_of(finding);
}

/// Whether all that there is to say of it is that it was expected.
bool is_accepted(const ReportFinding& finding) {
  return finding.is_expected.value_or(false) &&
         finding.level.value_or(GuardLevel::Warn) == GuardLevel::Warn;
}

class AnnotationMaker {
 public:
  AnnotationMaker(const Report& report, Accepted accepted) : report_(report), accepted_(accepted) {}

  std::vector<Annotation> make() {
    add_findings();
    add_reasons();
    add_tests();
    std::ranges::stable_sort(annotations_, std::ranges::greater{}, &Annotation::level);
    std::vector<Annotation> all = of_shrunk();
    std::ranges::move(annotations_, std::back_inserter(all));
    return all;
  }

 private:
  struct Group {
    const ReportEdit* edit = nullptr;
    std::vector<const ReportFinding*> findings;
  };

  void add_findings() {
    // With the code, and what is accepted apart.
    using Line = std::tuple<std::string_view, bool, std::string_view, std::uint32_t>;
    std::map<Line, std::size_t> place_of;
    std::vector<Group> groups;
    for (const ReportFinding& finding : report_.findings) {
      const ReportEdit* const edit = first_edit(report_, finding);
      const bool is_apart = accepted_ == Accepted::Apart && is_accepted(finding);
      Line line{annotated_code(report_, finding), is_apart, {}, 0};
      if (const PlaceText* const place = line_of(edit))
        line = {annotated_code(report_, finding), is_apart, place->file, place->line};
      const auto [at, is_new] = place_of.try_emplace(line, groups.size());
      if (is_new) groups.push_back({edit, {}});
      groups[at->second].findings.push_back(&finding);
    }
    for (const Group& group : groups) add_group(group);
  }

  void add_group(const Group& group) {
    Annotation made;
    made.code = annotated_code(report_, *group.findings.front());
    made.is_accepted = std::ranges::all_of(
        group.findings, [](const ReportFinding* finding) { return is_accepted(*finding); });
    std::set<std::string_view> digests;
    for (const ReportFinding* const finding : group.findings) {
      made.level = std::max(made.level, finding->level);
      digests.insert(finding->digest);
      told_.insert(finding->failing.begin(), finding->failing.end());
    }
    if (group.edit != nullptr) {
      made.region = group.edit->seen_at;
      made.before = group.edit->before;
    }
    made.message = annotation_text(report_, group.findings);
    made.digest = digests.size() == 1 ? std::string(*digests.begin()) : digest_of_all(digests);
    if (used_.contains(made.digest) && group.edit != nullptr)
      made.digest = digest_of_all({made.digest, group.edit->id});
    used_.insert(made.digest);
    annotations_.push_back(std::move(made));
  }

  /// What no finding tells: of a guardrail, and of what is not expected, those do.
  void add_reasons() {
    for (const GateReason& reason : gate_reasons(report_)) {
      const bool is_said = reason.code == kNotExpected || reason.code == kShrunkCode ||
                           (reason.guardrail && told_.contains(*reason.guardrail));
      if (is_said) continue;
      Annotation made;
      made.code = reason.code;
      made.level = level_of(reason);
      if (reason.place.line > 0) made.region = ReportRegion{reason.place, 0, 0};
      made.message = std::string(word_of(reason.verdict)) + ": " + shown_text(reason.text) + ".";
      made.digest = digest_of(reason);
      annotations_.push_back(std::move(made));
    }
  }

  /// One a format.
  [[nodiscard]] std::vector<Annotation> of_shrunk() const {
    const NameStyle plain = [](std::string_view name) { return shown_name(name); };
    std::vector<Annotation> all;
    for (const ShrunkFormat& format : shrunk_formats(report_)) {
      std::vector<std::string> amounts;
      amounts.reserve(format.told.size());
      for (const ReportShrunk* const told : format.told)
        amounts.push_back(shrunk_amount(*told, plain));
      if (format.more_groups > 0) amounts.push_back(more_emptied(format));
      Annotation made;
      made.code = kShrunkCode;
      made.level = is_unapproved(format.format) ? GuardLevel::Approve : GuardLevel::Warn;
      const ReportShrunk& first = *format.told.front();
      if (first.is_place_gone) {
        made.before = first.place;
      } else {
        made.region = ReportRegion{first.place, 0, 0};
      }
      made.message = fmt::format("{}: {}: {}.", kShrunkGuess, shrunk_headline(format),
                                 fmt::join(amounts, ", "));
      made.digest = digest_of_all({made.code, format.format});
      all.push_back(std::move(made));
    }
    return all;
  }

  [[nodiscard]] bool is_unapproved(const std::string& format) const {
    return std::ranges::any_of(report_.needs, [&](const ReportNeed& need) {
      return need.code == kShrunkCode && need.name == format && !need.is_approved;
    });
  }

  void add_tests() {
    for (const ReportTest& test : report_.tests) {
      const std::string_view word = test_word(test);
      if (word != "fails now" && word != "new, fails") continue;
      Annotation made;
      made.code = kFailedTest;
      made.level = GuardLevel::Warn;
      made.region = ReportRegion{test.place, 0, 0};
      made.message =
          fmt::format("{}: {}.", test.was.empty() ? "A new test fails" : "A test fails now",
                      shown_text(test.text));
      made.digest = digest_of_all({made.code, test.text});
      annotations_.push_back(std::move(made));
    }
  }

  static std::string_view word_of(Verdict verdict) {
    switch (verdict) {
      case Verdict::Fails:
        return "Fails";
      case Verdict::Undecided:
        return "Undecided";
      case Verdict::Passes:
        return "Warning";
    }
    return {};
  }

  /// Of a guardrail it is the same whatever was counted.
  [[nodiscard]] std::string digest_of(const GateReason& reason) const {
    if (!reason.guardrail) return digest_of_all({reason.code, reason.text});
    const ReportGuardrail& guardrail = report_.guardrails[*reason.guardrail];
    return digest_of_all({reason.code, guardrail.name, guardrail.unit});
  }

  [[nodiscard]] GuardLevel level_of(const GateReason& reason) const {
    if (reason.verdict != Verdict::Fails) return GuardLevel::Warn;
    return reason.guardrail ? report_.guardrails[*reason.guardrail].level : GuardLevel::Approve;
  }

  const Report& report_;
  Accepted accepted_;
  std::vector<Annotation> annotations_;
  std::set<std::size_t> told_;  // guardrails
  std::set<std::string> used_;  // digests
};

}  // namespace

std::vector<Annotation> annotations_of(const Report& report, Accepted accepted) {
  return AnnotationMaker(report, accepted).make();
}

ReportRegion shown_region(const Report& report, const Annotation& annotation) {
  if (annotation.region) return *annotation.region;
  if (annotation.before) return {*annotation.before, 0, 0};
  for (const ReportEdit& edit : report.edits) {
    if (edit.seen_at) return *edit.seen_at;
  }
  return {{report.sources.empty() ? std::string() : report.sources.front(), 1, 1}, 0, 0};
}

}  // namespace accessdrift
