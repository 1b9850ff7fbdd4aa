#include "accessdrift/format/csv/csv.h"

#include <algorithm>
#include <string>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_problem.h"
#include "accessdrift/format/csv/columns.h"
#include "accessdrift/format/gathered.h"

namespace accessdrift::csv {
namespace {

using namespace source;
using Row = Table::Row;

constexpr char kBetweenGroups = ';';

/// A table in which each row is only a membership lists nobody: who is in no group is not in it.
bool lists_people(const Table& table, const Columns& columns) {
  const bool tells_more =
      !columns.group || columns.groups || columns.status || (columns.user && columns.email);
  if (tells_more) return true;
  bool has_person = false;
  table.each_row([&](const Row& row) { has_person = has_person || !row.cell(columns.group); });
  return has_person;
}

/// The part of a cell's place that a part of its text has.
Place place_of(NodeView cell, std::string_view part) {
  if (!cell.is_verbatim()) return cell.place();
  const auto begin = static_cast<std::uint32_t>(part.data() - cell.scalar().data());
  const std::uint32_t first = cell.content_begin() + begin;
  return {first, first + static_cast<std::uint32_t>(part.size())};
}

/// Reads one table.
class TableReading {
 public:
  TableReading(SourceReading& reading, GatheredGroups& groups, SourceReading::File& file)
      : reading_(reading), groups_(groups), file_(file), users_(file), words_(reading, file) {}

  void read() {
    const Table table(file_.document);
    if (const auto& strange = table.not_a_table()) {
      report(reading_, "not-of-format", "this is no table with a head", strange->span()).label =
          "expected rows of cells, the first of which names the columns";
      return;
    }
    const std::optional<Columns> columns = find_columns(reading_, file_, table);
    if (!columns) return;
    columns_ = *columns;
    lists_people_ = lists_people(table, columns_);
    table.each_row([this](const Row& row) { read_row(row); });
    users_.declare();
  }

 private:
  void read_row(const Row& row) {
    const std::optional<NodeView> named = row.cell(columns_.user);
    const std::optional<NodeView> email = row.cell(columns_.email);
    const std::optional<NodeView> person = named ? named : email;
    const std::optional<NodeView> group = row.cell(columns_.group);
    const std::optional<NodeView> groups = row.cell(columns_.groups);
    const std::optional<Until> until = read_until(row);
    if (!person) return read_row_of_nobody(row, group, groups);
    const Name id = intern(person->scalar());
    if (lists_people_) tell_person(row, id, *person, until);
    const Mention member{id, MentionKind::User, false, person->place()};
    if (group) GatheredGroups::add(part(trimmed(group->scalar()), *group, row), member, until);
    if (!groups) return;
    each_group(*groups, [&](std::string_view name) {
      GatheredGroups::add(part(name, *groups, row), member);
    });
  }

  /// A group without members is told by a row that names nobody.
  void read_row_of_nobody(const Row& row, const std::optional<NodeView>& group,
                          const std::optional<NodeView>& groups) {
    if (group) part(trimmed(group->scalar()), *group, row);
    if (groups) each_group(*groups, [&](std::string_view name) { part(name, *groups, row); });
    if (group || groups || is_blank(row.view())) return;
    report(reading_, "missing-key", "this row names nobody", row.view().span()).label =
        "expected a user";
  }

  static bool is_blank(NodeView row) {
    bool is_blank = true;
    each_item(row, [&](NodeView cell) { is_blank = is_blank && trimmed(cell.scalar()).empty(); });
    return is_blank;
  }

  template <typename Visit>
  static void each_group(NodeView cell, Visit&& visit) {
    std::string_view rest = cell.scalar();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(kBetweenGroups), rest.size());
      const std::string_view name = trimmed(rest.substr(0, end));
      if (!name.empty()) visit(name);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  GatheredGroups::Part& part(std::string_view group, NodeView cell, const Row& row) {
    return groups_.part(file_, reading_.names.intern(group), place_of(cell, group),
                        row.view().place());
  }

