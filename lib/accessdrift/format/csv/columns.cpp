#include "accessdrift/format/csv/columns.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/csv/csv.h"

namespace accessdrift::csv {
namespace {

using source::report;
using source::Table;

struct StatusWord {
  std::string_view word;
  Status status;
};
constexpr auto kStatusWords = std::to_array<StatusWord>({
    {"active", Status::Active},
    {"enabled", Status::Active},
    {"true", Status::Active},
    {"yes", Status::Active},
    {"y", Status::Active},
    {"1", Status::Active},
    {"staged", Status::Staged},
    {"pending", Status::Staged},
    {"invited", Status::Staged},
    {"provisioned", Status::Staged},
    {"suspended", Status::Suspended},
    {"paused", Status::Suspended},
    {"locked", Status::Locked},
    {"locked out", Status::Locked},
    {"disabled", Status::Disabled},
    {"inactive", Status::Disabled},
    {"deactivated", Status::Disabled},
    {"deprovisioned", Status::Disabled},
    {"blocked", Status::Disabled},
    {"false", Status::Disabled},
    {"no", Status::Disabled},
    {"n", Status::Disabled},
    {"0", Status::Disabled},
    {"deleted", Status::Deleted},
    {"removed", Status::Deleted},
    {"terminated", Status::Deleted},
});

/// Which column the option `map` names for something, if it names one.
std::optional<std::pair<NamePlace, NamePlace>> told_column(const SourceReading& reading,
                                                           const SourceReading::File& file,
                                                           std::string_view what) {
  if (file.options == nullptr) return std::nullopt;
  for (const SourceOption& option : file.options->all) {
    if (reading.names.text(option.name.name) != "map") continue;
    for (const auto& entry : option.entries) {
      if (reading.names.text(entry.first.name) == what) return entry;
    }
  }
  return std::nullopt;
}

/// Finds the columns of one file.
class ColumnsReading {
 public:
  ColumnsReading(SourceReading& reading, const SourceReading::File& file, const Table& table)
      : reading_(reading), file_(file), table_(table) {}

  std::optional<Columns> read() {
    std::array<std::optional<std::size_t>, kColumns.size()> found;
    for (std::size_t i = 0; i < kColumns.size(); ++i) found[i] = told(kColumns[i]);
    // A column that was given to one is not another by its name.
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      if (!found[i]) found[i] = by_name(kColumns[i], found);
    }
    const Columns columns{found[0], found[1], found[2], found[3], found[4], found[5]};
    if (!are_good_) return std::nullopt;
    if (!columns.user && !columns.email) {
      Diagnostic& problem = report(reading_, "unclear-column", "no column says whom a row is about",
                                   table_.head().span());
      problem.label = "expected a column `user` or `email`";
      problem.help = "where it is called otherwise: csv: {files: …, map: {user: COLUMN}}";
      return std::nullopt;
    }
    return columns;
  }

 private:
  using Found = std::array<std::optional<std::size_t>, kColumns.size()>;

  std::optional<std::size_t> told(std::string_view what) {
    const auto entry = told_column(reading_, file_, what);
    if (!entry) return std::nullopt;
    const NamePlace& column = entry->second;
    const std::string name = fold_ascii(source::trimmed(reading_.names.text(column.name)));
    if (const auto found = table_.find(name)) return found;
    const bool is_twice = table_.count(name) > 1;
    Diagnostic& problem =
        report(reading_, "unclear-column",
               std::string(is_twice ? "more than one column" : "no column") + " of `" +
                   shortened(file_.document.text->path()) + "` is called `" +
                   shortened(reading_.names.text(column.name)) + "`",
               file_.options->span(column.place));
    problem.label = "named here";
    problem.notes.push_back({table_.head().span(), "the head of the table"});
    if (const auto near = table_.nearest(name); near && !is_twice)
      problem.help = "did you mean `" + *near + "`?";
    are_good_ = false;
    return std::nullopt;
  }

  std::optional<std::size_t> by_name(std::string_view what, const Found& taken) {
    if (told_column(reading_, file_, what)) return std::nullopt;
    if (table_.count(what) > 1) {
      report(reading_, "unclear-column",
             "more than one column is called `" + std::string(what) + "`", table_.head().span())
          .label = "which one counts is not told";
      are_good_ = false;
    }
    const auto found = table_.find(what);
    return std::ranges::find(taken, found) == taken.end() ? found : std::nullopt;
  }

  SourceReading& reading_;
  const SourceReading::File& file_;
  const Table& table_;
  bool are_good_ = true;
};

}  // namespace

std::optional<Columns> find_columns(SourceReading& reading, const SourceReading::File& file,
                                    const Table& table) {
  return ColumnsReading(reading, file, table).read();
}

StatusWords::StatusWords(const SourceReading& reading, const SourceReading::File& file) {
  for (const auto& [word, status] : kStatusWords) told_.emplace(word, status);
  if (file.options == nullptr) return;
  for (const SourceOption& option : file.options->all) {
    if (reading.names.text(option.name.name) != "statuses") continue;
    for (const auto& [word, means] : option.entries) {
      const std::string_view name = reading.names.text(means.name);
      const auto at = std::ranges::find(kStatuses, name) - kStatuses.begin();
      told_.insert_or_assign(fold_ascii(reading.names.text(word.name)), static_cast<Status>(at));
    }
  }
}

std::optional<Status> StatusWords::find(std::string_view word) const {
  const auto found = told_.find(fold_ascii(word));
  return found == told_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace accessdrift::csv
