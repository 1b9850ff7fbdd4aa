#include "cli/commands/explain.h"

#include <utility>

#include "accessdrift/query/check.h"
#include "accessdrift/query/explain.h"
#include "accessdrift/report/answers.h"
#include "accessdrift/report/write_explain.h"
#include "cli/bug.h"
#include "cli/failure.h"
#include "cli/fixes.h"
#include "cli/outcome_code.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_side.h"
#include "cli/since_walk.h"
#include "cli/version.h"

namespace accessdrift::cli {
namespace {

/// What the interpreter leaves open can still be decided over all values; what it decides must
/// agree.
bool agrees(Outcome plain, Outcome exact) { return plain == Outcome::Open || plain == exact; }

/// So many people are read, in all commits together, to find since when an answer is so: that takes
/// about a second.
constexpr std::size_t kPeopleRead = 400'000;

/// Nothing where there are no commits to follow.
Result<std::optional<tl::expected<SinceReport, Disagreement>>> since_of(
    const ExplainOptions& options, const RequestAttributes& told, const OneSide& side,
    Loader& loader) {
  using Found = std::optional<tl::expected<SinceReport, Disagreement>>;
  const bool has_commits =
      side.sides.repository != nullptr && (side.side().commit || side.side().is_work_tree);
  if (!options.commits || options.request.groups || !has_commits ||
      !side.sides.repository->is_revision("HEAD"))
    return Found{};
  const std::size_t people = side.loaded.snapshot->users.size() + 100;
  auto followed = follow_since(asked_of_commits(options, told), {side.sides, side.loaded, loader},
                               kPeopleRead / people + 1);
  if (!followed) return failure(std::move(followed.error()));
  return Found(std::move(*followed));
}

/// Prints the edits of the fix that has the letter.
ExitCode write_patch(const std::optional<FixReport>& report, const std::string& letter,
                     ColorChoice color, Streams& streams) {
  std::vector<std::string> letters;
  const std::size_t count = report ? report->search.fixes.size() : 0;
  for (std::size_t i = 0; i < count; ++i) {
    letters.push_back(fix_letter(*report, i));
    if (letters.back() != letter) continue;
    streams.out(report->search.fixes[i].patch);
    return ExitCode::Good;
  }
  const std::string help = letters.empty() ? "no edit that was tried turns the answer"
                           : letters.size() == 1
                               ? "there is only " + letters.front()
                               : "there are " + letters.front() + " to " + letters.back();
  return fail(streams,
              {error_without_place("usage", "no fix has the letter `" + letter + "`", help)},
              color);
}

/// What the question asks about.
struct Asking {
  const ExplainOptions& options;
  Question& question;
  const AskedTarget& target;
  const RequestAttributes& told;
};

/// Nothing if the two evaluations disagree.
std::optional<Explanation> explained(const Asking& asking, const CheckAnswer& answer) {
  const ExplainOptions& options = asking.options;
  const Snapshot& snapshot = *asking.question.inquiry.snapshot;
  const Interpreter interpreter(snapshot);
  Explanation explanation =
      asking.target.by_url
          ? explain(interpreter, snapshot, options.who, *asking.target.by_url, asking.told)
          : explain(interpreter, snapshot,
                    {options.who, options.action, options.resource, asking.told});
  if (!agrees(explanation.decision.outcome, answer.outcome)) return std::nullopt;
  if (options.request.groups) explanation.token_groups = *options.request.groups;
  settle(explanation, answer.outcome, snapshot);
  return explanation;
}

std::optional<FixReport> wanted_fixes(const Asking& asking, const Explanation& explanation,
                                      Loader& loader, Streams& streams) {
  const ExplainOptions& options = asking.options;
  if (!options.fixes && !options.patch) return std::nullopt;
  const Progress progress(streams, "looking for fixes");
  return fixes_of(
      {explanation, options.who, options.action, options.resource, asking.told, options.from},
      asking.question, asking.target, loader);
}

/// What is told beside the explanation; null: not told.
struct Beside {
  const SinceReport* since;
  const FixReport* fixes;
};

void print(const Asking& asking, const Explanation& explanation, const AnswerText& when,
           const Beside& beside, Streams& streams) {
  const ExplainOptions& options = asking.options;
  const Snapshot& snapshot = *asking.question.inquiry.snapshot;
  if (options.format == Format::Json) {
    streams.out(write_explain_json(
        explanation, snapshot, when,
        {report_side(asking.question.side.side()), tool_version(), beside.since, beside.fixes},
        options.all));
    return;
  }
  const bool color = uses_color(options.color, streams.out_is_terminal(), read_color_environment());
  const std::string since = beside.since != nullptr ? since_line(*beside.since) : std::string();
  streams.out(write_explain_text(explanation, snapshot, when,
                                 ExplainStyle{color, options.all, since, beside.fixes}));
}

ExitCode answer(const Asking& asking, Loader& loader, Streams& streams) {
  const ExplainOptions& options = asking.options;
  Inquiry& inquiry = asking.question.inquiry;
  const AskedIdentity asked = find_asked_identity(inquiry, options.who);
  const CheckAnswer answer =
      check(inquiry, asked.identity, asking.target, with_url(asking.target, asking.told));
  const std::optional<Explanation> explanation = explained(asking, answer);
  if (!explanation)
    return report_bug(streams, options.who + ", " + options.action + " on " + options.resource);
  const AnswerText when = answer_text_of(inquiry, answer);
  const std::optional<FixReport> fixes = wanted_fixes(asking, *explanation, loader, streams);
  if (fixes && fixes->search.bug) return report_bug(streams, *fixes->search.bug);
  if (options.patch) return write_patch(fixes, *options.patch, options.color, streams);
  const auto since = since_of(options, asking.told, asking.question.side, loader);
  if (!since) warn(streams, as_warnings(since.error()), options.color);
  const bool is_followed = since && *since;
  if (is_followed && !**since) return report_bug(streams, (**since).error().what);
  print(asking, *explanation, when, {is_followed ? &***since : nullptr, fixes ? &*fixes : nullptr},
        streams);
  return exit_code_of(answer.outcome);
}

}  // namespace

ExitCode run(const ExplainOptions& options, Streams& streams) {
  Progress progress(streams, "reading");
  Loader loader(options.project, options.sources, options.versions);
  loader.tell_apart(options.resource);
  Result<Question> question = open_question(loader, options.side, options.from,
                                            token_holder_of(options.request, options.who));
  progress.stop();
  if (!question) return fail(streams, question.error(), options.color);
  warn(streams, question->side.loaded.warnings, options.color);
  Inquiry& inquiry = question->inquiry;
  const Result<AskedTarget> target = find_asked_target(inquiry, options.action, options.resource);
  if (!target) return fail(streams, target.error(), options.color);
  const Result<RequestAttributes> told = told_attributes(options.request, inquiry);
  if (!told) return fail(streams, told.error(), options.color);
  return answer({options, *question, *target, *told}, loader, streams);
}

}  // namespace accessdrift::cli
