#include "accessdrift/format/proxysql/dump_tables.h"

#include <algorithm>
#include <limits>

namespace accessdrift::proxysql {
namespace {

void give_id(Row& row, std::int64_t& last) {
  const auto known = std::ranges::find(row.cells, "rule_id", &std::pair<std::string, Cell>::first);
  const bool is_there = known != row.cells.end();
  if (is_there && known->second.kind != Cell::Kind::Null) {
    last = std::max(last, whole_number(known->second.text).value_or(0));
    return;
  }
  if (last == std::numeric_limits<std::int64_t>::max()) return;
  const Place place = is_there ? known->second.place : Place{row.place.begin, row.place.begin + 1};
  Cell made{Cell::Kind::Integer, std::to_string(++last), place};
  if (is_there) {
    known->second = std::move(made);
  } else {
    row.cells.emplace_back("rule_id", std::move(made));
  }
}

void take_variables(Tables& tables, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const Cell* const name = row.find("variable_name");
    const Cell* const value = row.find("variable_value");
    if (name == nullptr || value == nullptr) continue;
    tables.variables.insert_or_assign(name->text, Variable{row.file, *value});
  }
}

}  // namespace

std::pair<std::string, bool> table_of(std::string_view name) {
  constexpr std::string_view kRuntime = "runtime_";
  const bool is_running = name.starts_with(kRuntime);
  return {std::string(name.substr(is_running ? kRuntime.size() : 0)), is_running};
}

void DumpTables::add(const std::string& table, Row row) {
  if (table_of(table).first == "mysql_query_rules") give_id(row, last_ids_[table]);
  rows[table].push_back(std::move(row));
}

Tables DumpTables::tables(SourceReading::File& file) && {
  Tables made;
  made.file = &file;
  for (auto& [table, filled] : rows) {
    const auto [name, is_running] = table_of(table);
    if (!is_running && rows.contains("runtime_" + name)) continue;
    if (name == "global_variables") take_variables(made, filled);
    made.rows[name] = std::move(filled);
  }
  return made;
}

}  // namespace accessdrift::proxysql
