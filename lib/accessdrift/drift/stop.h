#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace accessdrift {

/// A stop on the path from who asks to what is asked for.
struct Stop {
  enum class Kind : std::uint8_t {
    Identity,
    Class,  ///< `authenticated`, `anyone`, `anonymous`
    Domain,
    Group,
    Allow,  ///< a policy
    Deny,
    Resource,
    Url
  };
  Kind kind = Kind::Identity;
  std::string name;
  bool is_cut = false;  ///< what leads here from the stop before does not on the other side
  /// A policy that the other side has with other actions or scopes, or another condition or effect.
  bool is_changed = false;
  friend auto operator<=>(const Stop&, const Stop&) = default;
};

/// How one side comes to its answer.
struct SidePath {
  bool allows = false;
  bool is_by_default = false;  ///< no policy has any effect
  std::size_t others = 0;      ///< policies that decide with the one on the path
  std::vector<Stop> stops;     ///< the identity first; empty: no policy decides
  std::string gate = {};       ///< then one that has to allow and does not; of `others` alike
  friend auto operator<=>(const SidePath&, const SidePath&) = default;
};

}  // namespace accessdrift
