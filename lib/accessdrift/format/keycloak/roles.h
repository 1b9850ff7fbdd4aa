#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/group_lists.h"
#include "accessdrift/format/keycloak/realms.h"

namespace accessdrift::keycloak {

/// Roles of a realm: each is an action on what has it, and a group of those who have it.
class Roles {
 public:
  Roles(SourceReading& reading, const Realm& realm, source::GroupLists& groups)
      : reading_(reading), realm_(realm), groups_(groups) {}

  /// Declares those that the realm lists, and who has one by having another.
  void declare();
  /// Calls `visit(part, text)` for each role in `realmRoles` and `clientRoles` of a user or a
  /// group: `part` is of those who have it.
  template <typename Visit>
  void each_of(SourceReading::File& file, NodeView holder, Visit&& visit) {
    source::each_item(holder, "realmRoles",
                      [&](NodeView role) { see(file, {}, role, holder, visit); });
    const std::optional<NodeView> clients = source::find(holder, "clientRoles");
    if (!clients) return;
    source::each_entry(*clients, [&](NodeView client, NodeView roles) {
      source::each_item(roles,
                        [&](NodeView role) { see(file, client.scalar(), role, holder, visit); });
    });
  }
  /// Tells sides that lack users which roles there are; on one that does, roles that only others
  /// know may be some that nothing here names. When all are declared.
  void tell_apart(bool is_partial);
  /// Declares resources and policies.
  void finish();

 private:
  struct Role {
    std::string name;
    Name group;
    Place place;
  };
  /// The realm, or a client.
  struct Owner {
    SourceReading::File* file = nullptr;
    Place key;
    Place body;
    std::string id;  ///< `keycloak/corp/payroll`
    std::deque<Role> roles;
    std::map<std::string, Role*, std::less<>> by_name;
  };

  template <typename Visit>
  void see(SourceReading::File& file, std::string_view client, NodeView role, NodeView holder,
           Visit& visit) {
    if (role.kind() != NodeKind::String || role.scalar().empty()) return;
    visit(part_of(file, client, role, holder.place()), role);
  }
  Owner& owner(SourceReading::File& file, std::string_view client, Place key, Place body);
  Role& role(SourceReading::File& file, std::string_view client, std::string_view name,
             Place place);
  source::GroupLists::Part& part_of(SourceReading::File& file, std::string_view client,
                                    NodeView role, Place body);
  void declare_role(SourceReading::File& file, std::string_view client, NodeView role);
  void add_composites(SourceReading::File& file, std::string_view client, NodeView role);
  void declare_owner(Owner& owner);
  void declare_authorization(SourceReading::File& file, NodeView client);

  SourceReading& reading_;
  const Realm& realm_;
  source::GroupLists& groups_;
  std::map<std::string, Owner, std::less<>> owners_;  ///< by client; the realm's by nothing
};

}  // namespace accessdrift::keycloak
