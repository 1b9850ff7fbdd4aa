#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../unit/document/tree_print.h"
#include "accessdrift/document/read.h"

namespace {

using namespace accessdrift;

/// Each record is a mapping of texts to lists of texts; only `dn` has one text.
std::string broken_shape(const Document& document) {
  const NodeView root(document);
  if (!root.is_sequence()) return "no list of records";
  for (NodeView record = root.first_child(); !record.is_end(root); record = record.next_sibling()) {
    if (!record.is_mapping() || record.is_empty_collection()) return "a record without attributes";
    for (NodeView key = record.first_child(); !key.is_end(record);) {
      const NodeView value = key.next_sibling();
      if (key.kind() != NodeKind::String) return "a key that is no text";
      const bool is_list = value.is_sequence() && !value.is_empty_collection();
      if (!is_list && !value.is_scalar()) return "a value of another shape";
      key = value.next_sibling();
    }
  }
  return {};
}

std::string problem_of(const std::string& bytes) {
  const auto text = std::make_shared<SourceText>("fuzz.ldif", bytes);
  const auto document = read_ldif(text);
  if (!document) return broken_error(document.error(), bytes.size());
  const std::string broken = broken_invariant(*document);
  return broken.empty() ? broken_shape(*document) : broken;
}

}  // namespace

/// `read_ldif` never fails in any other way than by an error, and its trees hold together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string problem = problem_of(std::string(reinterpret_cast<const char*>(data), size));
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
