#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/interpreter/group_walk.h"
#include "accessdrift/interpreter/moment.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// Who asks, as the snapshot knows it.
struct Subject {
  std::string name;           ///< as the configuration writes it, or as it was asked
  UserIndex listed;           ///< none: `anonymous`, or not listed
  UserIndex user;             ///< none unless it can sign in: then it is exactly `anonymous`
  ClientIndex client;         ///< that acts for itself; none of a person
  bool is_anonymous = false;  ///< asked as such
  /// Its sign-in ends, and when it is was not told: `user` is there, and the answer may as well be
  /// that of `anonymous`.
  bool may_be_over = false;

  [[nodiscard]] bool is_signed_in() const { return !user.is_none() || !client.is_none(); }
  /// Somebody whom the snapshot knows; else it has what `anonymous` has.
  [[nodiscard]] bool is_listed() const { return !listed.is_none() || !client.is_none(); }
};

[[nodiscard]] Subject find_subject(const Snapshot& snapshot, std::string_view asked,
                                   const Moment& moment);
/// The same one when its sign-in is over.
[[nodiscard]] Subject signed_out(Subject subject);

/// From when on the identity cannot sign in; `kForever` if it has no `until`, or is not listed.
[[nodiscard]] Instant sign_in_end(const Snapshot& snapshot, const Subject& subject);

/// `ana.kirk is not signed in`, with why: suspended, not listed, over.
[[nodiscard]] std::string why_not_signed_in(const Snapshot& snapshot, const Subject& subject);

/// Until when a policy's mention names the subject, the end of its sign-in aside (DESIGN §3, who a
/// policy names); nothing: never. `stays` are the groups that it is ever in, ascending.
[[nodiscard]] std::optional<Instant> named_until(const Snapshot& snapshot, const Subject& subject,
                                                 const Mention& mention,
                                                 const std::vector<GroupWalk::Stay>& stays);

/// Whether a list names the subject then: as long as the mention that does it longest.
[[nodiscard]] Truth is_named(const Snapshot& snapshot, const Subject& subject,
                             std::span<const Mention> who,
                             const std::vector<GroupWalk::Stay>& stays, const Moment& moment);

}  // namespace accessdrift::interpreting
