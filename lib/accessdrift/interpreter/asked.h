#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/interpreter/facts.h"
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
  Memberships memberships;
  ResourceIndex resource;             ///< none: there is no such resource
  std::optional<std::size_t> action;  ///< its place among the resource's actions
  Token token;
  Facts facts;
  /// The same request if the sign-in is over, where it may be (`Subject::may_be_over`); else null.
  std::unique_ptr<const Asked> otherwise;

  /// The policy's condition as it is read for the subject; null if it does not type-check.
  [[nodiscard]] std::shared_ptr<const Expression> condition(PolicyIndex policy) const {
    return as_read_for(snapshot, subject.user, snapshot.conditions[policy.index()]);
  }
};

/// `is_complete`: what is not told is absent. `groups` is asked for who may be signed in.
[[nodiscard]] Asked understand(const Snapshot& snapshot, const Request& request, bool is_complete,
                               const std::function<const GroupWalk&()>& groups);

/// When a request is made.
[[nodiscard]] Moment moment_of(const Request& request, bool is_complete);

}  // namespace accessdrift::interpreting
