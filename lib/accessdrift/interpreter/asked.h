#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/interpreter/evaluate.h"
#include "accessdrift/interpreter/subject.h"
#include "accessdrift/interpreter/token.h"
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
  Token token;
  Facts facts;
  /// The same request if the sign-in is over, where it may be (`Subject::may_be_over`); else null.
  std::unique_ptr<const Asked> otherwise;
};

/// The groups that a user is ever in, ascending.
using StaysOf = std::function<std::vector<GroupWalk::Stay>(UserIndex)>;

/// `is_complete`: what is not told is absent. `stays_of` is asked of who may be signed in.
[[nodiscard]] Asked understand(const Snapshot& snapshot, const Request& request, bool is_complete,
                               const StaysOf& stays_of);

/// When a request is made.
[[nodiscard]] Moment moment_of(const Request& request, bool is_complete);

/// What a group's rule may read: the attributes of the user, of a request nothing.
[[nodiscard]] Facts facts_of_user(const Snapshot& snapshot, UserIndex user);

}  // namespace accessdrift::interpreting
