#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/format/hba/rules.h"

/// How both servers spell what rules have in common.
namespace accessdrift::hba {

[[nodiscard]] std::optional<Connection> connection_of(std::string_view word);
[[nodiscard]] std::optional<Method> method_of(std::string_view word);

[[nodiscard]] Rules read_postgresql_rules(const Document& file, const Files& files,
                                          const Dialect& dialect);
[[nodiscard]] Rules read_pgbouncer_rules(const Document& file, const Files& files,
                                         const Dialect& dialect);

/// As PostgreSQL's messages have what stands in a file.
[[nodiscard]] inline std::string in_quotes(std::string_view text) {
  return '"' + std::string(text) + '"';
}

/// What PostgreSQL says of the options of a rule; nothing if it takes them.
[[nodiscard]] std::optional<Problem> option_problem(const Rule& rule, const Dialect& dialect);

}  // namespace accessdrift::hba
