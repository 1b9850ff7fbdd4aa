#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {

/// What the configuration of Google's provider tells of all its resources, and what of Google Cloud
/// the same plan makes.
class Provider {
 public:
  Provider(NodeView root, const std::vector<Instance>& instances);

  /// Of resources that do not say theirs; empty: it is not told, or not by one provider only.
  [[nodiscard]] const std::string& project() const { return project_; }
  /// Whether what an attribute of IAM names (`web_backend_service`) is made by this plan, so that
  /// nobody can have any access to it.
  [[nodiscard]] bool makes(std::string_view attribute, std::string_view name) const;

 private:
  std::string project_;
  std::set<std::pair<std::string, std::string>, std::less<>> made_;  ///< type and name
};

}  // namespace accessdrift::terraform
