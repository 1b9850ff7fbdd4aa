#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {

/// `module`, `a["x.y"]`, `hoop_user`, `ana` of `module.a["x.y"].hoop_user.ana`.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view address);
/// A part without what stands in brackets behind it.
[[nodiscard]] std::string_view without_index(std::string_view part);

/// The configuration in a plan: what instances are made of.
class Configuration {
 public:
  explicit Configuration(NodeView root);

  /// What it says of an instance, by its address; nothing: it is not there.
  [[nodiscard]] std::optional<NodeView> of(const Instance& instance) const;

 private:
  /// By address, without what tells instances of a module or a resource apart.
  std::unordered_map<std::string, NodeView> resources_;
};

/// What an attribute of a resource or a provider is made of; nothing: it is not set.
[[nodiscard]] std::optional<NodeView> expression_of(NodeView configured,
                                                    std::string_view attribute);

}  // namespace accessdrift::terraform
