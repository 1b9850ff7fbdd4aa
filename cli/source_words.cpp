#include "cli/source_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "accessdrift/base/text.h"
#include "accessdrift/format/registry.h"
#include "cli/words.h"

namespace accessdrift::cli {
namespace {

std::vector<std::string> format_names() {
  std::vector<std::string> names = {std::string(kNativeFormat)};
  for (const accessdrift::Format& format : accessdrift::formats()) names.emplace_back(format.name);
  return names;
}

Diagnostic unknown_format(std::string_view word) {
  const std::vector<std::string> names = format_names();
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::optional<std::string> near = nearest(word, views);
  return usage_error(fmt::format("`{}` is not a format of files", shortened(word)),
                     near ? fmt::format("did you mean `{}`?", *near)
                          : "expected " + join_or(names) + ", as accessdrift formats lists them");
}

std::vector<std::string> names_with_versions() {
  std::vector<std::string> names;
  for (const accessdrift::Format& format : accessdrift::formats()) {
    if (!format.versions.oldest.empty()) names.emplace_back(format.name);
  }
  return names;
}

Result<VersionWord> version_word(const std::string& word, bool of_two_sides) {
  const std::size_t sign = word.find('=');
  const std::string format = word.substr(0, sign);
  if (sign == std::string::npos || sign + 1 == word.size())
    return failure(usage_error(fmt::format("`{}` does not say which version", shortened(word)),
                               "--as takes a format and a version, or two: hoop=1.148..1.160"));
  const accessdrift::Format* const found = find_format(format);
  if (found == nullptr && format != kNativeFormat) return failure(unknown_format(format));
  if (found == nullptr || found->versions.oldest.empty())
    return failure(usage_error(fmt::format("{} is read alike for all versions", format),
                               "versions differ of " + join_or(names_with_versions())));
  const std::string version = word.substr(sign + 1);
  const std::size_t dots = version.find("..");
  if (dots == std::string::npos) return VersionWord{format, version, version};
  VersionWord made{format, version.substr(0, dots), version.substr(dots + 2)};
  if (made.before.empty() || made.after.empty())
    return failure(usage_error(fmt::format("`{}` leaves a version out", shortened(word)),
                               "--as takes both: hoop=1.148..1.160"));
  if (!of_two_sides)
    return failure(usage_error(fmt::format("`{}` has two versions", shortened(word)),
                               "two versions are compared by accessdrift diff --as"));
  return made;
}

Diagnostic told_twice(const VersionWord& first, const VersionWord& other) {
  return usage_error(fmt::format("--as tells the version of {} twice: {} and {}", first.format,
                                 shortened(said_of(first)), shortened(said_of(other))),
                     fmt::format("two versions are compared by --as {}=A..B", first.format));
}

}  // namespace

Result<std::vector<VersionWord>> version_words(const std::vector<std::string>& words,
                                               bool of_two_sides) {
  std::vector<VersionWord> versions;
  for (const std::string& word : words) {
    Result<VersionWord> version = version_word(word, of_two_sides);
    if (!version) return failure(std::move(version.error()));
    const auto told = std::ranges::find(versions, version->format, &VersionWord::format);
    if (told != versions.end()) return failure(told_twice(*told, *version));
    versions.push_back(std::move(*version));
  }
  return versions;
}

Result<std::vector<SourceWord>> source_words(const std::vector<std::string>& words) {
  std::vector<SourceWord> sources;
  Diagnostics problems;
  for (const std::string& word : words) {
    const std::size_t sign = word.find('=');
    const std::string format = word.substr(0, sign);
    const bool has_glob = sign != std::string::npos && sign + 1 < word.size();
    if (!has_glob) {
      problems.push_back(usage_error(fmt::format("`{}` does not say which files", shortened(word)),
                                     "--source takes a format and a glob: scim=directory/*.json"));
    } else if (format != kNativeFormat && find_format(format) == nullptr) {
      problems.push_back(unknown_format(format));
    } else {
      sources.push_back({format, word.substr(sign + 1)});
    }
  }
  if (!problems.empty()) return failure(std::move(problems));
  return sources;
}

}  // namespace accessdrift::cli
