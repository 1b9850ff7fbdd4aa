#include "accessdrift/url/url.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;
constexpr std::string_view kAfterScheme = "://";

std::uint16_t default_port(std::string_view scheme) {
  return scheme == "https" ? kHttpsPort : kHttpPort;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.front() == '0') return std::nullopt;
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return port;
}

/// A host in brackets ends after them, any other at the first colon.
std::size_t host_length(std::string_view authority) {
  const std::size_t bracket = authority.rfind(']');
  if (bracket != std::string_view::npos) return bracket + 1;
  return std::min(authority.find(':'), authority.size());
}

}  // namespace

UrlResult<UrlParts> split_url(std::string_view text) {
  if (const auto refusal = raw_refusal(text)) return tl::unexpected<UrlRefusal>(*refusal);

  UrlParts parts;
  const std::size_t scheme_end = text.find(kAfterScheme);
  parts.scheme = fold_ascii(text.substr(0, scheme_end));
  const bool is_known = parts.scheme == "http" || parts.scheme == "https";
  if (scheme_end == std::string_view::npos || !is_known) return refuse(UrlProblem::Scheme, 0);

  parts.host_offset = scheme_end + kAfterScheme.size();
  parts.path_offset = std::min(text.find_first_of("/?", parts.host_offset), text.size());
  parts.path_and_query = text.substr(parts.path_offset);
  const std::string_view authority =
      text.substr(parts.host_offset, parts.path_offset - parts.host_offset);
  if (authority.find('@') != std::string_view::npos) {
    return refuse(UrlProblem::UserInformation, parts.host_offset);
  }
  parts.host = authority.substr(0, host_length(authority));
  parts.port = default_port(parts.scheme);
  const std::string_view rest = authority.substr(parts.host.size());
  if (rest.empty()) return parts;
  const auto port = rest.front() == ':' ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port) return refuse(UrlProblem::Port, parts.host_offset + parts.host.size());
  parts.port = *port;
  return parts;
}

UrlResult<Url> normal_url(std::string_view text) {
  auto parts = split_url(text);
  if (!parts) return tl::unexpected<UrlRefusal>(parts.error());
  auto host = normal_host(parts->host);
  if (!host) return refuse_at(parts->host_offset, host.error());
  auto path = normal_path(parts->path_and_query);
  if (!path) return refuse_at(parts->path_offset, path.error());
  Url url{std::move(parts->scheme), std::move(*host), parts->port, std::move(*path)};
  // A-labels are longer than what they stand for.
  if (to_text(url).size() > kMostUrlBytes) return refuse(UrlProblem::TooLong, text.size());
  return url;
}

std::string origin_text(std::string_view scheme, std::string_view host, std::uint16_t port) {
  std::string text(scheme);
  text.append(kAfterScheme).append(host);
  if (port != default_port(scheme)) text.append(1, ':').append(std::to_string(port));
  return text;
}

std::string to_text(const Url& url) {
  return origin_text(url.scheme, url.host, url.port) + url.path;
}

}  // namespace accessdrift
