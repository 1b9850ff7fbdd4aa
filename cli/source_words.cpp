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

}  // namespace

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
