#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/diagnostic.h"
#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// Something in a configuration that does nothing, or hardly what was meant.
struct LintFinding {
  /// Its code is `AD2xx`, its severity Warning or Note; all places are of the snapshot.
  Diagnostic told;
  /// `adl1:` and 16 hexadecimal digits over the code and what it is about by name: the same however
  /// the files are laid out, and however it is told.
  std::string id;
};

struct LintOptions {
  /// What ends before it is told as ending soon. Not before the inquiry's `from`.
  Instant soon = kFirstInstant;
};

struct LintFindings {
  std::vector<LintFinding> all;  ///< by code, then by place
  /// What was not looked into since a bound was hit, in words, sorted.
  std::vector<std::string> not_checked;
};

/// All that the checks of this room find. Whatever speaks of effect is proved by the engine, of all
/// requests from the inquiry's `from` on and of everybody, in every world: nothing is guessed.
///
/// Deterministic. Cost: for a policy that is needed two combinations of what covers one target,
/// else two for each of its targets; for identities without access one pass over all targets.
[[nodiscard]] LintFindings lint(Inquiry& inquiry, const LintOptions& options);

}  // namespace accessdrift
