#include "cli/commands/who.h"

#include <utility>

#include "accessdrift/report/write_answers.h"
#include "cli/failure.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_side.h"
#include "cli/version.h"

namespace accessdrift::cli {

ExitCode run(const WhoOptions& options, Streams& streams) {
  Progress progress(streams, "reading");
  Loader loader(options.project, options.sources, options.versions);
  loader.tell_apart(options.resource);
  Result<Question> question = open_question(loader, options.side, options.from);
  progress.stop();
  if (!question) return fail(streams, question.error(), options.color);
  warn(streams, question->side.loaded.warnings, options.color);
  Inquiry& inquiry = question->inquiry;
  const Result<AskedTarget> target = find_asked_target(inquiry, options.action, options.resource);
  if (!target) return fail(streams, target.error(), options.color);
  warn(streams, target_warnings(*target, *inquiry.snapshot), options.color);
  WhoAnswer answer = who(inquiry, *target);
  if (answer.is_limited) {
    return fail(
        streams,
        {error_without_place("over-limit", "the conditions on `" + options.resource +
                                               "` are over the limit of what can be analysed")},
        options.color);
  }
  const WhoReport report =
      make_who_report(inquiry, std::move(answer), *target, report_side(question->side.side()));
  const AnswerOptions style{
      uses_color(options.color, streams.out_is_terminal(), read_color_environment()),
      options.expand};
  streams.out(options.format == Format::Json ? write_who_json(report, tool_version())
                                             : write_who_text(report, style));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
