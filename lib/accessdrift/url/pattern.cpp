#include "accessdrift/url/pattern.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace accessdrift {
namespace {

using Kind = PatternSegment::Kind;

constexpr std::string_view kAnyLabel = "*.";

UrlResult<PatternSegment> read_pattern_segment(PathSegment segment) {
  if (segment.text == "*") return PatternSegment{Kind::Any, {}};
  if (segment.text == "**") return PatternSegment{Kind::Across, {}};
  if (segment.text.find('*') != std::string::npos) {
    return refuse(UrlProblem::PatternStar, segment.offset);
  }
  return PatternSegment{Kind::Text, std::move(segment.text)};
}

/// `a/**/..` would not be what stands before `..` in any URL.
std::optional<UrlRefusal> dots_refusal(const std::vector<PathSegment>& segments) {
  const auto has_star = [](const PathSegment& segment) {
    return segment.text.find('*') != std::string::npos;
  };
  const auto dots = std::ranges::find_if(segments, &PathSegment::is_dots);
  if (dots == segments.end() || std::ranges::none_of(segments, has_star)) return std::nullopt;
  return UrlRefusal{UrlProblem::PatternDots, dots->offset};
}

/// Appends so that of `**` beside `*` and `**` one remains, the last of its run.
void append_normal(std::vector<PatternSegment>& segments, PatternSegment next) {
  const bool is_after_across = !segments.empty() && segments.back().kind == Kind::Across;
  if (!is_after_across || next.kind == Kind::Text) {
    segments.push_back(std::move(next));
  } else if (next.kind == Kind::Any) {
    segments.insert(segments.end() - 1, std::move(next));
  }
}

UrlResult<std::vector<PatternSegment>> pattern_segments(std::string_view text) {
  auto read = segments_of(text);
  if (!read) return tl::unexpected<UrlRefusal>(read.error());
  if (const auto refusal = dots_refusal(*read)) return tl::unexpected<UrlRefusal>(*refusal);
  read = without_dots(std::move(*read));
  if (!read) return tl::unexpected<UrlRefusal>(read.error());
  if (read->back().text.empty()) read->pop_back();

  std::vector<PatternSegment> segments;
  for (PathSegment& segment : *read) {
    auto next = read_pattern_segment(std::move(segment));
    if (!next) return tl::unexpected<UrlRefusal>(next.error());
    append_normal(segments, std::move(*next));
  }
  if (!segments.empty() && segments.back().kind == Kind::Across) segments.pop_back();
  return segments;
}

UrlResult<std::string> pattern_host(std::string_view text, bool has_any_label) {
  auto host = normal_host(text);
  if (!host) {
    const bool has_star = text.find('*') != std::string_view::npos;
    return has_star ? refuse(UrlProblem::PatternHost, text.find('*'))
                    : tl::unexpected<UrlRefusal>(host.error());
  }
  if (!has_any_label) return host;
  if (is_address(*host)) return refuse(UrlProblem::PatternHost, 0);
  if (host->size() + kAnyLabel.size() > kMostHostBytes) return refuse(UrlProblem::HostTooLong, 0);
  return host;
}

std::string_view segment_text(const PatternSegment& segment) {
  if (segment.kind == Kind::Text) return segment.text;
  return segment.kind == Kind::Any ? "*" : "**";
}

bool host_matches(const UrlPattern& pattern, std::string_view host) {
  if (!pattern.has_any_label) return host == pattern.host;
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && host.substr(dot + 1) == pattern.host;
}

/// The first way a `**` can stop is the best one, since whatever follows the last segment matches.
bool path_matches(const std::vector<PatternSegment>& segments, std::string_view path) {
  std::optional<std::size_t> after_across;  // and there the path to try next:
  std::string_view retried_path;
  for (std::size_t at = 0; at < segments.size();) {
    if (segments[at].kind == Kind::Across) {
      after_across = ++at;
      retried_path = path;
      continue;
    }
    const auto segment = take_segment(path);
    if (!segment) return false;
    if (segments[at].kind == Kind::Any || *segment == segments[at].text) {
      ++at;
      continue;
    }
    if (!after_across) return false;
    at = *after_across;
    static_cast<void>(take_segment(retried_path));
    path = retried_path;
  }
  return true;
}

}  // namespace

UrlResult<UrlPattern> parse_url_pattern(std::string_view text) {
  auto parts = split_url(text);
  if (!parts) return tl::unexpected<UrlRefusal>(parts.error());
  const std::size_t query = text.find('?');
  if (query != std::string_view::npos) return refuse(UrlProblem::PatternQuery, query);

  const bool has_any_label = parts->host.starts_with(kAnyLabel);
  const std::size_t label_bytes = has_any_label ? kAnyLabel.size() : 0;
  auto host = pattern_host(parts->host.substr(label_bytes), has_any_label);
  if (!host) return refuse_at(parts->host_offset + label_bytes, host.error());
  auto segments = pattern_segments(parts->path_and_query);
  if (!segments) return refuse_at(parts->path_offset, segments.error());
  if (segments->size() > kMostPatternSegments) {
    return refuse(UrlProblem::PatternTooDeep, parts->path_offset);
  }
  UrlPattern pattern{std::move(*host), has_any_label, parts->port, std::move(parts->scheme),
                     std::move(*segments)};
  if (to_text(pattern).size() > kMostPatternBytes) {
    return refuse(UrlProblem::PatternTooLong, text.size());
  }
  return pattern;
}

std::string to_text(const UrlPattern& pattern) {
  const std::string host = (pattern.has_any_label ? std::string(kAnyLabel) : "") + pattern.host;
  std::string text = origin_text(pattern.scheme, host, pattern.port) + '/';
  for (const PatternSegment& segment : pattern.segments) {
    text.append(segment_text(segment)).append(1, '/');
  }
  return text;
}

bool matches(const UrlPattern& pattern, const Url& url) {
  return pattern.port == url.port && pattern.scheme == url.scheme &&
         host_matches(pattern, url.host) && path_matches(pattern.segments, url.path);
}

std::size_t literal_count(const PatternSegment& segment) {
  return segment.kind == Kind::Across ? 0 : 1 + segment.text.size();
}

UrlSpecificity specificity_of(const UrlPattern& pattern) {
  const auto add = [](std::size_t sum, const PatternSegment& segment) {
    return sum + literal_count(segment);
  };
  return {pattern.host.size() + (pattern.has_any_label ? 1 : 0),
          std::accumulate(pattern.segments.begin(), pattern.segments.end(), std::size_t{0}, add)};
}

std::weak_ordering compare_specificity(const UrlPattern& a, const UrlPattern& b) {
  return specificity_of(a) <=> specificity_of(b);
}

}  // namespace accessdrift
