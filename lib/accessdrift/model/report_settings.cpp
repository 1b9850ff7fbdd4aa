#include "accessdrift/model/report_settings.h"

namespace accessdrift {

bool is_comment_key(std::string_view key) {
  constexpr std::size_t kLongest = 64;
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-";
  return !key.empty() && key.size() <= kLongest &&
         key.find_first_not_of(kAllowed) == std::string_view::npos &&
         key.find("--") == std::string_view::npos;
}

}  // namespace accessdrift
