#include <algorithm>
#include <cstring>
#include <string>

#include "accessdrift/format/native/read.h"

namespace accessdrift {
namespace {

constexpr std::string_view kHeader = "accessdrift";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// UTF-16 is refused by the reader; its letters still tell what the file wants to be.
std::string without_nul(std::string_view bytes) {
  std::string narrow(bytes.substr(2));
  std::erase(narrow, '\0');
  return narrow;
}

bool starts_with_key(std::string_view line, bool is_json) {
  while (is_json && !line.empty() && (is_blank(line.front()) || line.front() == '{'))
    line.remove_prefix(1);
  if (line.starts_with('{')) line.remove_prefix(1);
  if (line.starts_with('"') || line.starts_with('\'')) line.remove_prefix(1);
  if (!line.starts_with(kHeader)) return false;
  line.remove_prefix(kHeader.size());
  if (line.starts_with('"') || line.starts_with('\'')) line.remove_prefix(1);
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  return line.empty() || line.front() == ':';
}

}  // namespace

bool claims_native_header(std::string_view path, std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return claims_native_header(path, without_nul(bytes));
  }
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  const bool is_json = path.ends_with(".json");
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    if (starts_with_key(bytes.substr(0, end), is_json)) return true;
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return false;
}

bool may_hold_native_header(std::string_view bytes) {
  const bool is_plain = bytes.find('\\') == std::string_view::npos &&
                        !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF");
  // Not `find`, which stops at each letter that the header begins with.
  return !is_plain ||
         ::memmem(bytes.data(), bytes.size(), kHeader.data(), kHeader.size()) != nullptr;
}

}  // namespace accessdrift
