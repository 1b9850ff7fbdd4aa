#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/terraform/configuration.h"
#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {

/// Which instance an attribute of another one is taken from, by the configuration in a plan: what
/// is made by the same plan has no id yet.
class References {
 public:
  References(const Configuration& configuration, const std::vector<Instance>& instances);

  /// Null: it is taken from none that is there, or from several.
  [[nodiscard]] const Instance* of(const Instance& from, std::string_view attribute,
                                   std::string_view type) const;

  /// Those of a type that it may be taken from, if something else than they tells of which.
  [[nodiscard]] std::vector<const Instance*> candidates(const Instance& from,
                                                        std::string_view attribute,
                                                        std::string_view type) const;

 private:
  const Configuration& configuration_;
  std::map<std::string_view, const Instance*> by_address_;
  std::map<std::string, std::vector<const Instance*>> by_resource_;  ///< without their own index
};

}  // namespace accessdrift::terraform
