#pragma once

#include <string>
#include <string_view>

namespace accessdrift {

/// `<td class="number">…</td>` around markup.
[[nodiscard]] std::string tag(std::string_view name, std::string_view markup,
                              std::string_view classes = {});

/// The same around text, which is escaped here.
[[nodiscard]] std::string text_tag(std::string_view name, std::string_view text,
                                   std::string_view classes = {});

/// `<section id="causes">` with a heading.
[[nodiscard]] std::string section_tag(std::string_view id, std::string_view heading,
                                      std::string_view markup);

/// A table; where it is wider than the page it scrolls, by the keyboard, too.
[[nodiscard]] std::string scroll_tag(std::string_view label, std::string_view table);

/// A row of a list of terms: `<dt>`, `<dd>`. Empty if the markup is.
[[nodiscard]] std::string fact_tag(std::string_view term, std::string_view markup);

}  // namespace accessdrift
