#include "accessdrift/format/google_iap/level_names.h"

#include <algorithm>

#include "accessdrift/format/google_iap/unknowns.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {

std::pair<std::string_view, std::string_view> parts_of_level(std::string_view name) {
  constexpr std::string_view kLevels = "/accessLevels/";
  const std::size_t at = name.find(kLevels);
  if (!name.starts_with("accessPolicies/") || at == name.npos) return {};
  return {name.substr(0, at), name.substr(at + kLevels.size())};
}

std::string condition_of_level(std::string_view name) {
  const auto [policy, level] = parts_of_level(name);
  const std::string_view number = policy.substr(std::min(policy.find('/') + 1, policy.size()));
  std::string made = "access_level_" + std::string(level) + '_' + std::string(number);
  const auto is_in_names = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  if (!level.empty() && std::ranges::all_of(made, is_in_names)) return made;
  return "access_level_" + as_name(name) + '_' + source::digits_of(name);
}

}  // namespace accessdrift::google_iap
