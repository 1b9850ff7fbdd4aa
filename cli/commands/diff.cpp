#include "cli/commands/diff.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>

#include "accessdrift/format/registry.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/load/plan_sides.h"
#include "accessdrift/load/side_word.h"
#include "accessdrift/report/gate_text.h"
#include "accessdrift/report/make_report.h"
#include "accessdrift/report/redact.h"
#include "accessdrift/report/write_ci.h"
#include "accessdrift/report/write_diff.h"
#include "accessdrift/report/write_expected.h"
#include "cli/bug.h"
#include "cli/diff_settings.h"
#include "cli/failure.h"
#include "cli/gate.h"
#include "cli/html_page.h"
#include "cli/keep.h"
#include "cli/progress.h"
#include "cli/report_side.h"
#include "cli/resolve_filter.h"
#include "cli/show_config.h"
#include "cli/step_summary.h"
#include "cli/test_changes.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

std::string_view mode_text(Sides::Mode mode) {
  switch (mode) {
    case Sides::Mode::TwoSides:
      return "two-sides";
    case Sides::Mode::MergeBase:
      return "merge-base";
    case Sides::Mode::WorkTree:
      return "work-tree";
  }
  return {};
}

ReportContext context_of(const Sides& sides, const Loader::Pair& loaded) {
  ReportContext context;
  context.before = report_side(sides.before);
  context.after = report_side(sides.after);
  context.mode = mode_text(sides.mode);
  std::ranges::set_union(loaded.before.read, loaded.after.read,
                         std::back_inserter(context.sources));
  context.files_ignored = loaded.after.ignored;
  for (const auto& [format, files] : loaded.after.files_by_format)
    context.files_by_format.emplace(format, files.size());
  for (const accessdrift::Format& format : accessdrift::formats()) {
    if (!format.takes_effect.empty()) context.takes_effect[format.name] = format.takes_effect;
  }
  context.warnings = sides.warnings;
  for (const LoadedSide* side : {&loaded.before, &loaded.after}) {
    context.warnings.insert(context.warnings.end(), side->warnings.begin(), side->warnings.end());
  }
  sort_diagnostics(context.warnings);
  return context;
}

/// Whether what is printed is more than a list of what changes.
bool prints_whole_report(const DiffOptions& options) {
  if (options.is_expect || options.quiet || options.format == Format::Csv) return false;
  return options.format != Format::Text || !(options.stat || options.name_only || options.oneline);
}

/// A page tells everything.
bool is_whole_report(const DiffOptions& options) {
  return options.html.has_value() || prints_whole_report(options);
}

/// A history that cannot be read hides commits, no change of access.
void add_origins(const Result<std::vector<EditOrigin>>& origins, ReportContext& context) {
  if (origins) {
    std::ranges::transform(*origins, std::back_inserter(context.origins), report_origin);
    return;
  }
  std::ranges::move(as_warnings(origins.error()), std::back_inserter(context.warnings));
  sort_diagnostics(context.warnings);
}

/// What is not printed is not worked out.
ReportParts parts_of(const DiffOptions& options, bool is_filtered) {
  if (options.html) return {true, true, options.format == Format::Sarif, true, true};
  const bool is_outline =
      !options.is_expect &&
      (options.quiet || (options.format == Format::Text && (options.stat || options.name_only)));
  const bool has_labels = options.format != Format::Csv && !is_outline;
  const bool has_causes = !(is_outline || options.stat || options.name_only || options.is_expect);
  ReportParts parts{has_labels, has_causes, options.format == Format::Sarif};
  parts.situations = !is_outline;
  const bool is_text = options.format == Format::Text && !options.is_expect;
  if (is_text && !is_filtered && options.limit > 0) parts.told = options.limit;
  return parts;
}

/// What the gate and `--exit-code` make of it.
ExitCode judged(const Report& report, const DiffOptions& options) {
  if (options.is_expect) return ExitCode::Good;
  const bool differs = options.exit_code && !report.findings.empty();
  return differs ? ExitCode::NotGood
                 : chosen(exit_code_of(verdict(report)), options.exits.on_unknown);
}

std::string text_of(const Report& report, const DiffOptions& options, bool color) {
  TextOptions text;
  text.color = color;
  text.limit = options.limit;
  text.expand = options.expand;
  text.causes = options.causes;
  text.same = options.same;
  if (options.is_expect) return write_expected(report);
  if (options.stat) return write_stat(report, text);
  if (options.name_only) return write_name_only(report);
  if (options.oneline) return write_oneline(report, text);
  return write_text(report, text);
}

std::string written(const Report& report, const DiffOptions& options, const Streams& streams,
                    ExitCode code) {
  const int exit_code = static_cast<int>(code);
  switch (options.format) {
    case Format::Text:
      return text_of(
          report, options,
          uses_color(options.color, streams.out_is_terminal(), read_color_environment()));
    case Format::Json:
      return write_json(report, exit_code, tool_version());
    case Format::Jsonl:
      return write_jsonl(report, exit_code, tool_version());
    case Format::Csv:
      return write_csv(report);
    case Format::Junit:
      return write_diff_junit(report);
    case Format::Markdown:
      return write_markdown(report, {options.comment_key, options.budget, tool_version()});
    case Format::Github:
      return write_github(report, text_of(report, options, false));
    case Format::Sarif:
      return write_sarif(
          report, {exit_code, tool_version(), options.comment_key, options.sarif_suppressed});
    case Format::Gitlab:
      return write_gitlab(report);
    case Format::Rdjsonl:
      return write_rdjsonl(report);
  }
  return {};
}

/// Whether the format has a place for warnings.
bool tells_warnings(Format format) { return format == Format::Json || format == Format::Jsonl; }

