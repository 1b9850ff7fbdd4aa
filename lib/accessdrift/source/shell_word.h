#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// `text` as one word of a POSIX shell, quoted only where it must be: for commands that a message
/// tells the user to type.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace accessdrift
