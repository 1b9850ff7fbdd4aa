#pragma once

#include <string>
#include <string_view>

#include "naive.h"

namespace accessdrift::naive {

[[nodiscard]] std::string in_small_letters(std::string text);
/// As ids are compared.
[[nodiscard]] std::string folded(std::string_view id);
/// Empty if the id, which is folded, has none.
[[nodiscard]] std::string domain_of(const std::string& id);

/// The domains that the side speaks of and, if its directory is open, who is in it without being
/// listed: whoever is mentioned, and strangers. REQUIRES: the listed ones are read.
void read_directory(const Snapshot& snapshot, Side& side);

/// Adds an active identity of unknown attributes. Representatives and strangers are told by the id.
std::size_t add_unknown(Side& side, const std::string& id, const std::string& spelling);

}  // namespace accessdrift::naive
