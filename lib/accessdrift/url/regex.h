#pragma once

#include <string>

#include "accessdrift/url/pattern.h"

namespace accessdrift {

// The functions of this room as regular expressions in RE2 syntax, for exact analysis. Each is
// anchored at both ends and uses literals, escapes of them, classes, `. * + ? |` and `(?:…)` only.

/// Of the normal paths exactly those that the pattern's path covers.
[[nodiscard]] std::string path_regex(const UrlPattern& pattern);
/// Of the normal hosts exactly those that the pattern's host covers.
[[nodiscard]] std::string host_regex(const UrlPattern& pattern);

/// Exactly the paths that are their own normal form, but for the bound of `kMostUrlBytes`.
[[nodiscard]] std::string normal_path_regex();
/// Exactly the hosts that are their own normal form, but for the bounds on the bytes of a label and
/// of the whole.
[[nodiscard]] std::string normal_host_regex();

}  // namespace accessdrift
