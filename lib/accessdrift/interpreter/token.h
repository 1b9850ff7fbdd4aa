#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/interpreter/subject.h"
#include "accessdrift/model/request.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::interpreting {

/// What the token of a request comes to on one side (DESIGN §3, tokens): the closure of the
/// requested scopes, as far as the client can be issued them for the subject. A value; REQUIRES:
/// the snapshot outlives it.
class Token {
 public:
  /// As they were told.
  struct Attributes {
    Told scopes;
    Told client;
  };
  Token(const Snapshot& snapshot, const Subject& subject, const Memberships& memberships,
        const Moment& moment, Attributes told);

  /// The effective scopes, never absent; not told if they hang on what was not.
  [[nodiscard]] Told effective() const;
  /// Whether the scope is effective for some values of what was not told.
  [[nodiscard]] bool may_have(const std::string& scope) const { return possible_.contains(scope); }
  /// Whether all of them are at once. Declared ones only.
  [[nodiscard]] bool may_have_all(const std::vector<NamePlace>& scopes) const;
  /// Of `token.client`, `token.scopes`, `request.time` and the world those that were not told and
  /// matter.
  [[nodiscard]] std::vector<std::string> not_told() const;
  /// `the token lacks a`, `a was requested, but client c cannot be issued it`. REQUIRES: the token
  /// cannot have all of the scopes.
  [[nodiscard]] std::string why_lacking(const std::vector<std::string>& scopes) const;
  /// Whether some client is declared.
  [[nodiscard]] bool has_clients() const { return !snapshot_->clients.empty(); }

 private:
  /// On what it hangs which of the clients that were told can be used.
  [[nodiscard]] std::set<std::string> untold_of_use() const;
  /// Whether the client may request the scope, or one that brings it.
  [[nodiscard]] bool may_request(std::size_t client, Name scope) const;
  [[nodiscard]] bool can_be_issued(Name scope) const;
  [[nodiscard]] std::string refusal(bool is_one) const;

  const Snapshot* snapshot_;
  std::string subject_;
  Told client_;
  ClientIndex declared_;                            ///< the client that was told, if it is declared
  std::vector<Truth> usable_;                       ///< by client: by the subject
  std::vector<std::vector<std::string>> untold_;    ///< by client: on what that hangs
  std::optional<std::set<std::string>> requested_;  ///< closed; nothing: not told
  std::set<std::string> possible_;  ///< effective for some values of what was not told
};

}  // namespace accessdrift::interpreting
