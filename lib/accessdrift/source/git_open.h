#pragma once

#include <string>

#include "accessdrift/base/result.h"

struct git_repository;

namespace accessdrift {

/// Opens what `GitStore::open` says; the caller frees it.
[[nodiscard]] Result<git_repository*> open_git_repository(const std::string& folder);

/// What libgit2 said last, on one line.
[[nodiscard]] std::string last_git_message();

/// What to say when the index cannot be read.
[[nodiscard]] Diagnostic index_problem(const std::string& message);

}  // namespace accessdrift
