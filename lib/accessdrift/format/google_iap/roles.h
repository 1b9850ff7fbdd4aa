#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::google_iap {

/// What a role lets one do.
struct RoleActions {
  std::vector<std::string_view> actions;  ///< of those that the model has; empty: none of them
  bool is_known = true;                   ///< else it may be all or none
  std::string untold = {};                ///< what stands for it then; empty: the role's name
};

/// Which roles hold the permissions by which IAP lets people in.
class Roles {
 public:
  /// A role as `gcloud iam roles describe` tells it; of a list that leaves permissions out nothing.
  void note(NodeView role);

  /// Of what was noted. Valid until the next note.
  [[nodiscard]] const RoleActions& actions_of(std::string_view role) const;

 private:
  [[nodiscard]] RoleActions look_up(std::string_view role) const;
  /// Of a role that no file describes.
  [[nodiscard]] RoleActions unknown(std::string_view role) const;

  using Permissions = std::set<std::string, std::less<>>;
  std::map<std::string, Permissions, std::less<>> custom_;
  std::map<std::string, std::string, std::less<>> untold_;  ///< what plans do not tell, by role
  mutable std::map<std::string, RoleActions, std::less<>> known_;  ///< that were asked for
};

/// The actions that a permission allows, by the names of IAM v1 and v2
/// (`iap.googleapis.com/webServiceVersions.accessViaIAP`), groups of permissions included.
[[nodiscard]] std::vector<std::string_view> actions_of_permission(std::string_view permission);

}  // namespace accessdrift::google_iap
