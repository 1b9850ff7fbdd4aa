#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/fix/fix.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/query/check.h"
#include "accessdrift/query/explain.h"
#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// What is to be answered otherwise.
struct FixQuestion {
  const Explanation& explanation;  ///< of the answer as it is: allow or deny
  std::string who, action, resource;
  const RequestAttributes& told;
  Instant from = kFirstInstant;
};

/// Where it is asked, and how its files are read again.
struct FixSide {
  const Side& side;
  const LoadedSide& loaded;
  Loader& loader;
};

/// Bounds of the search.
struct FixLimits {
  std::size_t tried = 40;          ///< candidates that are tried at most
  std::size_t people = 2'000'000;  ///< who are read in all tries together, the first not counted
};

struct FixSearch {
  std::vector<Fix> fixes;     ///< who affects fewest others first
  std::size_t not_tried = 0;  ///< candidates that a bound left out
  std::optional<std::string>
      bug;  ///< of a fixed configuration the two engines disagree: about what
};

/// An answer *only when* in the words of its side.
using WhenWords = std::function<std::string(Inquiry&, const CheckAnswer&)>;

/// The smallest edits of the side's files that turn its answer. Each is made in memory; the side is
/// then read, checked and asked again by both engines, and compared with what it was, so that
/// everything told of it is so. A candidate that has another one's edits and more is left out if
/// that one works. Cost: one reading of an edited file and one comparison a candidate.
[[nodiscard]] FixSearch find_fixes(const FixQuestion& question, const FixSide& side,
                                   const WhenWords& words, const FixLimits& limits = {});

}  // namespace accessdrift
