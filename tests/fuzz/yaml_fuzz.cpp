#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../unit/document/tree_print.h"
#include "accessdrift/document/read.h"

namespace {

/// Of each error: it has a code, a label, and a place inside the file.
std::string broken_error(const accessdrift::Diagnostics& problems, std::size_t size) {
  if (problems.empty()) return "refused without an error";
  for (const accessdrift::Diagnostic& problem : problems) {
    if (problem.code.empty() || problem.message.empty() || problem.label.empty())
      return "an error without words";
    const auto [begin, end] = problem.span.place;
    if (!problem.span.is_known() || begin > end || end > size) return "an error without a place";
  }
  return {};
}

}  // namespace

/// `read_yaml` never fails in any other way than by an error with a place, and its trees hold
/// together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = std::make_shared<accessdrift::SourceText>(
      "fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto document = accessdrift::read_yaml(text);
  const std::string problem =
      document ? accessdrift::broken_invariant(*document) : broken_error(document.error(), size);
  if (problem.empty()) return 0;
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
