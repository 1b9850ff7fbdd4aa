#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/interpreter/group_walk.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// Who asks, as the snapshot knows it.
struct Subject {
  std::string name;           ///< as the configuration writes it, or as it was asked
  UserIndex listed;           ///< none: `anonymous`, or not listed
  UserIndex user;             ///< none unless it can sign in: then it is exactly `anonymous`
  bool is_anonymous = false;  ///< asked as such

  [[nodiscard]] bool is_signed_in() const { return !user.is_none(); }
};

[[nodiscard]] Subject find_subject(const Snapshot& snapshot, std::string_view asked);

/// `ana.kirk is not signed in`, with why: suspended, not listed.
[[nodiscard]] std::string why_not_signed_in(const Snapshot& snapshot, const Subject& subject);

/// Whether a policy's mention names the subject (DESIGN §3, who a policy names). `groups` are those
/// that it is in, ascending.
[[nodiscard]] bool is_named(const Snapshot& snapshot, const Subject& subject,
                            const Mention& mention, const std::vector<GroupIndex>& groups);

}  // namespace accessdrift::interpreting
