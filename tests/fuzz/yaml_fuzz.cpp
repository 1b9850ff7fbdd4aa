#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../unit/document/tree_print.h"
#include "accessdrift/document/read.h"

/// `read_yaml` never fails in any other way than by an error with a place, and its trees hold
/// together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = std::make_shared<accessdrift::SourceText>(
      "fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto document = accessdrift::read_yaml(text);
  const std::string problem = document ? accessdrift::broken_invariant(*document)
                                       : accessdrift::broken_error(document.error(), size);
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
