#include "accessdrift/source/tree.h"

#include <algorithm>

namespace accessdrift {

bool has_extension(std::string_view name, const std::vector<std::string>& extensions) {
  return std::ranges::any_of(extensions, [&](const std::string& e) { return name.ends_with(e); });
}

Diagnostic unknown_file_type(const std::string& shown, const std::vector<std::string>& extensions) {
  std::string expected;
  for (std::size_t i = 0; i < extensions.size(); ++i) {
    if (i > 0) expected += i + 1 == extensions.size() ? " or " : ", ";
    expected += "`" + extensions[i] + "`";
  }
  return error_without_place("unknown-file-type",
                             "the name of `" + shown + "` should end in " + expected);
}

Diagnostic too_large(const std::string& shown, std::uint64_t size) {
  return error_without_place("too-large", "`" + shown + "` has " + std::to_string(size) +
                                              " bytes, at most " + std::to_string(kLargestFile) +
                                              " are read");
}

}  // namespace accessdrift
