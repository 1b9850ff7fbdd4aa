#include "accessdrift/base/text_edit.h"

#include <algorithm>

namespace accessdrift {

std::optional<std::string> edited(std::string_view bytes, std::vector<TextEdit> edits) {
  std::ranges::stable_sort(edits, {}, &TextEdit::place);
  std::string out;
  std::uint32_t at = 0;
  for (const TextEdit& edit : edits) {
    if (edit.place.begin < at) return std::nullopt;
    out += bytes.substr(at, edit.place.begin - at);
    out += edit.text;
    at = edit.place.end;
  }
  out += bytes.substr(at);
  return out;
}

}  // namespace accessdrift
