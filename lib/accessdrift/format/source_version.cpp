#include "accessdrift/format/source_version.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/model/version_condition.h"

namespace accessdrift::source {
namespace {

constexpr std::size_t kMostNumbers = 4;
using Numbers = std::array<std::uint32_t, kMostNumbers>;

/// `1.22`, `15`, `2026-09-30`.
std::optional<Numbers> numbers_of(std::string_view version) {
  Numbers numbers{};
  const char* at = version.data();
  const char* const end = at + version.size();
  for (std::uint32_t& number : numbers) {
    const auto [stop, problem] = std::from_chars(at, end, number);
    if (problem != std::errc()) return std::nullopt;
    if (stop == end) return numbers;
    if (*stop != '.' && *stop != '-') return std::nullopt;
    at = stop + 1;
  }
  return std::nullopt;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

std::string named(const Format& format, const SourceVersion& version) {
  return std::string(format.name) + " " + version.version +
         (version.is_assumed ? " (assumed)" : "");
}

/// One of these is true; empty if one of them is, which is always true.
std::string any_of(const std::vector<std::string>& tests) {
  if (tests.empty()) return "false";
  if (tests.size() == 1) return tests.front();
  std::string any;
  for (const std::string& test : tests) any += (any.empty() ? "((" : " || (") + test + ")";
  return any + ")";
}

}  // namespace

std::optional<int> compare_versions(std::string_view a, std::string_view b) {
  const std::optional<Numbers> left = numbers_of(a);
  const std::optional<Numbers> right = numbers_of(b);
  if (!left || !right) return std::nullopt;
  return *left < *right ? -1 : *right < *left ? 1 : 0;
}

bool is_since(const SourceVersion& version, std::string_view since) {
  return compare_versions(version.version, since).value_or(-1) >= 0;
}

std::string since(std::string_view format, std::string_view version) {
  return "conditions." + version_condition(format, version);
}

std::string spoken(std::string condition) {
  constexpr std::string_view kConditions = "conditions.";
  for (std::size_t at = 0; (at = condition.find(kConditions, at)) != std::string::npos;) {
    const std::size_t name = at + kConditions.size();
    std::size_t end = name;
    while (end < condition.size() && (is_word_character(condition[end]) || condition[end] == '.'))
      ++end;
    const auto version = version_of_condition(condition.substr(name, end - name));
    if (!version) {
      at = end;
      continue;
    }
    const bool is_before = at > 0 && condition[at - 1] == '!';
    const std::size_t begin = is_before ? at - 1 : at;
    const std::string words = version->first + (is_before ? " < " : " >= ") + version->second;
    condition.replace(begin, end - begin, words);
    at = begin + words.size();
  }
  return condition;
}

std::size_t period_of(std::span<const std::string_view> changes, std::string_view version) {
  std::size_t at = 0;
  while (at < changes.size() && compare_versions(version, changes[at]).value_or(-1) >= 0) ++at;
  return at;
}

std::string condition_of(std::string_view format, std::span<const std::string_view> changes,
                         const std::vector<bool>& is_of, const std::vector<bool>& is_asked) {
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < is_asked.size(); ++i)
    if (is_asked[i]) asked.push_back(i);
  const auto run_of = [&](std::size_t first, std::size_t behind) {
    auto from = first > 0 ? since(format, changes[asked[first] - 1]) : std::string();
    if (behind == asked.size()) return from;
    return from + (from.empty() ? "!" : " && !") + since(format, changes[asked[behind] - 1]);
  };
  std::vector<std::string> runs;
  for (std::size_t first = 0; first < asked.size();) {
    std::size_t behind = first;
    while (behind < asked.size() && is_of[asked[behind]]) ++behind;
    if (behind > first) runs.push_back(run_of(first, behind));
    first = behind + 1;
  }
  return any_of(runs);
}

Diagnostics check_version(const Format& format, const SourceVersion& version) {
  if (version.version.empty() || version.is_assumed) return {};
  const std::string expected = "expected " + std::string(format.versions.what);
  const std::string said = "`" + shortened(version.version) + "`";
  Diagnostic problem;
  problem.code = "unknown-version";
  problem.span = {version.text.get(), version.place};
  const std::optional<int> old = compare_versions(version.version, format.versions.oldest);
  if (!old) {
    problem.message = said + " is no version of " + std::string(format.name);
    problem.label = expected;
    return {std::move(problem)};
  }
  if (*old < 0) {
    problem.message = "files for " + std::string(format.name) + " " + said + " cannot be read";
    problem.label = expected + ", from " + std::string(format.versions.oldest) + " on";
    return {std::move(problem)};
  }
  if (format.versions.newest.empty() || !is_since(version, format.versions.newest) ||
      compare_versions(version.version, format.versions.newest) == 0)
    return {};
  const bool is_a_later_fix =
      version.version.starts_with(std::string(format.versions.newest) + ".");
  if (is_a_later_fix) return {};
  problem.severity = Severity::Warning;
  problem.message = std::string(format.name) + " " + said + " is newer than " +
                    std::string(format.versions.newest) + ", the last one that is known";
  problem.label = "so its files are read as for that one";
  return {std::move(problem)};
}

DeclarationsPointer version_conditions(const Format& format, const SourceVersion& version,
                                       Names& names) {
  if (version.version.empty()) return nullptr;
  auto made = std::make_shared<Declarations>();
  made->text = version.text;
  made->bytes_tell = false;
  made->is_of_version = true;
  made->format = format.name;
  for (const std::string_view change : format.versions.changes) {
    NamedConditionDeclaration condition;
    condition.name = names.intern(version_condition(format.name, change));
    condition.key = version.place;
    condition.body = version.place;
    ConditionText when;
    when.text = is_since(version, change) ? "true" : "false";
    when.written = named(format, version);
    when.place = version.place;
    when.is_verbatim = false;
    condition.when = std::move(when);
    made->named_conditions.push_back(std::move(condition));
  }
  return made;
}

}  // namespace accessdrift::source
