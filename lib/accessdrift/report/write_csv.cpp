#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "accessdrift/report/escape.h"
#include "accessdrift/report/write_diff.h"

namespace accessdrift {
namespace {

/// In full it says in which worlds.
std::string answer_cell(const AnswerText& answer, const AnswerText& worlds) {
  switch (answer.kind) {
    case AnswerText::Kind::Never:
      return "never";
    case AnswerText::Kind::Always:
      return worlds.kind == AnswerText::Kind::When ? escape_csv(worlds.full) : "always";
    case AnswerText::Kind::When:
      return escape_csv(answer.full);
    case AnswerText::Kind::Unknown:
      return "unknown(limit)";
  }
  return {};
}

std::vector<std::string> cells_of(const TextList& names) {
  std::vector<std::string> cells;
  cells.reserve(names.size());
  for (const std::string& name : names) cells.push_back(escape_csv(name));
  return cells;
}

/// A row within one long text of all rows: sorting moves these, not the bytes.
struct Row {
  std::size_t begin = 0;
  std::uint32_t length = 0;
};

std::string place_of(const ReportEdit& edit) {
  const std::optional<PlaceText>& place = edit.after ? edit.after : edit.before;
  if (!place) return edit.id;
  return place->file + ":" + std::to_string(place->line) + ":" + std::to_string(place->column) +
         (edit.after ? "" : " (removed)");
}

/// The places of the edits: `a and b or c`; of several parts `a; b`.
class BecauseCells {
 public:
  explicit BecauseCells(const Report& report) : report_(report) {}

  /// Of the parts that are about the same entitlements, and an identity.
  std::string of(const std::vector<const ReportFinding*>& parts, const std::string& identity) {
    std::string cell;
    for (const ReportFinding* const part : parts) {
      if (part->cause) cell += (cell.empty() ? "" : "; ") + sets_of(*part->cause, identity);
    }
    return escape_csv(cell);
  }

 private:
  [[nodiscard]] std::string sets_of(const ReportCause& cause, const std::string& identity) const {
    std::string sets;
    for (const ReportEditSet& set : cause.because) {
      std::string edits;
      for (const std::size_t edit : set.edits)
        edits += (edits.empty() ? "" : " and ") +
                 place_of(report_.edits[own_edit(cause, edit, identity)]);
      sets += (sets.empty() ? "" : " or ") + edits;
    }
    return sets;
  }

  static std::size_t own_edit(const ReportCause& cause, std::size_t edit,
                              const std::string& identity) {
    for (const ReportCause::Own& own : cause.own) {
      if (own.edit != edit) continue;
      const auto found = std::ranges::lower_bound(own.of, identity, {},
                                                  &std::pair<std::string, std::size_t>::first);
      if (found != own.of.end() && found->first == identity) return found->second;
    }
    return edit;
  }

  const Report& report_;
};

void append_rows(const std::vector<const ReportFinding*>& parts, BecauseCells& because,
                 std::string& bytes, std::vector<Row>& rows) {
  const ReportFinding& finding = *parts.front();
  const std::string head =
      std::string(to_text(finding.kind)) + "," + std::string(to_text(finding.certainty)) + ",";
  const std::string tail = "," + answer_cell(finding.before, finding.worlds) + "," +
                           answer_cell(finding.after, finding.worlds) + ",";
  const std::vector<std::string> resources = cells_of(finding.resources.ids);
  const std::vector<std::string> actions = cells_of(texts_of(finding.actions));
  const bool is_own = std::ranges::any_of(
      parts, [](const ReportFinding* part) { return part->cause && !part->cause->own.empty(); });
  std::string cell = because.of(parts, {});
  for (const std::string& id : finding.identities.ids) {
    const std::string who = head + escape_csv(id) + ",";
    if (is_own) cell = because.of(parts, id);
    for (const std::string& action : actions) {
      for (const std::string& resource : resources) {
        const std::size_t begin = bytes.size();
        bytes.append(who).append(action).append(1, ',').append(resource).append(tail);
        bytes.append(cell).append(1, '\n');
        rows.push_back({begin, static_cast<std::uint32_t>(bytes.size() - begin)});
      }
    }
  }
}

/// The parts of one finding behind their first.
std::vector<std::vector<const ReportFinding*>> by_parts(const Report& report) {
  std::vector<std::vector<const ReportFinding*>> all;
  std::map<std::tuple<std::string_view, TextList, TextList, std::vector<std::string>>, std::size_t>
      place_of;
  for (const ReportFinding& finding : report.findings) {
    if (!finding.requests) {
      all.push_back({&finding});
      continue;
    }
    const auto [at, is_new] = place_of.try_emplace(
        {finding.digest, finding.identities.ids, finding.resources.ids, texts_of(finding.actions)},
        all.size());
    if (is_new) {
      all.push_back({&finding});
    } else {
      all[at->second].push_back(&finding);
    }
  }
  return all;
}

}  // namespace

std::string csv_rows(const Report& report, std::string_view first_cells) {
  std::string bytes;
  std::vector<Row> rows;
  BecauseCells because(report);
  for (const auto& parts : by_parts(report)) append_rows(parts, because, bytes, rows);
  const auto text_of = [&](const Row& row) {
    return std::string_view(bytes).substr(row.begin, row.length);
  };
  std::ranges::sort(rows, {}, text_of);
  std::string out;
  out.reserve(bytes.size() + rows.size() * first_cells.size());
  for (const Row& row : rows) out.append(first_cells).append(text_of(row));
  return out;
}

std::string write_csv(const Report& report) { return std::string(kCsvHeader) + csv_rows(report); }

}  // namespace accessdrift
