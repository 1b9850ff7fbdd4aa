#include "accessdrift/format/gam/gam.h"

#include <deque>
#include <utility>

#include "accessdrift/format/gam/groups.h"
#include "accessdrift/format/gam/people.h"
#include "accessdrift/format/gam/tables.h"

namespace accessdrift::gam {
namespace {

using source::Table;

/// A file that is one of the tables.
struct Told {
  SourceReading::File& file;
  Table table;
  Kind kind;
};

std::deque<Told> tables_of(SourceReading& reading) {
  std::deque<Told> tables;
  for (SourceReading::File& file : reading.files) {
    Table table(file.document);
    if (const auto& strange = table.not_a_table()) {
      source::report(reading, "not-of-format", "this is no table with a head", strange->span())
          .label = "expected what GAM prints";
      continue;
    }
    if (const std::optional<Kind> kind = kind_of(table)) {
      tables.push_back({file, std::move(table), *kind});
      continue;
    }
    Diagnostic& problem =
        source::report(reading, "unclear-column",
                       "this table has neither `primaryEmail` nor `email`", table.head().span());
    problem.label = "expected users, groups or members, as GAM prints them";
    problem.help = "print them without `formatjson` and `nogroupemail`";
  }
  return tables;
}

}  // namespace

bool recognizes(NodeView root) { return is_certain(Table(root.document())); }

void read(SourceReading& reading) {
  People people(reading);
  Groups groups(reading, people);
  std::deque<Told> tables = tables_of(reading);
  for (Told& told : tables) {
    if (told.kind == Kind::Users) people.note(told.table);
    if (told.kind == Kind::Groups) groups.note_groups(told.file, told.table);
    if (told.kind == Kind::Members) groups.note_members(told.table);
  }
  for (Told& told : tables) {
    if (told.kind == Kind::Users) people.declare(told.file, told.table);
  }
  for (Told& told : tables) {
    if (told.kind == Kind::Members) groups.add_members(told.file, told.table);
  }
  groups.finish();
}

}  // namespace accessdrift::gam
