#include <algorithm>

#include "accessdrift/model/declarations.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string_view folded_identity(std::string_view id, std::string& buffer) {
  if (id.starts_with(kMemberPrefix)) return id;  // groups compare exactly
  const std::size_t at = id.find('@');
  if (at == std::string_view::npos || id.find('@', at + 1) != std::string_view::npos) return id;
  if (std::ranges::none_of(id, is_capital)) return id;
  buffer.assign(id);
  for (char& c : buffer) {
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return buffer;
}

std::string_view to_text(Status status) {
  switch (status) {
    case Status::Active:
      return "active";
    case Status::Staged:
      return "staged";
    case Status::Suspended:
      return "suspended";
    case Status::Locked:
      return "locked";
    case Status::Disabled:
      return "disabled";
    case Status::Deleted:
      return "deleted";
  }
  return "";
}

}  // namespace accessdrift
