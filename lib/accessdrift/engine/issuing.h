#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/engine/channel.h"
#include "accessdrift/engine/named_identities.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

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
  /// Whether it is not known who may use a client that the policy depends on.
  [[nodiscard]] bool is_limited(PolicyIndex policy);
  /// Whose further members may use such a client.
  [[nodiscard]] std::set<Name> open_groups(PolicyIndex policy);

 private:
  struct Client {
    std::string name;
    std::set<std::string> scopes;  ///< closed
    std::optional<Naming> users;
  };
  /// What somebody can be issued through a client, and when: until an end, in some worlds.
  struct Use {
    std::set<std::string> scopes;
    Region when;
    friend auto operator<=>(const Use&, const Use&) = default;
  };
  struct Class {
    IdentitySet identities;
    std::vector<Use> uses;  ///< by client
  };
  using Scopes = std::set<std::string>;
  static void set_apart(const IdentitySet& users, std::vector<Class>& classes);
  void add_client(std::size_t client, const Scopes& scopes, std::vector<Class>& classes);
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
