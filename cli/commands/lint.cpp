#include "cli/commands/lint.h"

#include <algorithm>

#include "accessdrift/report/lint.h"
#include "cli/failure.h"
#include "cli/lint_baseline.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_side.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

LintReport make_report(const LintCommand& command, const Question& question, LintFindings found) {
  const Snapshot& snapshot = question.side.snapshot();
  LintReport report;
  report.side = report_side(question.side.side());
  report.at = command.from;
  report.soon = command.from + command.soon_seconds;
  report.identities = snapshot.declared_users() + snapshot.clients.size();
  report.groups = snapshot.groups.size();
  report.resources = snapshot.resources.size();
  report.policies = snapshot.policies.size();
  report.findings = std::move(found.all);
  report.not_checked = std::move(found.not_checked);
  report.fail_on = command.fail_on;
  return report;
}

/// Leaves out what is known.
void set_beside(LintReport& report, const std::string& spec, const KnownFindings& known) {
  LintReport::Baseline baseline{spec, 0, known.size()};
  std::set<std::string> still_there;
  std::erase_if(report.findings, [&](const LintFinding& finding) {
    if (!known.contains(finding.id)) return false;
    still_there.insert(finding.id);
    ++baseline.known;
    return true;
  });
  baseline.gone -= still_there.size();
  report.baseline = std::move(baseline);
}

bool fails(const LintReport& report) {
  return report.fail_on && std::ranges::any_of(report.findings, [&](const LintFinding& finding) {
           return finding.told.severity <= *report.fail_on;
         });
}

ExitCode exit_code(const LintReport& report) {
  if (report.has_failed) return ExitCode::NotGood;
  return report.not_checked.empty() ? ExitCode::Good : ExitCode::Undecided;
}

}  // namespace

ExitCode run(const LintCommand& options, Streams& streams) {
  Progress progress(streams, "reading");
  Loader loader(options.project, options.sources, options.versions);
  Result<Question> question = open_question(loader, options.side, options.from);
  if (!question) {
    progress.stop();
    return fail(streams, question.error(), options.color);
  }
  const LintOptions lint_options{options.from + options.soon_seconds};
  LintReport report = make_report(options, *question, lint(question->inquiry, lint_options));
  if (options.baseline) {
    const Result<KnownFindings> known =
        read_lint_baseline(loader, *options.baseline, options.from, lint_options);
    progress.stop();
    if (!known) return fail(streams, known.error(), options.color);
    set_beside(report, *options.baseline, *known);
  }
  progress.stop();
  warn(streams, question->side.loaded.warnings, options.color);
  report.has_failed = fails(report);
  TextOptions style;
  style.color = uses_color(options.color, streams.out_is_terminal(), read_color_environment());
  style.limit = options.limit;
  streams.out(options.format == Format::Json ? write_lint_json(report, tool_version())
                                             : write_lint_text(report, style));
  return ended(exit_code(report), options.exits, streams);
}

}  // namespace accessdrift::cli
