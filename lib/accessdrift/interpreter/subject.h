#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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
  bool is_stranger = false;   ///< nobody knows who was asked about: a stranger stands for it
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

/// The groups that the subject is ever in, ascending.
struct Memberships {
  std::vector<GroupWalk::Stay> certain;
  std::vector<GroupWalk::Stay> possible;  ///< for some values of what was not told of the world
  /// For each attribute that was not told, those that it can add.
  std::vector<std::pair<std::string, std::vector<GroupWalk::Stay>>> untold;
};

/// Whether a list names the subject then: as long as the mention that does it longest.
[[nodiscard]] Truth is_named(const Snapshot& snapshot, const Subject& subject,
                             std::span<const Mention> who, const Memberships& memberships,
                             const Moment& moment);
/// Of what was not told that on which it hangs whether a list names the subject, sorted.
[[nodiscard]] std::vector<std::string> untold_of_naming(const Snapshot& snapshot,
                                                        const Subject& subject,
                                                        std::span<const Mention> who,
                                                        const Memberships& memberships,
                                                        const Moment& moment);

/// The text behind the last `@` of the primary id, or a stranger's domain; no subdomains. A
/// representative has none.
[[nodiscard]] bool is_in_domain(const Snapshot& snapshot, UserIndex user, std::string_view domain);

}  // namespace accessdrift::interpreting
