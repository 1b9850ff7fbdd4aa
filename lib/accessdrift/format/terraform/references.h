#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {

/// Which instance an attribute of another one is taken from, by the configuration in a plan: what
/// is made by the same plan has no id yet.
class References {
 public:
  References(NodeView root, const std::vector<Instance>& instances);

  /// Null: it is taken from none that is there, or from several.
  [[nodiscard]] const Instance* of(const Instance& from, std::string_view attribute,
                                   std::string_view type) const;

 private:
  NodeView root_;
  std::map<std::string_view, const Instance*> by_address_;
};

}  // namespace accessdrift::terraform