/// Prints the report; what could not be written makes it no answer.
ExitCode print(const Report& report, const DiffOptions& options, ExitCode judged_code,
               Streams& streams) {
  const ExitCode code = options.exits.exit_zero ? ExitCode::Good : judged_code;
  if (options.html) {
    const Diagnostics problems = write_page(report, *options.html);
    warn(streams, problems, options.color);
    if (has_errors(problems)) return ExitCode::NoAnswer;
  }
  if (!tells_warnings(options.format)) warn(streams, report.warnings, options.color);
  if (options.quiet) return code;
  streams.out(written(report, options, streams, code));
  if (!prints_whole_report(options) && !options.is_expect) streams.err(verdict_lines(report));
  if (options.format != Format::Github) return code;
  const auto summary = [&](std::size_t budget) {
    return write_markdown(report, {options.comment_key, budget, tool_version()});
  };
  if (const auto problem = append_to_step_summary(summary))
    return fail(streams, {*problem}, options.color);
  return code;
}

/// For which versions files were read, by format.
std::vector<ReportVersion> versions_of(const DiffOptions& options, const Loader::Pair& loaded) {
  std::map<std::string, ReportVersion, std::less<>> by_format;
  for (const auto& [format, version] : loaded.before.versions)
    by_format[std::string(format)].before = version;
  for (const auto& [format, version] : loaded.after.versions)
    by_format[std::string(format)].after = version;
  std::vector<ReportVersion> all;
  for (auto& [format, version] : by_format) {
    version.format = format;
    const auto given = std::ranges::find(options.versions, format, &VersionWord::format);
    if (given != options.versions.end()) version.given = said_of(*given);
    all.push_back(std::move(version));
  }
  return all;
}

/// What is compared.
struct Read {
  const Sides& sides;
  const Loader::Pair& loaded;
  Loader& loader;
  const std::optional<Redaction>& redaction;
};

ExitCode compare_and_print(const DiffOptions& options, const Read& read, Progress& progress,
                           Streams& streams) {
  const auto& [sides, loaded, loader, redaction] = read;
  progress.stage("comparing");
  Comparison& comparison =
      keep(compare(loaded.before.snapshot, loaded.after.snapshot, options.from));
  const Result<ReportFilter> filter = resolve_filter(options.filter, comparison);
  if (!filter) {
    progress.stop();
    return fail(streams, filter.error(), options.color);
  }
  ReportContext context = context_of(sides, loaded);
  context.plan = options.plan.value_or("");
  context.onto = options.onto.value_or("");
  context.project = options.project.value_or("");
  for (const SourceWord& one : options.sources)
    context.given_sources.push_back(one.format + "=" + one.glob);
  context.versions = versions_of(options, loaded);
  if (const Diagnostics problems = add_gate(comparison, loaded, options.now, context);
      !problems.empty()) {
    progress.stop();
    return fail(streams, problems, options.color);
  }
  context.invariants = run_invariants(loaded, options.from);
  if (options.commits && is_whole_report(options)) {
    progress.stage("looking for commits");
    add_origins(find_origins(comparison.edits, sides, loaded, loader), context);
  }
  progress.stage("reporting");
  auto report = make_report(comparison, std::move(context), parts_of(options, !filter->is_empty()));
  progress.stop();
  if (!report) return report_bug(streams, report.error().what);
  apply_filter(*report, *filter);
  if (is_whole_report(options))
    report->tests = changed_tests(loaded.before.snapshot, loaded.after.snapshot, options.from);
  if (redaction) redact(comparison, *redaction, *report);
  const ExitCode code = judged(*report, options);
  const ExitCode printed = print(*report, options, code, streams);
  return printed == ExitCode::NoAnswer ? printed : ended(code, options.exits, streams);
}

/// By two versions alone one side is compared with itself.
Result<Sides> sides_of(const DiffOptions& options) {
  if (options.plan) {
    const bool reads_beside = options.project.has_value() || !options.sources.empty();
    return open_plan({*options.plan, options.onto, reads_beside}, ".");
  }
  const bool is_one = options.sides.size() < 2 && !options.merge_base;
  const std::optional<std::string> word =
      options.sides.empty() ? std::nullopt : std::optional(options.sides.front());
  const bool is_range = word && !is_plainly_path(*word) && split_range(*word);
  const bool are_two_versions = std::ranges::any_of(
      options.versions, [](const VersionWord& one) { return one.before != one.after; });
  if (!are_two_versions || !is_one || is_range)
    return open_sides(options.sides, options.merge_base, ".");
  return open_side(word, ".");
}

}  // namespace

ExitCode run(const DiffOptions& options, Streams& streams) {
  const Result<std::optional<Redaction>> redaction = read_redaction(options.redaction);
  if (!redaction) return fail(streams, redaction.error(), options.color);
  Progress progress(streams, "reading both sides");
  const auto failed = [&](const Diagnostics& problems) {
    progress.stop();
    return fail(streams, problems, options.color);
  };
  const Result<Sides> sides = sides_of(options);
  if (!sides) return failed(sides.error());
  Loader& loader =
      *keep(std::make_unique<Loader>(options.project, options.sources, options.versions));
  const Result<Loader::Pair>& loaded = keep(loader.load(*sides));
  if (!loaded) return failed(loaded.error());
  const Result<DiffOptions> settled_options = settled(options, *loaded);
  if (!settled_options) return failed(settled_options.error());
  if (!options.show_config)
    return compare_and_print(*settled_options, {*sides, *loaded, loader, *redaction}, progress,
                             streams);
  progress.stop();
  streams.out(config_text(*settled_options, *loaded));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
