#include "accessdrift/load/version_told.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

/// A text that holds nothing but a version, for places in it.
SourceVersion written(std::string_view path, const std::string& before,
                      const std::string& version) {
  SourceVersion made;
  made.version = version;
  made.text = std::make_shared<const SourceText>(std::string(path), before + version);
  made.place = {static_cast<std::uint32_t>(before.size()),
                static_cast<std::uint32_t>(before.size() + version.size())};
  return made;
}

const NamePlace* version_in(const SourceOptions* options, const Names& names) {
  if (options == nullptr) return nullptr;
  const auto found = std::ranges::find_if(options->all, [&](const SourceOption& option) {
    return names.text(option.name.name) == kVersionOption && !option.entries.empty();
  });
  return found == options->all.end() ? nullptr : &found->entries.front().second;
}

Diagnostic two_versions(const Format& format, const Span& first, const Span& other) {
  Diagnostic problem;
  problem.code = "two-versions";
  problem.message = "files for two versions of " + std::string(format.name) + " are on one side";
  problem.span = other;
  problem.label = "expected the same version for all of them";
  problem.notes.push_back({first, "the other one"});
  problem.help = "compare each part by itself, or tell one version by --as";
  return problem;
}

}  // namespace

Result<SourceVersion> version_told(const Format& format, const GivenVersions& given,
                                   const std::vector<std::shared_ptr<const SourceOptions>>& options,
                                   const Names& names) {
  if (format.versions.oldest.empty()) return SourceVersion{};
  if (const auto told = given.find(format.name); told != given.end())
    return written(kGivenVersion, std::string(format.name) + "=", told->second);
  std::optional<SourceVersion> first;
  for (const std::shared_ptr<const SourceOptions>& one : options) {
    const NamePlace* const version = version_in(one.get(), names);
    if (version == nullptr) continue;
    const std::string_view text = names.text(version->name);
    if (!first) {
      first = SourceVersion{std::string(text), false, one->text, version->place};
    } else if (first->version != text) {
      return failure(two_versions(format, {first->text.get(), first->place},
                                  {one->text.get(), version->place}));
    }
  }
  if (first) return *first;
  if (format.versions.assumed.empty()) return SourceVersion{};
  SourceVersion assumed = written("(" + std::string(format.name) + ")", "version ",
                                  std::string(format.versions.assumed));
  assumed.is_assumed = true;
  return assumed;
}

std::string said_of(const VersionWord& word) {
  return word.before == word.after ? word.after : word.before + ".." + word.after;
}

std::string said_of(const SourceVersion& version) {
  return version.version + (version.is_assumed ? " (assumed)" : "");
}

}  // namespace accessdrift
