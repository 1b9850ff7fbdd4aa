#include "cel_table.h"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <string_view>

namespace accessdrift::conformance {
namespace {

constexpr std::string_view kOurs = "= ";
constexpr std::string_view kNot = "no: ";

CelRow row_of(std::string_view line) {
  std::array<std::string, 5> cells;
  for (std::string& cell : cells) {
    const std::size_t tab = line.find('\t');
    cell = std::string(line.substr(0, tab));
    line = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
  }
  return {cells[0], cells[1], cells[2], cells[3], cells[4]};
}

}  // namespace

std::string CelRow::asked() const {
  return here.starts_with(kOurs) ? here.substr(kOurs.size()) : expression;
}

std::string CelRow::why_not() const {
  return here.starts_with(kNot) ? here.substr(kNot.size()) : std::string();
}

std::vector<CelRow> read_cel_table(const std::string& path) {
  std::ifstream file(path);
  std::vector<CelRow> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) rows.push_back(row_of(line));
  REQUIRE_MESSAGE(!rows.empty(), "cannot read " << path);
  return rows;
}

}  // namespace accessdrift::conformance
