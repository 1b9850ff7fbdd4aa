#include "accessdrift/format/google_iap/resource_names.h"

#include <algorithm>
#include <array>

namespace accessdrift::google_iap {
namespace {

constexpr std::size_t kUsualSegments = 8;
constexpr std::size_t kMostSteps = 4;

std::string joined(const std::vector<std::string_view>& segments) {
  std::string name;
  for (const std::string_view segment : segments) {
    if (!name.empty()) name += '/';
    name += segment;
  }
  return name;
}

}  // namespace

bool is_container_word(std::string_view word) {
  constexpr std::array<std::string_view, 3> kContainers = {"organizations", "folders", "projects"};
  return std::ranges::find(kContainers, word) != kContainers.end();
}

bool is_container_name(std::string_view name) {
  const std::size_t end = name.find('/');
  return end != name.npos && is_container_word(name.substr(0, end)) &&
         name.find('/', end + 1) == name.npos;
}

std::vector<std::string_view> segments_of(std::string_view name) {
  std::vector<std::string_view> all;
  all.reserve(kUsualSegments);
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('/'), name.size());
    all.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return all;
}

std::optional<std::vector<std::size_t>> steps_below(const std::vector<std::string_view>& segments) {
  std::vector<std::size_t> steps;
  steps.reserve(kMostSteps);
  std::size_t at = 2;
  if (segments.size() == at) return steps;
  const bool is_web = segments[at] == "iap_web";
  if (!is_web && segments[at] != "iap_tunnel") return std::nullopt;
  steps.push_back(1);
  ++at;
  if (is_web && at < segments.size()) {
    steps.push_back(1);
    ++at;
  }
  for (; at + 1 < segments.size(); at += 2) steps.push_back(2);
  if (at != segments.size() || steps.size() > kMostSteps) return std::nullopt;
  return steps;
}

std::string_view without_service(std::string_view name) {
  if (!name.starts_with("//")) return name;
  const std::size_t end = name.find('/', 2);
  return end == name.npos ? std::string_view() : name.substr(end + 1);
}

std::string name_in_path(std::string_view path) {
  path = path.substr(0, path.rfind('.'));
  const std::vector<std::string_view> all = segments_of(path);
  for (std::size_t first = all.size(); first-- > 0;) {
    if (!is_container_word(all[first]) || all.size() - first < 2) continue;
    constexpr std::array<std::string_view, 4> kFileNames = {"policy", "iam-policy", "iam_policy",
                                                            "iam"};
    std::vector<std::string_view> segments(all.begin() + static_cast<std::ptrdiff_t>(first),
                                           all.end());
    const bool is_named = std::ranges::find(kFileNames, segments.back()) != kFileNames.end();
    if (is_named && segments.size() > 2) segments.pop_back();
    const auto steps = steps_below(segments);
    if (steps && (steps->empty() || segments[0] == "projects")) return joined(segments);
  }
  return {};
}

}  // namespace accessdrift::google_iap
