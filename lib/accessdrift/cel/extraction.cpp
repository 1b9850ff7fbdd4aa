#include "accessdrift/cel/extraction.h"

#include <algorithm>

namespace accessdrift::cel {

std::string Extraction::of(std::string_view text) const {
  const std::size_t at = text.find(begin);
  if (at == text.npos) return {};
  const std::string_view rest = text.substr(at + begin.size());
  const std::size_t length = end.empty() ? rest.size() : rest.find(end);
  return length == rest.npos ? std::string() : std::string(rest.substr(0, length));
}

std::optional<Extraction> extraction_of(std::string_view written) {
  const std::size_t open = written.find('{');
  const std::size_t close = written.find('}');
  if (open == written.npos || close == written.npos || close < open + 2) return std::nullopt;
  const std::string_view rest = written.substr(close + 1);
  const std::string_view name = written.substr(open + 1, close - open - 1);
  const bool is_one = name.find('{') == name.npos && rest.find_first_of("{}") == rest.npos;
  if (!is_one) return std::nullopt;
  return Extraction{std::string(written.substr(0, open)), std::string(rest)};
}

}  // namespace accessdrift::cel
