#include "accessdrift/format/proxysql/dump.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/dump_columns.h"
#include "accessdrift/format/proxysql/dump_tables.h"
#include "accessdrift/format/proxysql/dump_words.h"

namespace accessdrift::proxysql {
namespace {

/// Statements of one file.
class Statements {
 public:
  /// What files before this one have filled, too.
  Statements(SourceReading::File& file, DumpTables& filled)
      : file_(file), words_(file.document.text->bytes()), filled_(filled) {
    next();
  }

  std::vector<Problem> problems;
  std::vector<Place> secrets;
  bool is_about_proxysql = false;  ///< some statement is about what ProxySQL has

  void read() {
    while (word_.kind != DumpWord::Kind::End) {
      const Place begin = word_.place;
      if (word_.is("insert") || word_.is("replace")) {
        insert();
      } else if (word_.is("create")) {
        create();
      } else if (word_.is("delete")) {
        remove(begin);
      } else if (word_.is("set")) {
        set();
      } else if (word_.is("update")) {
        next();
        const std::string table = take_table();
        if (is_read(table_of(table).first)) refuse(begin, "expected INSERT or REPLACE");
      }
      skip_statement();
    }
  }

 private:
  bool is_read(const std::string& table) {
    const bool is_its_own = is_read_table(table);
    is_about_proxysql = is_about_proxysql || is_its_own;
    return is_its_own;
  }
  void next() {
    word_ = words_.next();
    const bool may_be_secret =
        word_.kind == DumpWord::Kind::Text || word_.kind == DumpWord::Kind::Number ||
        (word_.is_quoted && file_.document.text->bytes()[word_.place.begin] == '"');
    if (may_be_secret) texts_.push_back(word_.place);
  }
  /// What may be a secret in a statement that is not read, or not to its end, is one.
  void skip_statement() {
    bool has_secret = is_of_secrets_;
    const bool is_read = word_.kind == DumpWord::Kind::End || word_.is_sign(';');
    for (; word_.kind != DumpWord::Kind::End && !word_.is_sign(';'); next())
      has_secret = has_secret || is_secret(word_.text);
    if (has_secret && (!is_read || is_refused_))
      secrets.insert(secrets.end(), texts_.begin(), texts_.end());
    is_of_secrets_ = is_refused_ = false;
    texts_.clear();
    if (word_.is_sign(';')) next();
  }
  void refuse(Place begin, std::string label) {
    is_refused_ = true;
    problems.push_back({{begin.begin, std::max(begin.end, word_.place.end)},
                        "this statement is not read",
                        std::move(label)});
  }

  /// The name behind the name of a database.
  std::string take_table() {
    std::string name = word_.kind == DumpWord::Kind::Name ? fold_ascii(word_.text) : std::string();
    next();
    if (!word_.is_sign('.')) return name;
    next();
    name = word_.kind == DumpWord::Kind::Name ? fold_ascii(word_.text) : std::string();
    next();
    return name;
  }

  void insert() {
    const Place begin = word_.place;
    bool replaces = word_.is("replace");
    while (word_.kind == DumpWord::Kind::Name && !word_.is("into")) {
      next();
      replaces = replaces || word_.is("replace");
    }
    next();
    const std::string table = take_table();
    const std::string name = table_of(table).first;
    if (name.starts_with("pgsql_")) {
      is_about_proxysql = true;
      filled_.add(table, {&file_, begin, true, replaces, {}});
    }
    if (!is_read(name)) return;
    is_of_secrets_ = name == "mysql_users" || name == "global_variables";
    std::vector<std::string> columns = columns_of(table, name);
    if (word_.is_sign('(')) columns = take_columns();
    if (!word_.is("values")) return refuse(begin, "expected VALUES");
    next();
    while (word_.is_sign('(')) {
      if (!take_row(table, name, columns, replaces)) return;
      if (word_.is_sign(',')) next();
    }
  }

  [[nodiscard]] std::vector<std::string> columns_of(const std::string& table,
                                                    const std::string& name) const {
    for (const std::string& known : {table, name}) {
      const auto told = filled_.columns.find(known);
      if (told != filled_.columns.end()) return told->second;
    }
    return usual_columns(name);
  }

  std::vector<std::string> take_columns() {
    std::vector<std::string> columns;
    for (next(); word_.kind != DumpWord::Kind::End && !word_.is_sign(')'); next())
      if (word_.kind == DumpWord::Kind::Name) columns.push_back(fold_ascii(word_.text));
    next();
    return columns;
  }

  bool take_row(const std::string& table, const std::string& name,
                const std::vector<std::string>& columns, bool replaces) {
    Row row;
    row.file = &file_;
    row.place = word_.place;
    row.is_of_dump = true;
    row.replaces = replaces;
    next();
    while (!word_.is_sign(')')) {
      const std::size_t at = row.cells.size();
      if (at >= columns.size()) {
        refuse(row.place, "it has more values than the table has columns");
        return false;
      }
      Cell cell;
      if (!take_value(cell)) return false;
      hide(name, columns[at], row, cell);
      row.cells.emplace_back(columns[at], std::move(cell));
      if (word_.is_sign(',')) next();
    }
    row.place.end = word_.place.end;
    next();
    filled_.add(table, std::move(row));
    return true;
  }

