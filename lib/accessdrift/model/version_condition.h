#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace accessdrift {

/// Named conditions that are true from a version of another system on: their names tell both.
[[nodiscard]] std::string version_condition(std::string_view format, std::string_view version);

/// `pgbouncer` and `1.23` of such a name; nothing of another.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> version_of_condition(
    std::string_view name);

/// What is told of a version is one fact, whichever conditions it decides: of them all it has this
/// name, `version.pgbouncer`. Another condition's own.
[[nodiscard]] std::string condition_key(std::string_view name);

}  // namespace accessdrift
