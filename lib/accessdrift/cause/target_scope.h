#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/cause/both_sides.h"

namespace accessdrift {

/// What can matter on a target, whichever of the edits are applied.
struct TargetScope {
  Target target;
  std::vector<std::string> patterns;  ///< of its URLs, as texts, sorted
  std::vector<ThingNumber> resources, types, policies, networks, windows, context, attributes,
      named_conditions;
  std::vector<bool> is_counted;  ///< by place in `policies`: it counts whoever asks
  /// Places in `policies` of those that count whoever asks or name others than single users.
  std::vector<std::size_t> not_of_users_only;
  std::vector<bool> groups;  ///< by number: whether a policy or a client names it, or one above it
  std::vector<ThingNumber> groups_by_rule, open_groups;  ///< of those
  /// By place among the asked identities: the policies (`p`) and clients (`c`) that name it.
  std::map<std::size_t, std::vector<std::pair<char, Listed>>> named_by;
  std::vector<Name> user_attributes, resource_attributes;
  bool has_domains = false;
  bool has_tokens = false;
};

/// Of a target that any of the resources may be, asked for by some patterns, and of those who are
/// asked about: a policy that names nobody of them is left out, unless it counts whoever asks.
/// Cost: the policies over the resources, and of those that are left lists, conditions and groups.
[[nodiscard]] TargetScope scope_of(const Target& target, const std::vector<Name>& resources,
                                   std::vector<std::string> patterns, BothSides& sides);

}  // namespace accessdrift
