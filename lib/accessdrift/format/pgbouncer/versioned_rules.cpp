#include "accessdrift/format/pgbouncer/versioned_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "accessdrift/format/pgbouncer/pgbouncer.h"
#include "accessdrift/format/source_version.h"

namespace accessdrift::pgbouncer {
namespace {

/// Versions between two changes, by one of them.
constexpr std::array<std::string_view, kVersionChanges.size() + 1> kVersions = {
    "1.22", kVersionChanges[0], kVersionChanges[1], kVersionChanges[2], kVersionChanges[3]};

/// In which of them something is so.
using VersionSet = std::array<bool, kVersions.size()>;

std::size_t current(const SourceVersion& version) {
  std::size_t at = 0;
  while (at < kVersionChanges.size() && source::is_since(version, kVersionChanges[at])) ++at;
  return at;
}

/// From the first of some versions that follow each other to behind the last.
std::string condition_of_run(std::size_t first, std::size_t behind) {
  std::string condition;
  if (first > 0) condition = source::since("pgbouncer", kVersionChanges[first - 1]);
  if (behind == kVersions.size()) return condition;
  const std::string end = "!" + source::since("pgbouncer", kVersionChanges[behind - 1]);
  return condition.empty() ? end : condition + " && " + end;
}

std::string condition_of(const VersionSet& versions) {
  std::vector<std::string> runs;
  for (std::size_t first = 0; first < versions.size();) {
    std::size_t behind = first;
    while (behind < versions.size() && versions[behind]) ++behind;
    if (behind > first) runs.push_back(condition_of_run(first, behind));
    first = behind + 1;
  }
  if (runs.size() == 1) return runs.front();
  std::string any;
  for (const std::string& run : runs) any += (any.empty() ? "((" : " || (") + run + ")";
  return any + ")";
}

void add_names(std::string& text, const std::vector<hba::NameTerm>& names) {
  for (const hba::NameTerm& name : names)
    text += std::to_string(static_cast<int>(name.kind)) + name.text + '\x1f';
  text += '\x1e';
}

}  // namespace

bool has_term(const std::vector<hba::NameTerm>& names, hba::NameTerm::Kind kind) {
  return std::ranges::find(names, kind, &hba::NameTerm::kind) != names.end();
}

std::string meaning_of(const hba::Rule& rule) {
  std::string text = std::string(hba::to_text(rule.connection)) + '\x1e';
  add_names(text, rule.databases);
  add_names(text, rule.roles);
  text += std::to_string(static_cast<int>(rule.address.kind)) + rule.address.text + '\x1e';
  text += hba::to_text(rule.method);
  for (const hba::MethodOption& option : rule.options)
    text += '\x1f' + option.name + '=' + option.value;
  return text;
}

VersionedRules read_versioned_rules(const SourceReading& reading, const Files& files,
                                    const SourceReading::File& file) {
  struct Line {
    Span span;
    std::map<std::string, std::pair<hba::Rule, VersionSet>> by_meaning;
  };
  std::map<std::uint32_t, Line> lines;  // by where they begin
  VersionedRules made;
  const std::size_t now = current(reading.version);
  for (std::size_t at = 0; at < kVersions.size(); ++at) {
    hba::Rules rules =
        hba::read_rules(file.document, files.lines(), *hba::pgbouncer_dialect(kVersions[at]));
    for (hba::Rule& rule : rules.rules) {
      Line& line = lines[rule.span.place.begin];
      line.span = rule.span;
      const auto [known, is_new] = line.by_meaning.try_emplace(meaning_of(rule));
      if (is_new) known->second.first = std::move(rule);
      known->second.second[at] = true;
    }
    if (at == now) made.refused = std::move(rules.refused);
  }
  for (auto& [begin, line] : lines) {
    HbaLine& one = made.lines.emplace_back(HbaLine{line.span, {}});
    for (auto& [meaning, found] : line.by_meaning) {
      const VersionSet& versions = found.second;
      const bool is_of_all = std::ranges::all_of(versions, [](bool has) { return has; });
      one.readings.push_back({std::move(found.first),
                              is_of_all ? std::string() : condition_of(versions), versions[now]});
    }
  }
  return made;
}

}  // namespace accessdrift::pgbouncer
