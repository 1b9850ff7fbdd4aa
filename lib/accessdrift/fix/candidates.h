#pragma once

#include <cstddef>
#include <vector>

#include "accessdrift/fix/fix.h"
#include "accessdrift/fix/rewriters.h"
#include "accessdrift/query/explain.h"

namespace accessdrift {

/// Edits that might, made together, turn the answer.
using Candidate = std::vector<FixStep>;

struct Candidates {
  std::vector<Candidate> all;
  std::size_t left_out = 0;  ///< by bounds: of groups, of combinations
};

/// Of a denied request: for each near miss all ways to mend each of its failed criteria (a member
/// added, a group nested, somebody or something added to the policy, a part of its condition
/// dropped, an account made active), together with ways to narrow each policy that denies. Of an
/// allowed request: ways to end what allows it (a member or a group taken out, a list of the policy
/// narrowed), or to add who asks to a policy that denies. None of them is known to work. Fewest
/// edits first.
[[nodiscard]] Candidates find_candidates(const Explanation& explanation, const Snapshot& snapshot,
                                         Rewriters& rewriters);

}  // namespace accessdrift
