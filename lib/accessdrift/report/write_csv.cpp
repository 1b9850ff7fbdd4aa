#include <algorithm>
#include <string_view>
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

std::vector<std::string> cells_of(const std::vector<std::string>& names) {
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

void append_rows(const ReportFinding& finding, std::string& bytes, std::vector<Row>& rows) {
  const std::string head =
      std::string(to_text(finding.kind)) + "," + std::string(to_text(finding.certainty)) + ",";
  const std::string tail = "," + answer_cell(finding.before, finding.worlds) + "," +
                           answer_cell(finding.after, finding.worlds) + ",\n";
  const std::vector<std::string> resources = cells_of(finding.resources.ids);
  const std::vector<std::string> actions = cells_of(texts_of(finding.actions));
  for (const std::string& id : finding.identities.ids) {
    const std::string who = head + escape_csv(id) + ",";
    for (const std::string& action : actions) {
      for (const std::string& resource : resources) {
        const std::size_t begin = bytes.size();
        bytes.append(who).append(action).append(1, ',').append(resource).append(tail);
        rows.push_back({begin, static_cast<std::uint32_t>(bytes.size() - begin)});
      }
    }
  }
}

}  // namespace

std::string write_csv(const Report& report) {
  std::string bytes;
  std::vector<Row> rows;
  for (const ReportFinding& finding : report.findings) append_rows(finding, bytes, rows);
  const auto text_of = [&](const Row& row) {
    return std::string_view(bytes).substr(row.begin, row.length);
  };
  std::ranges::sort(rows, {}, text_of);
  std::string out = "kind,certainty,identity,action,resource,before,after,because\n";
  out.reserve(out.size() + bytes.size());
  for (const Row& row : rows) out += text_of(row);
  return out;
}

}  // namespace accessdrift
