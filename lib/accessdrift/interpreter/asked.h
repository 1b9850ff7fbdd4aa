#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/interpreter/evaluate.h"
#include "accessdrift/interpreter/subject.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// A request in the words of one snapshot. REQUIRES: snapshot and request outlive it.
struct Asked {
  const Snapshot& snapshot;
  const Request& request;
  Moment moment;
  Subject subject;
  std::vector<GroupWalk::Stay> stays;  ///< the groups that the subject is ever in, ascending
  ResourceIndex resource;              ///< none: there is no such resource
  std::optional<std::size_t> action;   ///< its place among the resource's actions
  Told scopes;                         ///< effective (DESIGN §3, tokens): never absent
  Facts facts;
  /// The same request if the sign-in is over, where it may be (`Subject::may_be_over`); else null.
  std::unique_ptr<const Asked> otherwise;
};

/// `is_complete`: what is not told is absent. Groups are left to be filled, of who is signed in.
[[nodiscard]] Asked understand(const Snapshot& snapshot, const Request& request, bool is_complete);

/// When a request is made.
[[nodiscard]] Moment moment_of(const Request& request, bool is_complete);

/// What a group's rule may read: the attributes of the user, of a request nothing.
[[nodiscard]] Facts facts_of_user(const Snapshot& snapshot, UserIndex user);

}  // namespace accessdrift::interpreting