  bool take_value(Cell& cell) {
    cell.place = word_.place;
    cell.text = word_.text;
    const bool is_null = word_.is("null");
    if (word_.kind == DumpWord::Kind::Text ||
        (word_.kind == DumpWord::Kind::Name && word_.is_quoted)) {
      cell.kind = find_invalid_utf8(cell.text) || cell.text.find('\0') != std::string::npos
                      ? Cell::Kind::Other
                      : Cell::Kind::Text;
    } else if (word_.kind == DumpWord::Kind::Number) {
      cell.kind = Cell::Kind::Integer;
    } else if (!is_null) {
      refuse(word_.place, "expected a text, a number or NULL");
      return false;
    }
    next();
    if (word_.is_sign(',') || word_.is_sign(')')) return true;
    refuse(word_.place, "expected `,` or `)`");
    return false;
  }

  void hide(const std::string& table, const std::string& column, const Row& row, const Cell& cell) {
    const bool is_value = table == "global_variables" && column == "variable_value" &&
                          !row.cells.empty() && is_secret(row.cells.front().second.text);
    if (cell.kind != Cell::Kind::Null && (is_secret(column) || is_value))
      secrets.push_back(cell.place);
  }

  /// The first name of each definition, but for those of the table's keys.
  void create() {
    while (word_.kind == DumpWord::Kind::Name && !word_.is("table")) next();
    if (!word_.is("table")) return;
    next();
    while (word_.is("if") || word_.is("not") || word_.is("exists")) next();
    const std::string table = take_table();
    if (!is_read(table_of(table).first) || !word_.is_sign('(')) return;
    filled_.columns[table] = defined_columns();
  }

  std::vector<std::string> defined_columns() {
    std::vector<std::string> columns;
    std::size_t depth = 1;
    bool is_first = true;
    for (next(); word_.kind != DumpWord::Kind::End && depth > 0; next()) {
      constexpr std::array<std::string_view, 6> kKeys = {"primary",    "unique",  "check",
                                                         "constraint", "foreign", "key"};
      const bool is_key =
          std::ranges::any_of(kKeys, [&](std::string_view key) { return word_.is(key); });
      if (word_.is_sign('(')) ++depth;
      if (word_.is_sign(')')) --depth;
      if (is_first && word_.kind == DumpWord::Kind::Name && !is_key)
        columns.push_back(fold_ascii(word_.text));
      is_first = depth == 1 && word_.is_sign(',');
    }
    return columns;
  }

  /// Of a whole table.
  void remove(Place begin) {
    next();
    if (word_.is("from")) next();
    const std::string table = take_table();
    if (!is_read(table_of(table).first)) return;
    if (word_.kind != DumpWord::Kind::End && !word_.is_sign(';'))
      return refuse(begin, "expected DELETE of the whole table");
    filled_.rows.erase(table);
  }

  /// `SET mysql-query_digests='true'`
  void set() {
    next();
    std::string name;
    Row row;
    row.file = &file_;
    row.place = word_.place;
    while (word_.kind != DumpWord::Kind::End && !word_.is_sign(';') && !word_.is_sign('=')) {
      name += word_.text;
      next();
    }
    if (!word_.is_sign('=')) return;
    next();
    if (is_secret(name)) secrets.push_back(word_.place);
    const bool is_of_proxysql = name.starts_with("mysql-") || name.starts_with("admin-");
    if (!is_of_proxysql) return;
    is_about_proxysql = true;
    Cell value{word_.is("null") ? Cell::Kind::Null : Cell::Kind::Text, word_.text, word_.place};
    row.place.end = word_.place.end;
    row.is_of_dump = true;
    row.cells.emplace_back("variable_name", Cell{Cell::Kind::Text, name, row.place});
    row.cells.emplace_back("variable_value", std::move(value));
    filled_.add("global_variables", std::move(row));
  }

  SourceReading::File& file_;
  DumpWords words_;
  DumpWord word_;
  std::vector<Place> texts_;    ///< of the statement, and what else may be a secret
  bool is_of_secrets_ = false;  ///< the statement fills a table that holds some
  bool is_refused_ = false;     ///< the statement
  DumpTables& filled_;
};

void hide_secrets(SourceReading::File& file, const std::vector<Place>& secrets) {
  std::string hidden(file.document.text->bytes());
  for (const Place& place : secrets) {
    const bool is_quoted =
        std::string_view("'\"`").find(hidden[place.begin]) != std::string_view::npos;
    const bool is_closed =
        place.begin + 1 < place.end && hidden[place.end - 1] == hidden[place.begin];
    source::hide(hidden, {place.begin + (is_quoted ? 1U : 0U),
                          place.end - (is_quoted && is_closed ? 1U : 0U)});
  }
  source::show_instead(file, std::move(hidden));
}

}  // namespace

Tables read_dump(SourceReading& reading, std::vector<SourceReading::File*>& files,
                 std::vector<const SourceReading::File*>& unread) {
  DumpTables filled;
  std::erase_if(files, [&](SourceReading::File* const file) {
    Statements statements(*file, filled);
    statements.read();
    hide_secrets(*file, statements.secrets);
    for (const Problem& problem : statements.problems) {
      source::report(reading, "invalid-dump", problem.message,
                     {file->declarations.text.get(), problem.place})
          .label = problem.label;
    }
    if (!statements.is_about_proxysql) unread.push_back(file);
    return !statements.is_about_proxysql;
  });
  return files.empty() ? Tables() : std::move(filled).tables(*files.front());
}

}  // namespace accessdrift::proxysql
