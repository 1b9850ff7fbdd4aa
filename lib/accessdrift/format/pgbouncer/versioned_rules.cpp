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
constexpr std::array<std::string_view, kVersionChanges.size() + 1> kVersions = {"1.19",
                                                                                kVersionChanges[0],
                                                                                kVersionChanges[1],
                                                                                kVersionChanges[2],
                                                                                kVersionChanges[3],
                                                                                kVersionChanges[4]};

/// In which of them something is so.
using VersionSet = std::vector<bool>;

}  // namespace

bool has_term(const std::vector<hba::NameTerm>& names, hba::NameTerm::Kind kind) {
  return std::ranges::find(names, kind, &hba::NameTerm::kind) != names.end();
}

VersionedRules read_versioned_rules(const SourceReading& reading, const Files& files,
                                    const SourceReading::File& file) {
  struct Line {
    Span span;
    std::map<std::string, std::pair<hba::Rule, VersionSet>> by_meaning;
  };
  std::map<std::uint32_t, Line> lines;  // by where they begin
  VersionedRules made;
  const std::size_t now = source::period_of(kVersionChanges, reading.version.version);
  const VersionSet all(kVersions.size(), true);
  for (std::size_t at = 0; at < kVersions.size(); ++at) {
    hba::Rules rules =
        hba::read_rules(file.document, files.lines(), *hba::pgbouncer_dialect(kVersions[at]));
    for (hba::Rule& rule : rules.rules) {
      Line& line = lines[rule.span.place.begin];
      line.span = rule.span;
      const auto [known, is_new] = line.by_meaning.try_emplace(hba::meaning_of(rule));
      if (is_new) known->second = {std::move(rule), VersionSet(kVersions.size(), false)};
      known->second.second[at] = true;
    }
    if (at == now) made.refused = std::move(rules.refused);
  }
  for (auto& [begin, line] : lines) {
    HbaLine& one = made.lines.emplace_back(HbaLine{line.span, {}});
    for (auto& [meaning, found] : line.by_meaning) {
      const VersionSet& versions = found.second;
      one.readings.push_back({std::move(found.first),
                              source::condition_of("pgbouncer", kVersionChanges, versions, all),
                              versions[now]});
    }
  }
  return made;
}

}  // namespace accessdrift::pgbouncer
