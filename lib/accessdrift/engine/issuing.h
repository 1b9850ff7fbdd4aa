#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/engine/named_identities.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// Requests that can be issued the same scopes, told by their client, and the time where somebody
/// can use it until an instant only (DESIGN §3, tokens).
struct Channel {
  Region requests;
  std::optional<std::set<std::string>> scopes;  ///< closed under `includes`; nothing: every scope

  [[nodiscard]] bool issues(const std::string& scope) const {
    return !scopes || scopes->contains(scope);
  }
};
/// Disjoint, and together every request.
using Channels = std::vector<Channel>;

/// Whether the policy needs scopes or its condition reads them.
[[nodiscard]] bool reads_scopes(const Snapshot& snapshot, PolicyIndex policy);

/// Which scopes the clients of one side can be issued, and for whom. Not thread-safe.
class Issuing {
 public:
  Issuing(const Snapshot& snapshot, NamedIdentities& named, Universe& universe);

  /// Identities to whom the same clients can bring the same scopes.
  struct Part {
    IdentitySet identities;
    Channels channels;
  };
  /// Splits identities as far as the policy can tell them apart: only by clients that can be issued
  /// a scope that it reads; the channels have those scopes at least. One part where that is all the
  /// same: the policy reads no scope, or no client is declared. Cost: a set operation a client and
  /// part.
  [[nodiscard]] std::vector<Part> split(IdentitySet identities, PolicyIndex policy);

 private:
  struct Client {
    std::string name;
    std::set<std::string> scopes;  ///< closed
    std::optional<Members> users;
  };
  /// What somebody can be issued through a client.
  struct Use {
    std::set<std::string> scopes;
    Instant end = kEndOfTime;
    friend auto operator<=>(const Use&, const Use&) = default;
  };
  struct Class {
    IdentitySet identities;
    std::vector<Use> uses;  ///< by client
  };
  using Scopes = std::set<std::string>;
  static void set_apart(const IdentitySet& users, std::vector<Class>& classes);
  void add_client(std::size_t client, const Scopes& scopes, std::vector<Class>& classes);
  static void add_end(const Members::Ending& ending, std::size_t client,
                      std::vector<Class>& classes);
  /// Scopes on which a policy can depend; nothing: any.
  using Read = std::optional<std::set<std::string>>;
  [[nodiscard]] Read scopes_read(PolicyIndex policy) const;
  [[nodiscard]] const std::vector<Client>& clients();
  [[nodiscard]] Channels channels(const std::vector<Use>& uses);

  const Snapshot& snapshot_;
  NamedIdentities& named_;
  Universe& universe_;
  std::vector<Client> clients_;  ///< made when first asked for
};

}  // namespace accessdrift
