#pragma once

#include <set>
#include <string_view>

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// Of a binding. It holds by the connection's id; one that was made anew under its name has
/// another.
[[nodiscard]] const Connection* connection_of(const Gateway& gateway, NodeView binding);

/// Which bindings of a plugin are there, where plans set some and take some away. Once connections
/// are read.
class PlannedBindings {
 public:
  PlannedBindings(const Gateway& gateway, std::string_view plugin);

  /// What a plan leaves as it is counts where no export tells it.
  [[nodiscard]] bool counts(const Object& plugin, NodeView binding) const;
  /// Whether a plugin is there: an exported one, or one by what plans set.
  [[nodiscard]] bool counts(const Object& plugin) const;

 private:
  void note(const Object& plugin, bool is_removed);

  const Gateway& gateway_;
  std::string_view name_;
  bool is_exported_ = false;             ///< an export tells of the plugin, or that it is not there
  std::set<std::string_view> replaced_;  ///< connections whose bindings plans set or take away
};

}  // namespace accessdrift::hoop
