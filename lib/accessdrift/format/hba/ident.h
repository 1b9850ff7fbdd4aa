#pragma once

#include <string>
#include <vector>

#include "accessdrift/format/hba/rules.h"

namespace accessdrift::hba {

/// A line of `pg_ident.conf`: under a map, which name of another system may act as which role. Any
/// line that fits lets it.
struct IdentRule {
  Span span;
  Token map;
  /// Name or Pattern, of which the first group stands for `\1` in the role.
  NameTerm system_user;
  /// Name, in which `\1` may stand; from PostgreSQL 16 on also All, Member and Pattern, in
  /// PgBouncer also All.
  NameTerm role;
};

struct IdentRules {
  std::vector<IdentRule> rules;
  /// To PostgreSQL a reason to keep the old file, or to start with none; PgBouncer goes on without
  /// the line.
  std::vector<Refused> refused;
  std::vector<Span> absent = {};  ///< as in `Rules`
};

/// Reads a file of maps as a server does. Cost: that of `read_fields`.
[[nodiscard]] IdentRules read_ident(const Document& file, const Files& files,
                                    const Dialect& dialect);

}  // namespace accessdrift::hba
