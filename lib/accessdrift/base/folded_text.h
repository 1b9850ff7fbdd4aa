#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// Texts that a reader takes for one another fold to one: NFKC_Casefold of Unicode, so without
/// case, width, ligatures and what is invisible. Not what only looks alike across scripts: a
/// Cyrillic `а` stays another letter than a Latin one. REQUIRES: valid UTF-8.
[[nodiscard]] std::string folded_text(std::string_view text);

}  // namespace accessdrift
