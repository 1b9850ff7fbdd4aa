#pragma once

#include <map>
#include <string>
#include <utility>

#include "accessdrift/format/postgresql/roles.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::postgresql {

/// What files tell of a server beside its rules: roles, grants of them, and databases.
struct Catalogue {
  explicit Catalogue(SourceReading& read) : reading(read), roles(read) {}

  struct Database {
    SourceReading::File* file = nullptr;
    Place place;
    bool takes_connections = true;
    Place closed_place;  ///< of what says that it takes none
  };

  SourceReading& reading;
  Roles roles;
  std::map<std::string, Database, std::less<>> databases;
};

/// A script of `pg_dumpall --roles-only`, or one by hand. False: no statement is about roles or
/// databases.
bool read_sql(Catalogue& catalogue, SourceReading::File& file);
/// Whether a file of lines begins as those of `pg_dumpall` do. What else creates roles may well be
/// about another system's.
[[nodiscard]] bool is_dump(const Document& lines);

/// Rows of `pg_roles`, `pg_auth_members` and `pg_database` as JSON, in lists or one by one.
/// `note_rows` of all files before `read_rows` of any: grants may name roles by number.
void note_rows(const SourceReading::File& file,
               std::map<std::string, std::string>& names_by_number);
void read_rows(Catalogue& catalogue, SourceReading::File& file,
               const std::map<std::string, std::string>& names_by_number);
/// Whether a tree holds such rows.
[[nodiscard]] bool has_rows(NodeView root);

/// The last second of a password, as the server prints it; nothing: it is always good. What cannot
/// be read is told.
[[nodiscard]] std::optional<Until> read_valid_until(SourceReading& reading, std::string_view text,
                                                    Span span);

}  // namespace accessdrift::postgresql
