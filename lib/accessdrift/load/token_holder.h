#pragma once

#include <string>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/base/result.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// Somebody who is in no file, known by what a token says: an id and groups.
struct TokenHolder {
  std::string id;
  std::vector<std::string> groups;
};

/// Declares the holder as a user without attributes and as a member of the groups, as if the files
/// did; a directory that was open stays so. The members stand where their group does. Errors:
/// `usage` if the id is declared or reserved, `unknown-group`.
[[nodiscard]] Diagnostics add_token_holder(const TokenHolder& holder,
                                           std::vector<DeclarationsPointer>& files, Names& names);

}  // namespace accessdrift
