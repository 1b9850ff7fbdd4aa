#pragma once

#include <string>
#include <string_view>

namespace accessdrift::proxysql {

/// The bytes of a configuration with stars for its secrets, in comments, too.
[[nodiscard]] std::string without_secrets(std::string_view bytes);

}  // namespace accessdrift::proxysql
