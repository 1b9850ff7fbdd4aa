#pragma once

#include <string>
#include <vector>

#include "accessdrift/cause/fact_choice.h"

namespace accessdrift {

/// The kept members of a set in a mixture. Those that no edit moves stand in one order on both
/// sides, kept or not. Between two of them stand first those whose edits are not applied, in their
/// old places, then those whose are.
[[nodiscard]] std::vector<SetDeclaration::Member> mixed_order(const std::string& id,
                                                              const SetDeclaration& b,
                                                              const SetDeclaration& a,
                                                              const MixedSides& sides,
                                                              FactChoice& facts);

}  // namespace accessdrift
