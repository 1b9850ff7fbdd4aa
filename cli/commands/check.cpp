#include "cli/commands/check.h"

#include <utility>

#include "accessdrift/query/check.h"
#include "accessdrift/report/write_answers.h"
#include "cli/batch.h"
#include "cli/failure.h"
#include "cli/outcome_code.h"
#include "cli/progress.h"
#include "cli/question.h"
#include "cli/report_side.h"
#include "cli/version.h"

namespace accessdrift::cli {

ExitCode run(const CheckOptions& options, Streams& streams) {
  Loader loader(options.project, options.sources, options.versions);
  loader.tell_apart(options.resource);
  if (options.batch) return run_batch(loader, *options.batch, options.side, options.from, streams);
  Progress progress(streams, "reading");
  Result<Question> question = open_question(loader, options.side, options.from,
                                            token_holder_of(options.request, options.who));
  progress.stop();
  if (!question) return fail(streams, question.error());
  Inquiry& inquiry = question->inquiry;
  const Result<AskedTarget> target = find_asked_target(inquiry, options.action, options.resource);
  if (!target) return fail(streams, target.error());
  const Result<RequestAttributes> told = told_attributes(options.request, inquiry);
  if (!told) return fail(streams, told.error());
  const AskedIdentity asked = find_asked_identity(inquiry, options.who);
  warn(streams, question->side.loaded.warnings);
  warn(streams, identity_warnings(options.who, asked));
  warn(streams, target_warnings(*target, *inquiry.snapshot));
  const RequestAttributes attributes = with_url(*target, *told);
  const CheckAnswer answer = check(inquiry, asked.identity, *target, attributes);
  const CheckReport report =
      make_check_report(inquiry, answer, Request{options.who, {}, {}, attributes}, *target,
                        report_side(question->side.side()));
  streams.out(options.format == Format::Json ? write_check_json(report, tool_version())
                                             : write_check_text(report));
  return exit_code_of(answer.outcome);
}

}  // namespace accessdrift::cli
