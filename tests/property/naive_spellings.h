#pragma once

#include <string>
#include <vector>

namespace accessdrift::naive {

/// Texts that a pattern of RE2's syntax was read to match, by chance one way or another: of a class
/// one of its characters, of alternatives one, of what repeats a few. What a pattern says beyond
/// that (anchors, flags, named classes) is passed over, so that a text may fail to match. The same
/// for the same pattern.
[[nodiscard]] std::vector<std::string> spellings_of(const std::string& pattern, int count);

}  // namespace accessdrift::naive