  void tell_person(const Row& row, Name id, NodeView person, const std::optional<Until>& until) {
    GatheredUsers::User& user = users_.user(id, reading_.names.intern(trimmed(person.scalar())),
                                            person.place(), row.view().place());
    if (const auto email = row.cell(columns_.email))
      GatheredUsers::add_alias(user, intern(email->scalar()), email->place());
    const bool is_first = std::exchange(user.is_new, false);
    tell_status(row, user, person, is_first);
    if (row.cell(columns_.group)) return;  // the end is the membership's
    user.end = std::exchange(user.tells_end, true) ? longer(user.end, until) : until;
  }

  void tell_status(const Row& row, GatheredUsers::User& user, NodeView person, bool is_first) {
    if (!columns_.status) return;
    const std::optional<NodeView> cell = row.cell(columns_.status);
    const std::optional<Status> said = cell ? words_.find(trimmed(cell->scalar())) : std::nullopt;
    if (!said) {
      Diagnostic& problem =
          warn(reading_, "unknown-status",
               "`" + shortened(trimmed(person.scalar())) + "` does not say whether it is active",
               (cell ? *cell : person).span());
      problem.label = "taken as active";
      if (cell) problem.help = "say what the word means: csv: {files: …, statuses: {WORD: STATUS}}";
    }
    const Status status = said.value_or(Status::Active);
    const Place place = said ? cell->place() : Place{};
    UserDeclaration& declared = user.declared;
    if (is_first) {
      declared.status = status;
      declared.status_place = place;
      return;
    }
    if (declared.status == status) return;
    warn(reading_, "unknown-status",
         "`" + shortened(trimmed(person.scalar())) + "` is told to be " +
             std::string(to_text(status)) + " here, and " + std::string(to_text(declared.status)) +
             " before",
         (cell ? *cell : person).span())
        .label = status == Status::Active || declared.status == Status::Active
                     ? "taken as active"
                     : "what stands first counts";
    if (status != Status::Active) return;
    declared.status = status;
    declared.status_place = place;
  }

  std::optional<Until> read_until(const Row& row) {
    const std::optional<NodeView> cell = row.cell(columns_.until);
    if (!cell) return std::nullopt;
    const auto end = read_time(trimmed(cell->scalar()));
    if (end) return Until{*end, cell->place(), cell->place()};
    Diagnostic& problem =
        report(reading_, "invalid-time",
               "`until` cannot be `" + shortened(trimmed(cell->scalar())) + "`", cell->span());
    problem.label = end.error().label;
    problem.help = end.error().help;
    return std::nullopt;
  }

  Name intern(std::string_view text) {
    return reading_.names.intern(folded_identity(trimmed(text), buffer_));
  }

  SourceReading& reading_;
  GatheredGroups& groups_;
  SourceReading::File& file_;
  GatheredUsers users_;
  StatusWords words_;
  Columns columns_;
  bool lists_people_ = false;
  std::string buffer_;
};

}  // namespace

bool recognizes(NodeView root) {
  if (!root.is_sequence() || root.is_empty_collection()) return false;
  const NodeView head = root.first_child();
  if (!head.is_sequence()) return false;
  bool is_certain = true, has_user = false, has_group = false;
  each_item(head, [&](NodeView cell) {
    const std::string name = fold_ascii(cell.is_scalar() ? trimmed(cell.scalar()) : "");
    is_certain = is_certain && std::ranges::find(kColumns, name) != kColumns.end();
    has_user = has_user || name == "user";
    has_group = has_group || name == "group" || name == "groups";
  });
  return is_certain && has_user && has_group;
}

void read(SourceReading& reading) {
  GatheredGroups groups(reading);
  for (SourceReading::File& file : reading.files) TableReading(reading, groups, file).read();
  groups.declare();
}

}  // namespace accessdrift::csv
