#include "cli/bug.h"

#include <fmt/format.h>

#include "accessdrift/report/escape.h"

namespace accessdrift::cli {

ExitCode report_bug(Streams& streams, std::string_view what) {
  streams.err(fmt::format(
      "error[bug]: accessdrift's two evaluations disagree, so nothing is reported: {}\n"
      "help: please report this with what was read and the output of accessdrift --version\n",
      escape_terminal(what)));
  return ExitCode::Bug;
}

}  // namespace accessdrift::cli
