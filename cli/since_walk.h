#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "accessdrift/drift/witness.h"
#include "accessdrift/load/loader.h"
#include "accessdrift/model/request.h"
#include "accessdrift/report/since.h"
#include "cli/request_options.h"

namespace accessdrift::cli {

/// A question that is asked of one commit after the other.
struct AskedOfCommits {
  std::string who, action, resource;
  RequestAttributes told;
  Instant from = 0;
};

/// A command's question. When it is asked is told even where the side reads no time, since another
/// commit may; unless it is left open.
template <typename Options>
[[nodiscard]] AskedOfCommits asked_of_commits(const Options& options, RequestAttributes told) {
  if (!leaves_time_open(options.request))
    told.try_emplace(std::string(kTime), Told::present(Time{options.from}));
  return {options.who, options.action, options.resource, std::move(told), options.from};
}

/// What a side declares, where its commits are looked for and read.
struct FollowedSide {
  const Sides& sides;  ///< the after side is meant; of a work tree HEAD comes before it
  const LoadedSide& loaded;
  Loader& loader;
};

/// How the side answers, and the step that made it so; of at most so many commits. REQUIRES: the
/// side has what is asked for, and is a commit or the work tree of a repository. A disagreement of
/// the two engines takes the place of the report.
[[nodiscard]] Result<tl::expected<SinceReport, Disagreement>> follow_since(
    const AskedOfCommits& asked, const FollowedSide& side, std::size_t most_commits);

}  // namespace accessdrift::cli
