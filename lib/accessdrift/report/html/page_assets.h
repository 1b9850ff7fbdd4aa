#pragma once

#include <string_view>

namespace accessdrift {

/// `page/page.css`, as the build found it.
[[nodiscard]] std::string_view page_style();
/// The scripts of `page/`, one behind the other. Neither depends on what a page shows.
[[nodiscard]] std::string_view page_script();

}  // namespace accessdrift
