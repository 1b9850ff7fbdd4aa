#pragma once

#include "cli/exit_code.h"
#include "cli/streams.h"

namespace accessdrift::cli {

/// What an answer comes to where what is not known decides whether it is good.
enum class OnUnknown { Warn, Fail, Ignore };

/// What the command line says of exit codes.
struct ExitChoice {
  OnUnknown on_unknown = OnUnknown::Warn;
  bool exit_zero = false;  ///< whatever was answered
};

/// Undecided is 3, 1 or 0.
[[nodiscard]] ExitCode chosen(ExitCode judged, OnUnknown on_unknown);

/// 0 where that is wanted, and then standard error says which code it stands for.
[[nodiscard]] ExitCode ended(ExitCode judged, const ExitChoice& choice, Streams& streams);

}  // namespace accessdrift::cli
