#include "accessdrift/report/budgeted.h"

namespace accessdrift {
namespace {

/// Behind a blank line.
void add_block(std::string& out, const std::string& block) {
  if (block.empty()) return;
  if (!out.empty()) out += '\n';
  out += block;
}

std::string put_together(const BudgetedDocument& document, std::size_t rows, std::size_t sections) {
  std::string out = document.head;
  std::string table = rows > 0 ? document.table_head : std::string();
  for (std::size_t r = 0; r < rows; ++r) table += document.rows[r];
  add_block(out, table);
  if (rows < document.row_count) add_block(out, document.other_rows(rows));
  for (std::size_t s = 0; s < sections; ++s) add_block(out, document.sections[s].text);
  std::vector<std::string> elsewhere;
  for (std::size_t s = sections; s < document.sections.size(); ++s)
    elsewhere.push_back(document.sections[s].elsewhere);
  if (!elsewhere.empty()) add_block(out, document.left_out(elsewhere));
  add_block(out, document.foot);
  return out;
}

}  // namespace

std::string fitted(const BudgetedDocument& document, std::size_t budget) {
  std::size_t rows = document.rows.size();
  std::size_t sections = document.sections.size();
  std::string text = put_together(document, rows, sections);
  while (text.size() > budget && rows + sections > 0) {
    if (sections > 0) {
      --sections;
    } else {
      --rows;
    }
    text = put_together(document, rows, sections);
  }
  return text;
}

}  // namespace accessdrift
