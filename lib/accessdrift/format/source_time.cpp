#include "accessdrift/format/source_time.h"

#include <algorithm>
#include <string>

namespace accessdrift::source {

tl::expected<Instant, TimeProblem> read_end(std::string_view time) {
  const std::size_t dot = time.find('.');
  if (dot == std::string_view::npos) return read_instant(time);
  const std::size_t zone = std::min(time.find_first_not_of("0123456789", dot + 1), time.size());
  const std::string whole = std::string(time.substr(0, dot)) + std::string(time.substr(zone));
  const std::string_view fraction = time.substr(dot + 1, zone - dot - 1);
  auto end = read_instant(whole);
  if (!end) return end;
  return *end + (fraction.find_first_not_of('0') == std::string_view::npos ? 0 : 1);
}

}  // namespace accessdrift::source
