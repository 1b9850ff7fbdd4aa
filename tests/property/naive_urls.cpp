#include "naive_urls.h"

namespace accessdrift::naive {
namespace {

std::uint16_t default_port(std::string_view scheme) { return scheme == "https" ? 443 : 80; }

/// Whether the pattern's segments from one on cover the path's from another on, whatever follows.
bool covers_from(const UrlPattern& pattern, std::size_t p, const std::vector<std::string>& path,
                 std::size_t s) {
  if (p == pattern.segments.size()) return true;
  const PatternSegment& segment = pattern.segments[p];
  if (segment.kind == PatternSegment::Kind::Across) {
    for (std::size_t skipped = s; skipped <= path.size(); ++skipped) {
      if (covers_from(pattern, p + 1, path, skipped)) return true;
    }
    return false;
  }
  if (s == path.size()) return false;
  if (segment.kind == PatternSegment::Kind::Text && segment.text != path[s]) return false;
  return covers_from(pattern, p + 1, path, s + 1);
}

/// `**` may cover nothing.
PatternPlaces places_from(const UrlPattern& pattern, std::size_t p) {
  const bool is_end = p == pattern.segments.size();
  if (is_end || pattern.segments[p].kind != PatternSegment::Kind::Across) return place(p);
  return place(p) | places_from(pattern, p + 1);
}

}  // namespace

std::string to_text(const Address& address) {
  std::string text = address.scheme + "://" + address.host;
  if (address.port != default_port(address.scheme)) text += ":" + std::to_string(address.port);
  return text + address.path;
}

Address read_address(std::string_view url) {
  Address address;
  const std::size_t end_of_scheme = url.find("://");
  address.scheme = url.substr(0, end_of_scheme);
  url.remove_prefix(end_of_scheme + 3);
  const std::size_t path = url.find('/');
  address.path = url.substr(path);
  url = url.substr(0, path);
  const std::size_t colon = url.rfind(':');
  address.host = url.substr(0, colon);
  address.port = colon == std::string_view::npos
                     ? default_port(address.scheme)
                     : static_cast<std::uint16_t>(std::stoi(std::string(url.substr(colon + 1))));
  return address;
}

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  std::string segment;
  for (const char c : std::string(path) + '/') {
    if (c != '/') segment += c;
    if (c != '/' || segment.empty()) continue;
    segments.push_back(segment);
    segment.clear();
  }
  return segments;
}

bool covers_host(const UrlPattern& pattern, std::string_view host) {
  if (!pattern.has_any_label) return host == pattern.host;
  const std::string end = "." + pattern.host;
  if (!host.ends_with(end)) return false;
  const std::string_view label = host.substr(0, host.size() - end.size());
  return !label.empty() && label.find('.') == std::string_view::npos;
}

bool covers_path(const UrlPattern& pattern, const std::vector<std::string>& segments) {
  return covers_from(pattern, 0, segments, 0);
}

PatternPlaces place(std::size_t segments) { return PatternPlaces{1} << segments; }

PatternPlaces begin_of(const UrlPattern& pattern) { return places_from(pattern, 0); }

PatternPlaces places_behind(const UrlPattern& pattern, PatternPlaces places,
                            const std::string& segment) {
  PatternPlaces behind = places & place(pattern.segments.size());
  for (std::size_t p = 0; p < pattern.segments.size(); ++p) {
    if ((places & place(p)) == 0) continue;
    const PatternSegment& wanted = pattern.segments[p];
    if (wanted.kind == PatternSegment::Kind::Across) {
      behind |= places_from(pattern, p);
    } else if (wanted.kind == PatternSegment::Kind::Any || wanted.text == segment) {
      behind |= places_from(pattern, p + 1);
    }
  }
  return behind;
}

bool covers(const UrlPattern& pattern, const Address& address) {
  return pattern.scheme == address.scheme && pattern.port == address.port &&
         covers_host(pattern, address.host) && covers_path(pattern, segments_of(address.path));
}

Specificity specificity(const UrlPattern& pattern) {
  const std::string host = (pattern.has_any_label ? "." : "") + pattern.host;
  std::string literal;
  for (const PatternSegment& segment : pattern.segments) {
    if (segment.kind != PatternSegment::Kind::Across) literal += "/" + segment.text;
  }
  return {host.size(), literal.size()};
}

}  // namespace accessdrift::naive
