#include "accessdrift/report/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 1;
  bool is_valid = true;
};

Character decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(text[i])};
  };
  const std::size_t length = utf8_length(text.substr(at));
  if (length == 0) return {byte(at), 1, false};
  if (length == 1) return {byte(at), 1, true};
  std::uint32_t code = byte(at) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (byte(at + i) & 0x3FU);
  return {code, length, true};
}

struct CodeRange {
  std::uint32_t first, last;
};

bool lies_in(std::uint32_t code, const auto& ranges) {
  return std::ranges::any_of(
      ranges, [code](CodeRange range) { return range.first <= code && code <= range.last; });
}

/// Controls, separators, bidirectional controls, what has no shape and what XML has no place for;
/// the joiners that scripts need (U+200C, U+200D) stay.
bool is_unsafe(std::uint32_t code) {
  constexpr std::array<CodeRange, 12> kUnsafe{{{0x00, 0x1F},
                                               {0x7F, 0x9F},
                                               {0x00AD, 0x00AD},
                                               {0x061C, 0x061C},
                                               {0x180E, 0x180E},
                                               {0x200B, 0x200B},
                                               {0x200E, 0x200F},
                                               {0x2028, 0x202E},
                                               {0x2060, 0x206F},
                                               {0xFEFF, 0xFEFF},
                                               {0xFFFE, 0xFFFF},
                                               {0xE0000, 0xE007F}}};
  const bool is_ascii_letter_or_sign = code >= 0x20 && code < 0x7F;
  return !is_ascii_letter_or_sign && lies_in(code, kUnsafe);
}

bool is_blank(std::uint32_t code) {
  constexpr std::array<CodeRange, 7> kBlank{{{0x20, 0x20},
                                             {0xA0, 0xA0},
                                             {0x1680, 0x1680},
                                             {0x2000, 0x200A},
                                             {0x202F, 0x202F},
                                             {0x205F, 0x205F},
                                             {0x3000, 0x3000}}};
  return lies_in(code, kBlank);
}

bool is_plain_ascii(char c) { return c >= 0x20 && c < 0x7F; }

void append_shown(std::string& out, std::string_view text, std::size_t at, const Character& c) {
  if (!c.is_valid) {
    fmt::format_to(std::back_inserter(out), "\\x{{{:x}}}", c.code);
  } else if (is_unsafe(c.code)) {
    fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", c.code);
  } else {
    out.append(text.substr(at, c.length));
  }
}

/// Log readers skip leading blanks before they look for a command.
bool starts_with_command(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Character c = decode(text, at);
    if (!c.is_valid || !is_blank(c.code)) break;
    at += c.length;
  }
  return text.substr(at).starts_with("::");
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = std::min(text.find(what, at), text.size());
    out += text.substr(at, found - at);
    if (found < text.size()) out += with;
    at = found + what.size();
  }
  return out;
}

std::size_t longest_run(std::string_view text, char of) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == of ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

bool needs_no_escape(std::string_view text) {
  return std::ranges::all_of(text, is_plain_ascii) && text.find("##[") == std::string_view::npos &&
         !starts_with_command(text);
}

/// What XML and HTML write for a character that would be markup; else nothing.
std::string_view entity_of(char32_t code) {
  switch (code) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

}  // namespace

std::string escape_terminal(std::string_view text) {
  if (needs_no_escape(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  bool breaks_command = starts_with_command(text);
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    if (breaks_command && c.code == ':') {
      out += "\\u{3a}";
      breaks_command = false;
    } else if (text.substr(at).starts_with("##[")) {
      out += "\\u{23}";
    } else {
      append_shown(out, text, at, c);
    }
    at += c.length;
  }
  return out;
}

std::string escape_excerpt(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    if (c.code == '\t') {
      out += "    ";
    } else if (text.substr(at).starts_with("##[")) {
      out += "\\u{23}";
    } else {
      append_shown(out, text, at, c);
    }
    at += c.length;
  }
  return out;
}

std::string escape_csv(std::string_view text) {
  // A quote of the text's own is told from one that disarms.
  constexpr std::string_view kStartsFormula = "=+-@\t\r'";
  std::string cell;
  if (!text.empty() && kStartsFormula.find(text.front()) != std::string_view::npos) cell = "'";
  cell += escape_terminal(text);
  if (cell.find_first_of("\",") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string escape_json(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto back = std::back_inserter(out);
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    if (!c.is_valid) {
      out += "\xEF\xBF\xBD";
    } else if (c.code == '"' || c.code == '\\') {
      out += '\\';
      out += static_cast<char>(c.code);
    } else if (is_unsafe(c.code) && c.code >= 0x10000U) {
      fmt::format_to(back, "\\u{:04x}\\u{:04x}", 0xD7C0U + (c.code >> 10U),
                     0xDC00U + (c.code & 0x3FFU));
    } else if (is_unsafe(c.code)) {
      fmt::format_to(back, "\\u{:04x}", c.code);
    } else {
      out.append(text.substr(at, c.length));
    }
    at += c.length;
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  std::string shown = replaced(escape_terminal(text), "|", "\\u{7c}");
  const bool needs_blanks = shown.empty() || shown.front() == '`' || shown.back() == '`' ||
                            (shown.front() == ' ' && shown.back() == ' ' &&
                             shown.find_first_not_of(' ') != std::string::npos);
  if (needs_blanks) shown = shown.empty() ? " " : " " + shown + " ";
  const std::string fence(longest_run(shown, '`') + 1, '`');
  return fence + shown + fence;
}

std::string escape_workflow_message(std::string_view text) {
  return replaced(escape_terminal(text), "%", "%25");
}

std::string escape_workflow_property(std::string_view text) {
  return replaced(replaced(escape_workflow_message(text), ":", "%3A"), ",", "%2C");
}

std::string escape_prose(std::string_view text) {
  return replaced(escape_terminal(text), "](", "]\\u{28}");
}

std::string escape_uri_path(std::string_view path) {
  constexpr std::string_view kKept =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (kKept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string escape_xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const std::string_view entity = entity_of(static_cast<unsigned char>(c));
    if (entity.empty()) {
      out += c;
    } else {
      out += entity;
    }
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const Character c = decode(text, at);
    const std::string_view entity = c.is_valid ? entity_of(c.code) : std::string_view();
    if (!entity.empty()) {
      out += entity;
    } else if (c.is_valid && c.code == '\'') {
      out += "&#39;";
    } else {
      append_shown(out, text, at, c);
    }
    at += c.length;
  }
  return out;
}

std::string escape_json_in_html(std::string_view json) {
  std::string out;
  out.reserve(json.size() + json.size() / 64);
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace accessdrift
