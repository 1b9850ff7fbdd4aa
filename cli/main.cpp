#include <new>
#include <variant>

#include "cli/command_line.h"
#include "cli/failure.h"
#include "cli/streams.h"

namespace {

using namespace accessdrift::cli;

ExitCode run(const PrintText& print, Streams& streams) {
  streams.out(print.text);
  return ExitCode::Good;
}

ExitCode run_command(int argc, const char* const* argv, Streams& streams) {
  const auto command = parse_command_line(argc, argv);
  if (!command) return fail(streams, command.error());
  return std::visit(
      [&](const auto& options) {
        const ExitCode code = run(options, streams);
        if constexpr (requires { options.request.error_code; }) {
          if (code == ExitCode::NoAnswer && options.request.error_code)
            return static_cast<ExitCode>(*options.request.error_code);
        }
        return code;
      },
      *command);
}

}  // namespace

int main(int argc, char** argv) {
  handle_signals();
  Streams streams;
  try {
    return static_cast<int>(streams.finish(run_command(argc, argv, streams)));
  } catch (const std::bad_alloc&) {
    streams.err("error[out-of-memory]: there is not enough memory for this\n");
    return static_cast<int>(ExitCode::NoAnswer);
  }
}
