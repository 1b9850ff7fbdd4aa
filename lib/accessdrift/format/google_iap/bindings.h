#pragma once

#include <set>
#include <string>

#include "accessdrift/format/google_iap/access_levels.h"
#include "accessdrift/format/google_iap/project_members.h"
#include "accessdrift/format/google_iap/resources.h"
#include "accessdrift/format/google_iap/roles.h"
#include "accessdrift/format/google_iap/unknowns.h"

namespace accessdrift::google_iap {

/// Allow policies: each binding whose role lets somebody in is a policy.
class Bindings {
 public:
  struct Parts {
    const Resources& resources;
    const Roles& roles;
    AccessLevels& levels;
    Attributes& attributes;
    ProjectMembers& project_members;
  };
  Bindings(SourceReading& reading, const Parts& parts)
      : reading_(reading),
        resources_(parts.resources),
        roles_(parts.roles),
        levels_(parts.levels),
        attributes_(parts.attributes),
        project_members_(parts.project_members) {}

  /// `resource` has the policy.
  void declare(SourceReading::File& file, Name resource, NodeView policy);

 private:
  void binding(SourceReading::File& file, Name resource, NodeView binding);
  void condition(SourceReading::File& file, PolicyDeclaration& policy, const RoleActions& allowed,
                 NodeView role, NodeView binding);
  [[nodiscard]] std::string unknown_role(SourceReading::File& file, NodeView role);
  [[nodiscard]] std::string id_of(Name resource, std::string_view role, NodeView binding);

  SourceReading& reading_;
  const Resources& resources_;
  const Roles& roles_;
  AccessLevels& levels_;
  Attributes& attributes_;
  ProjectMembers& project_members_;
  std::set<std::string, std::less<>> ids_;
  std::set<std::string, std::less<>> unknown_roles_;
};

}  // namespace accessdrift::google_iap
