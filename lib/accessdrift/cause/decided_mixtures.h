#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "accessdrift/cause/bearers.h"
#include "accessdrift/cause/mixed.h"
#include "accessdrift/cause/target_urls.h"

namespace accessdrift {

/// What is asked of every mixture: the target, and the resources that it is.
struct AskedOfMixtures {
  Target target;
  std::vector<Name> ids;           ///< of a resource that is asked for by id, the id after first
  std::optional<TargetUrls> urls;  ///< of a target by URL
};

/// Who asks, and by which id in which mixture; the id means nothing of a client.
struct Asker {
  IdentityIndex identity;
  const GoesBy& goes_by;
};

/// Where mixtures allow an identity what is asked for.
struct DecidedMixtures {
  /// Of a target by URL: of its URLs those that are decided alike in every mixture.
  struct Part {
    std::vector<Region> allowed;   ///< by mixture
    std::vector<UrlKind> at = {};  ///< none: all of the target
  };
  std::shared_ptr<Universe> universe;
  std::vector<Part> parts;
  Region care;  ///< the requests that ask for the target
};

/// Compiles a mixture for each set of applied edits, by the edits' places, and asks all of them in
/// one universe. Nothing over a limit, where methods of the target are decided differently within
/// one mixture, or URLs are and conditions read them.
[[nodiscard]] std::optional<DecidedMixtures> decide_mixtures(
    const Comparison& comparison, const MixedSides& sides, const AskedOfMixtures& asked,
    const Asker& who, const std::vector<std::vector<bool>>& applied);

}  // namespace accessdrift
