#include "cli/exit_choice.h"

#include <fmt/format.h>

namespace accessdrift::cli {

ExitCode chosen(ExitCode judged, OnUnknown on_unknown) {
  if (judged != ExitCode::Undecided || on_unknown == OnUnknown::Warn) return judged;
  return on_unknown == OnUnknown::Fail ? ExitCode::NotGood : ExitCode::Good;
}

ExitCode ended(ExitCode judged, const ExitChoice& choice, Streams& streams) {
  const ExitCode code = chosen(judged, choice.on_unknown);
  if (!choice.exit_zero) return code;
  streams.err(fmt::format("note: --exit-zero is on; without it the exit code is {}\n",
                          static_cast<int>(code)));
  return ExitCode::Good;
}

}  // namespace accessdrift::cli
