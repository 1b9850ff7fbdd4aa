#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../unit/document/tree_print.h"
#include "accessdrift/document/read.h"

namespace {

using namespace accessdrift;

/// The table, every cell in quotes.
std::string rewritten(const Document& document) {
  std::string out;
  const NodeView table(document);
  for (NodeView row = table.first_child(); !row.is_end(table); row = row.next_sibling()) {
    bool is_first = true;
    for (NodeView cell = row.first_child(); !cell.is_end(row); cell = cell.next_sibling()) {
      out += is_first ? "\"" : ",\"";
      is_first = false;
      for (const char c : cell.scalar()) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

std::string problem_of(const std::string& bytes) {
  const auto text = std::make_shared<SourceText>("fuzz.csv", bytes);
  const auto document = read_csv(text);
  if (!document) return broken_error(document.error(), bytes.size());
  const std::string broken = broken_invariant(*document);
  if (!broken.empty()) return broken;
  const std::string plain = rewritten(*document);
  const auto again = read_csv(std::make_shared<SourceText>("again.csv", plain));
  if (!again) return "what was read cannot be read again";
  return rewritten(*again) == plain ? "" : "what was read reads otherwise again";
}

}  // namespace

/// `read_csv` never fails in any other way than by an error, its trees hold together, and a table
/// that is written plainly is the same table.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string problem = problem_of(std::string(reinterpret_cast<const char*>(data), size));
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
