#pragma once

#include <string>
#include <vector>

#include "accessdrift/format/hba/rules.h"
#include "accessdrift/format/pgbouncer/files.h"

namespace accessdrift::pgbouncer {

/// What some versions make of a line.
struct LineReading {
  hba::Rule rule;
  std::string versions;    ///< a condition that is true of them; empty: of all
  bool is_current = true;  ///< the version that is told, or assumed, is one of them
};

/// A line of an hba file.
struct HbaLine {
  Span span;
  std::vector<LineReading> readings;  ///< none: no version reads it
};

struct VersionedRules {
  std::vector<HbaLine> lines;         ///< in the order in which they are tried
  std::vector<hba::Refused> refused;  ///< by the version that is told, or assumed
};

/// Reads a file of rules as every version does. Lines that several versions read alike have one
/// reading. Cost: linear in the file, and in what it names.
[[nodiscard]] VersionedRules read_versioned_rules(const SourceReading& reading, const Files& files,
                                                  const SourceReading::File& file);

/// Whether one of them is of that kind.
[[nodiscard]] bool has_term(const std::vector<hba::NameTerm>& names, hba::NameTerm::Kind kind);

}  // namespace accessdrift::pgbouncer
