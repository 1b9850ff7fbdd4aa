#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/url/router.h"
#include "accessdrift/url/ties.h"

namespace {

using namespace accessdrift;

/// What a normal form must not have.
bool is_dangerous(const Url& url) {
  const std::string text = to_text(url);
  for (const char* const part : {"//", "/./", "/../", "\\", "%2F", "%2f", "%5C", "%5c", "%00",
                                 "/..;", "/.;", "/;", "#", "?"}) {
    if (text.find(part, url.scheme.size() + 3) != std::string::npos) return true;
  }
  return url.host.empty() || url.host.ends_with('.') || !url.path.starts_with('/');
}

/// The first line is a URL, the others are patterns.
std::string wrong(const std::vector<std::string>& lines) {
  std::vector<UrlRouter::Route> routes;
  std::vector<UrlPattern> patterns;
  for (std::size_t i = 1; i < lines.size() && i < 40; ++i) {
    const auto pattern = parse_url_pattern(lines[i]);
    if (!pattern) {
      if (pattern.error().offset > lines[i].size()) return "a refusal outside of the text";
      continue;
    }
    if (parse_url_pattern(to_text(*pattern)) != *pattern) return "a pattern is read back otherwise";
    routes.push_back({*pattern, static_cast<std::uint32_t>(i)});
    patterns.push_back(*pattern);
  }
  for (const UrlTie& tie : ties(patterns)) {
    if (!matches(patterns[tie.first], tie.url) || !matches(patterns[tie.second], tie.url))
      return "a tie without a URL of both";
  }
  const auto url = normal_url(lines.front());
  if (!url) return url.error().offset > lines.front().size() ? "a refusal outside of the text" : "";
  if (normal_url(to_text(*url)) != *url) return "a normal form that is not its own";
  if (is_dangerous(*url)) return "a normal form that can be read in two ways";
  std::optional<std::uint32_t> best;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    if (!matches(patterns[i], *url)) continue;
    if (!best || compare_specificity(patterns[i], patterns[*best]) > 0) best = i;
  }
  return UrlRouter(std::move(routes)).route(*url) == best ? "" : "the router finds another owner";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += static_cast<char>(data[i]);
    }
  }
  const std::string problem = wrong(lines);
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
