#include "accessdrift/format/proxysql/tables.h"

#include <algorithm>
#include <charconv>

#include "accessdrift/base/text.h"

namespace accessdrift::proxysql {

const Cell* Row::find(std::string_view name) const {
  std::string buffer;
  const std::string_view wanted = is_of_dump ? folded_ascii(name, buffer) : name;
  const auto found = std::ranges::find(cells, wanted, &std::pair<std::string, Cell>::first);
  return found == cells.end() ? nullptr : &found->second;
}

const std::vector<Row>& Tables::of(std::string_view table) const {
  static const std::vector<Row> kNone;
  const auto found = rows.find(table);
  return found == rows.end() ? kNone : found->second;
}

std::optional<std::int64_t> whole_number(std::string_view text, int base) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
  const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

bool is_secret(std::string_view name) {
  const std::string folded = fold_ascii(name);
  return folded.find("password") != std::string::npos ||
         folded.find("credentials") != std::string::npos;
}

}  // namespace accessdrift::proxysql
