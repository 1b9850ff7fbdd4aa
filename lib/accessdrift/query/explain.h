#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/model/routed.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// An allow policy that covers the resource and does not take effect. The numbers are places in its
/// trace's criteria.
struct NearMiss {
  PolicyIndex policy;
  std::vector<std::uint32_t> failed;  ///< fail, or cannot be evaluated
  std::vector<std::uint32_t> open;    ///< depend on what was not told
};

/// A URL that was asked for.
struct AskedUrl {
  UrlRequest asked;
  std::string normal;  ///< in its normal form; empty if it is refused
  Span route;          ///< the pattern that tells the owner; unknown if there is none
  std::string denied;  ///< why nothing is asked for, if so: then request has no action
};

/// Why one request is decided so.
struct Explanation {
  Request request;
  std::optional<AskedUrl> by_url;
  UserIndex user;  ///< whom the directory lists under the id or alias that was asked; none:
                   ///< `anonymous`, or nobody
  std::optional<std::string> suggestion;  ///< a listed id near to one that is not
  std::vector<std::string>
      not_told;  ///< attributes that the side declares and the request does not tell, sorted
  Decision decision;
  std::vector<NearMiss> near_misses;  ///< empty if allowed; closest first
  std::vector<MembershipPath> memberships;
  std::vector<std::string> token_groups = {};  ///< of who is in no file, only in a token
};

/// Asks the interpreter and orders the near misses: first those by which alone the request would be
/// allowed, then those with the fewest failed criteria, then what the user could change (ip, MFA,
/// device, scopes) before what an administrator would (membership, attributes) before what needs
/// another policy (actions), then the order of the files. Of more than 1,500 policies over what is
/// asked for, the first of these is not looked at.
[[nodiscard]] Explanation explain(const Interpreter& interpreter, const Snapshot& snapshot,
                                  Request request);
/// Likewise of a URL, whose owner the interpreter looks for. `attributes` are those that the URL
/// does not tell.
[[nodiscard]] Explanation explain(const Interpreter& interpreter, const Snapshot& snapshot,
                                  std::string identity, const UrlRequest& asked,
                                  RequestAttributes attributes);

/// Takes over what the exact evaluation over everything that was not told says, where the
/// interpreter left it open.
void settle(Explanation& explanation, Outcome exact, const Snapshot& snapshot);

/// The near misses of a decision with its trace.
[[nodiscard]] std::vector<NearMiss> near_misses(const Decision& decision, const Snapshot& snapshot);

}  // namespace accessdrift
