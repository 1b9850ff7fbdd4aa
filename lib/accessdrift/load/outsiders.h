#pragma once

#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// The files of one side, with those as users whom a system lets in though no list of people can
/// have them: accounts of domains that no listed user is of, as far as they are named, and one for
/// whoever else there is (`Format::outsiders`). Only where the directory is closed; an open one
/// knows them anyhow. A mention of somebody of a listed domain who is not listed stays one of
/// nobody. Cost: linear in users and policies.
[[nodiscard]] std::vector<DeclarationsPointer> with_outsiders(
    std::vector<DeclarationsPointer> files, Names& names);

}  // namespace accessdrift
