#include <algorithm>

#include "accessdrift/model/declarations.h"

namespace accessdrift {
namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string_view folded_identity(std::string_view id, std::string& buffer) {
  if (std::ranges::count(id, '@') != 1 || std::ranges::none_of(id, is_capital)) return id;
  buffer.assign(id);
  for (char& c : buffer) {
    if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return buffer;
}

}  // namespace accessdrift
