#pragma once

#include <map>
#include <memory>
#include <vector>

#include "accessdrift/fix/fix.h"
#include "accessdrift/format/native/rewrite.h"
#include "accessdrift/query/explain.h"

namespace accessdrift {

/// The files of a snapshot, read for rewriting when they are first needed.
class Rewriters {
 public:
  explicit Rewriters(const Snapshot& snapshot) : snapshot_(snapshot) {}
  /// REQUIRES: the span lies in a file of the snapshot.
  [[nodiscard]] const native::Rewriter& of(const Span& span);

 private:
  const Snapshot& snapshot_;
  std::map<const SourceText*, std::unique_ptr<native::Rewriter>> files_;
};

/// Edits that might, made together, turn the answer; the ones that change least first.
using Candidate = std::vector<FixStep>;

/// Of a denied request: for each near miss all ways to mend each of its failed criteria (a member
/// added, a group nested, somebody or something added to the policy, a part of its condition
/// dropped, an account made active), together with ways to narrow each policy that denies. Of an
/// allowed request: ways to end what allows it (a member or a group taken out, a list of the policy
/// narrowed), or to add who asked to a policy that denies. None of them is known to work.
[[nodiscard]] std::vector<Candidate> find_candidates(const Explanation& explanation,
                                                     const Snapshot& snapshot,
                                                     Rewriters& rewriters);

}  // namespace accessdrift
