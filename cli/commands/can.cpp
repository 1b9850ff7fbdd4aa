#include "cli/commands/can.h"

#include <utility>

#include "accessdrift/report/write_answers.h"
#include "cli/failure.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_side.h"
#include "cli/version.h"

namespace accessdrift::cli {

ExitCode run(const CanOptions& options, Streams& streams) {
  Progress progress(streams, "reading");
  Loader loader(options.project, options.sources, options.versions);
  Result<Question> question = open_question(loader, options.side, options.from);
  if (!question) {
    progress.stop();
    return fail(streams, question.error(), options.color);
  }
  progress.stage("looking at every resource");
  Inquiry& inquiry = question->inquiry;
  const AskedIdentity asked = find_asked_identity(inquiry, options.who);
  CanAnswer answer = can(inquiry, asked.identity);
  progress.stop();
  warn(streams, question->side.loaded.warnings, options.color);
  warn(streams, identity_warnings(options.who, asked), options.color);
  const CanReport report = make_can_report(inquiry, std::move(answer), options.who, asked,
                                           report_side(question->side.side()));
  const AnswerOptions style{
      uses_color(options.color, streams.out_is_terminal(), read_color_environment()),
      options.expand};
  streams.out(options.format == Format::Json ? write_can_json(report, tool_version())
                                             : write_can_text(report, style));
  return report.limited.empty() ? ExitCode::Good : ExitCode::NoAnswer;
}

}  // namespace accessdrift::cli
