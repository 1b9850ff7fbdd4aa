#include "accessdrift/engine/url_cuts.h"

#include <algorithm>

#include "accessdrift/region/text_cells.h"
#include "accessdrift/url/host.h"
#include "accessdrift/url/regex.h"

namespace accessdrift {
namespace {

TextCut cut(std::vector<TextTest> tests, const std::string& domain, std::uint32_t most_states) {
  TextBounds bounds;
  bounds.states = most_states;
  const TextCells cells(std::move(tests), domain, bounds);
  TextCut cut;
  cut.is_limited =
      !cells.opaque().empty() || cells.has_opaque_domain() || cells.size() > bounds.cells;
  if (cut.is_limited) return cut;
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell)
    cut.examples.push_back(cells.example(cell));
  return cut;
}

/// `/a/b` itself and what lies below it; a pattern with wildcards as an expression.
void add_tests(const UrlPattern& pattern, std::vector<TextTest>& tests) {
  std::string path;
  for (const PatternSegment& segment : pattern.segments) {
    if (segment.kind != PatternSegment::Kind::Text) {
      tests.push_back({TextTest::Kind::Matches, path_regex(pattern), 0});
      return;
    }
    path += '/' + segment.text;
  }
  if (path.empty()) return;
  tests.push_back({TextTest::Kind::Equals, path, 0});
  tests.push_back({TextTest::Kind::StartsWith, path + '/', 0});
}

/// One label before the host, of as many bytes as a label and a host may have.
std::string subdomain_regex(const std::string& host) {
  const std::size_t most = std::min(kMostLabelBytes, kMostHostBytes - 1 - host.size());
  std::string regex = "[a-z0-9]";
  if (most >= 2) regex += "(?:[a-z0-9-]{0," + std::to_string(most - 2) + "}[a-z0-9])?";
  regex += "\\.";
  for (const char c : host) regex += c == '.' ? std::string("\\.") : std::string(1, c);
  return regex;
}

}  // namespace

TextCut cut_paths(const std::vector<const UrlPattern*>& patterns, std::vector<TextTest> tests,
                  std::uint32_t most_states) {
  for (const UrlPattern* const pattern : patterns) add_tests(*pattern, tests);
  return cut(std::move(tests), normal_path_regex(), most_states);
}

TextCut cut_subdomains(const std::string& host, const std::vector<std::string_view>& named,
                       std::vector<TextTest> tests, std::uint32_t most_states) {
  for (const std::string_view one : named)
    tests.push_back({TextTest::Kind::Equals, std::string(one), 0});
  TextCut made = cut(std::move(tests), subdomain_regex(host), most_states);
  std::erase_if(made.examples, [&](const std::string& example) {
    return std::ranges::find(named, example) != named.end();
  });
  return made;
}

}  // namespace accessdrift
