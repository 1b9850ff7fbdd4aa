#pragma once

namespace accessdrift::cli {

/// DESIGN §7; where several apply: 70, 2, 1, 3, 0.
enum class ExitCode : int {
  Good = 0,       ///< answered, good: equal, allowed, valid
  NotGood = 1,    ///< answered, not good: denied, or findings with `--exit-code`
  NoAnswer = 2,   ///< usage, unreadable input, unknown revision, output that could not be written
  Undecided = 3,  ///< answered: only when
  Bug = 70,       ///< the two evaluations disagree
  Interrupted = 130,
};

}  // namespace accessdrift::cli
