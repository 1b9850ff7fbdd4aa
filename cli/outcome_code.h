#pragma once

#include "accessdrift/interpreter/interpreter.h"
#include "cli/exit_code.h"

namespace accessdrift::cli {

/// 0 allowed, 1 denied, 3 only when.
[[nodiscard]] inline ExitCode exit_code_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::Allow:
      return ExitCode::Good;
    case Outcome::Deny:
      return ExitCode::NotGood;
    case Outcome::Open:
      return ExitCode::Undecided;
  }
  return ExitCode::Bug;
}

}  // namespace accessdrift::cli
