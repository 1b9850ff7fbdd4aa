#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "accessdrift/base/text_edit.h"
#include "accessdrift/interpreter/interpreter.h"

namespace accessdrift {

/// One edit of a configuration file.
struct FixStep {
  std::string what;  ///< `add ana to group sre`
  Span place;        ///< what it is about
  TextEdit edit;     ///< of that file
};

/// Whom a fix gives or takes access beside who asked.
struct Affected {
  std::vector<std::string> identities;  ///< as they are printed, sorted
  std::vector<std::string> resources;   ///< on which, sorted
};

/// What a fix changes beside what was asked for, exactly: by comparing the two configurations.
struct SideEffects {
  std::vector<std::string> own_gains;   ///< of who asked: `write on wiki`, sorted; wider access too
  std::vector<std::string> own_losses;  ///< narrower access too
  Affected gaining;                     ///< others
  Affected losing;
  bool hangs_on_unknown = false;  ///< some of it is so only in some worlds
  bool is_limited = false;        ///< a bound was hit: what is told may not be all

  [[nodiscard]] bool has_none() const {
    return own_gains.empty() && own_losses.empty() && gaining.identities.empty() &&
           losing.identities.empty() && !is_limited;
  }
};

/// Edits that, made together, change an answer. They were made in memory and the answer asked for
/// again; nothing is ever written.
struct Fix {
  std::vector<FixStep> steps;
  Outcome outcome = Outcome::Deny;  ///< of the same question then
  std::string when;                 ///< `only in vpn`: of an open outcome, in the words of the side
  SideEffects effects;
  std::string patch;  ///< unified diffs of the files, by path
};

}  // namespace accessdrift
