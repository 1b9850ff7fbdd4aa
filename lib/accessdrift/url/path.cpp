#include "accessdrift/url/path.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::size_t kEscapeBytes = 3;
constexpr std::string_view kReservedInPath = "!$&'()*+,;=:@";

constexpr bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}
constexpr bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// The byte that the escape at the front stands for.
std::optional<char> escaped_byte(std::string_view text) {
  if (text.size() < kEscapeBytes || text[0] != '%') return std::nullopt;
  const auto high = hex_digit(text[1]);
  const auto low = hex_digit(text[2]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(*high << 4U | *low);
}

void append_escape(std::string& text, char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto number = static_cast<unsigned char>(byte);
  text += {'%', kDigits[number >> 4U], kDigits[number & 0xFU]};
}

/// Decodes one segment from the front; `offset` is where in it the reading stands.
struct SegmentReader {
  std::string_view text;
  std::string decoded;
  std::size_t offset = 0;

  [[nodiscard]] std::optional<UrlProblem> read_raw() {
    const char c = text[offset];
    if (c == '\\') return UrlProblem::PathBackslash;
    if (!is_unreserved(c) && kReservedInPath.find(c) == kReservedInPath.npos) {
      return UrlProblem::PathCharacter;
    }
    decoded += c;
    ++offset;
    return std::nullopt;
  }

  [[nodiscard]] std::optional<UrlProblem> read_escape() {
    const auto byte = escaped_byte(text.substr(offset));
    if (!byte) return UrlProblem::PathEscape;
    if (static_cast<unsigned char>(*byte) >= 0x80) return read_code_point();
    if (*byte == '/') return UrlProblem::PathEncodedSlash;
    if (*byte == '\\') return UrlProblem::PathEncodedBackslash;
    if (is_control(*byte)) return UrlProblem::PathEncodedControl;
    if (is_unreserved(*byte)) {
      decoded += *byte;
    } else {
      append_escape(decoded, *byte);
    }
    offset += kEscapeBytes;
    return std::nullopt;
  }

  /// The escapes of one code point above U+007F.
  [[nodiscard]] std::optional<UrlProblem> read_code_point() {
    std::string bytes;
    for (std::size_t at = offset; bytes.size() < 4; at += kEscapeBytes) {
      const auto byte = escaped_byte(text.substr(std::min(at, text.size())));
      if (!byte) break;
      bytes += *byte;
    }
    bytes.resize(utf8_length(bytes));
    if (bytes.empty()) return UrlProblem::PathNotUtf8;
    if (bytes[0] == '\xC2' && bytes[1] < '\xA0') return UrlProblem::PathEncodedControl;
    for (const char byte : bytes) append_escape(decoded, byte);
    offset += bytes.size() * kEscapeBytes;
    return std::nullopt;
  }
};

/// Whether servers that cut parameters off would read an empty or a dot segment.
bool has_dot_parameter(std::string_view segment) {
  const std::size_t end = std::min(segment.find(';'), segment.find("%3B"));
  if (end == std::string_view::npos) return false;
  const std::string_view name = segment.substr(0, end);
  return name.empty() || name == "." || name == "..";
}

UrlResult<std::string> read_segment(std::string_view text) {
  SegmentReader reader{text, {}, 0};
  while (reader.offset < text.size()) {
    const auto problem = text[reader.offset] == '%' ? reader.read_escape() : reader.read_raw();
    if (problem) return refuse(*problem, reader.offset);
  }
  if (has_dot_parameter(reader.decoded)) return refuse(UrlProblem::PathDotParameter, 0);
  return std::move(reader.decoded);
}

std::string joined(const std::vector<PathSegment>& segments) {
  std::string path;
  for (const PathSegment& segment : segments) path.append(1, '/').append(segment.text);
  return path;
}

}  // namespace

std::optional<UrlRefusal> raw_refusal(std::string_view text) {
  if (text.size() > kMostUrlBytes) return UrlRefusal{UrlProblem::TooLong, kMostUrlBytes};
  const auto control = std::ranges::find_if(text, is_control);
  if (control != text.end()) {
    return UrlRefusal{UrlProblem::ControlCharacter,
                      static_cast<std::size_t>(control - text.begin())};
  }
  const std::size_t hash = text.find('#');
  if (hash == std::string_view::npos) return std::nullopt;
  return UrlRefusal{UrlProblem::Fragment, hash};
}

UrlResult<std::vector<PathSegment>> segments_of(std::string_view text) {
  if (const auto refusal = raw_refusal(text)) return tl::unexpected<UrlRefusal>(*refusal);
  const std::string_view path = text.substr(0, text.find('?'));
  if (path.empty()) return std::vector<PathSegment>(1);
  if (path.front() != '/') return refuse(UrlProblem::PathNotRooted, 0);

  std::vector<PathSegment> segments;
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    auto segment = read_segment(path.substr(begin, end - begin));
    if (!segment) return refuse_at(begin, segment.error());
    if (segment->empty() && end < path.size()) return refuse(UrlProblem::PathEmptySegment, begin);
    segments.push_back({std::move(*segment), begin});
    begin = end + 1;
  }
  return segments;
}

UrlResult<std::vector<PathSegment>> without_dots(std::vector<PathSegment> segments) {
  if (std::ranges::none_of(segments, &PathSegment::is_dots)) return segments;
  const bool ends_in_dots = segments.back().is_dots();
  std::vector<PathSegment> kept;
  for (PathSegment& segment : segments) {
    if (segment.text == "..") {
      if (kept.empty()) return refuse(UrlProblem::PathAboveRoot, segment.offset);
      kept.pop_back();
    } else if (segment.text != ".") {
      kept.push_back(std::move(segment));
    }
  }
  if (ends_in_dots) kept.emplace_back();
  return kept;
}

UrlResult<std::string> normal_path(std::string_view text) {
  auto segments = segments_of(text);
  if (!segments) return tl::unexpected<UrlRefusal>(segments.error());
  segments = without_dots(std::move(*segments));
  if (!segments) return tl::unexpected<UrlRefusal>(segments.error());
  return joined(*segments);
}

std::optional<std::string_view> take_segment(std::string_view& path) {
  if (path.size() <= 1) return std::nullopt;
  const std::size_t end = std::min(path.find('/', 1), path.size());
  const std::string_view segment = path.substr(1, end - 1);
  path.remove_prefix(end);
  return segment;
}

}  // namespace accessdrift
