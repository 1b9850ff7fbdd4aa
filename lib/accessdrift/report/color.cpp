#include "accessdrift/report/color.h"

namespace accessdrift {
namespace {

std::string_view code_of(Tone tone) {
  switch (tone) {
    case Tone::Gain:
      return "\x1b[38;5;39m";
    case Tone::Loss:
      return "\x1b[38;5;208m";
    case Tone::Notice:
      return "\x1b[38;5;220m";
    case Tone::Error:
      return "\x1b[1;38;5;208m";
    case Tone::Warning:
      return "\x1b[38;5;220m";
    case Tone::Heading:
      return "\x1b[1m";
    case Tone::Dim:
      return "\x1b[2m";
  }
  return {};
}

}  // namespace

std::string Palette::paint(Tone tone, std::string_view text) const {
  if (!is_on_ || text.empty()) return std::string(text);
  std::string out(code_of(tone));
  out += text;
  out += "\x1b[0m";
  return out;
}

}  // namespace accessdrift
