#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/interpreter/evaluate.h"
#include "accessdrift/interpreter/interpreter.h"
#include "accessdrift/interpreter/token.h"

namespace accessdrift::interpreting {

/// Whom and what a condition speaks of, as reasons name them, and the token that it reads.
struct Voices {
  std::string_view subject;
  std::string_view resource;
  /// Of a window by name: `Mon-Fri 08:00-18:00 Europe/Berlin`.
  std::function<std::string(std::string_view)> window;
  /// Of a network by name: `vpn`, or what it is where a reader made it: `10.0.8.0/23`.
  std::function<std::string(std::string_view)> network;
  const Token& token;
};

/// Why a part of a condition has its mark, from the values that it read: `10.4.7.9 is in network
/// vpn`, `device.os is macos, not linux`, `auth.mfa was not told`, `ana.kirk has no department, so
/// it cannot be compared`, `it is Tue 21:40 in Europe/Berlin, outside office_hours (Mon-Fri
/// 08:00-18:00 Europe/Berlin)`. One line for an engineer on call.
[[nodiscard]] std::string reason_for(const Expression& expression, std::uint32_t node, Mark mark,
                                     const Facts& facts, const Voices& voices);

/// `auth.mfa was not told`, `a, b were not told`
[[nodiscard]] std::string not_told_of(const std::vector<std::string>& attributes);

/// `a, b, c, d and 7 more`
[[nodiscard]] std::string list_of(const std::vector<std::string>& names);

}  // namespace accessdrift::interpreting
