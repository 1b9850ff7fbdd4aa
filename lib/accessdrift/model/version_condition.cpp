#include "accessdrift/model/version_condition.h"

#include <algorithm>

namespace accessdrift {
namespace {

constexpr std::string_view kPrefix = "version.";

}  // namespace

std::string version_condition(std::string_view format, std::string_view version) {
  std::string name = std::string(kPrefix) + std::string(format) + ".since_" + std::string(version);
  std::replace(name.begin() + static_cast<std::ptrdiff_t>(kPrefix.size() + format.size() + 1),
               name.end(), '.', '_');
  return name;
}

std::optional<std::pair<std::string, std::string>> version_of_condition(std::string_view name) {
  constexpr std::string_view kSince = ".since_";
  const std::size_t at = name.find(kSince);
  if (!name.starts_with(kPrefix) || at == std::string_view::npos) return std::nullopt;
  std::string version(name.substr(at + kSince.size()));
  std::ranges::replace(version, '_', '.');
  return std::pair(std::string(name.substr(kPrefix.size(), at - kPrefix.size())),
                   std::move(version));
}

std::string condition_key(std::string_view name) {
  const auto version = version_of_condition(name);
  return version ? std::string(kPrefix) + version->first : std::string(name);
}

}  // namespace accessdrift
