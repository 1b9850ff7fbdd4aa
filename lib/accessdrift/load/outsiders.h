#pragma once

#include <set>
#include <string>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// Ids by which files name accounts that no list of people can have: `dan@partner.example`, and
/// `*@partner.example` for a domain. Only of formats that let such in (`Format::outsiders`).
[[nodiscard]] std::set<std::string> outsiders_named(const std::vector<DeclarationsPointer>& files,
                                                    const Names& names);

/// The files of one side, with those as users whom a system lets in though no list of people can
/// have them: who is `named` on either side of a comparison and of a domain that no listed user is
/// of, and one for whoever else there is. Only where the directory is closed; an open one knows
/// them anyhow. A mention of somebody of a listed domain who is not listed stays one of nobody.
/// Cost: linear in users and policies.
[[nodiscard]] std::vector<DeclarationsPointer> with_outsiders(
    std::vector<DeclarationsPointer> files, const std::set<std::string>& named, Names& names);

}  // namespace accessdrift
