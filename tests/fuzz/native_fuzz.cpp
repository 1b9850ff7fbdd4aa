#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "accessdrift/cel/check.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/native/validate.h"
#include "accessdrift/format/project/read_expected.h"
#include "accessdrift/format/project/read_project.h"
#include "accessdrift/model/snapshot.h"

namespace {

using namespace accessdrift;

/// Of each problem: it has a code and words, and places inside the file.
const char* broken_problem(const Diagnostics& problems, std::size_t size) {
  for (const Diagnostic& problem : problems) {
    if (problem.code.empty() || problem.message.empty()) return "a problem without words";
    const auto [begin, end] = problem.span.place;
    if (begin > end || end > size) return "a problem outside the file";
    for (const Diagnostic::Note& note : problem.notes) {
      if (note.span.place.begin > note.span.place.end || note.span.place.end > size)
        return "a note outside the file";
    }
  }
  return nullptr;
}

/// What linking promises for every input, valid or not.
const char* broken_snapshot(const Snapshot& snapshot) {
  const std::size_t resources = snapshot.resources.size();
  if (snapshot.parents.size() != resources || snapshot.resource_actions.size() != resources)
    return "a table is short";
  for (std::size_t i = 0; i < resources; ++i) {
    std::size_t steps = 0;
    for (ResourceIndex at{i}; !at.is_none(); at = snapshot.parents[at.index()]) {
      if (++steps > resources) return "parents form a cycle";
    }
    if (!snapshot.resource_actions[i]) return "a resource without actions";
  }
  if (snapshot.policy_resources.size() != snapshot.policies.size())
    return "a policy without resources";
  return nullptr;
}

const char* broken(const std::string& path, const std::string& bytes) {
  (void)claims_native_header(path, bytes);
  const auto text = std::make_shared<const SourceText>(path, bytes);
  const Result<Document> document = read_document(text);
  if (!document) return nullptr;
  const auto names = std::make_shared<Names>();
  std::optional<NativeFile> native = read_native(*document, *names);
  if (!native) {
    const char* const problem =
        broken_problem(read_project(*document, *names).diagnostics, bytes.size());
    return problem ? problem
                   : broken_problem(read_expected(*document, *names).diagnostics, bytes.size());
  }
  if (!may_hold_native_header(bytes)) return "a header that was not seen";
  if (const char* problem = broken_problem(native->diagnostics, bytes.size())) return problem;

  const auto file = std::make_shared<const Declarations>(std::move(native->declarations));
  const Snapshot snapshot = link({file}, names);
  if (const char* problem = broken_snapshot(snapshot)) return problem;
  if (const char* problem = broken_problem(validate_native(snapshot), bytes.size())) return problem;
  std::vector<const ConditionText*> conditions;
  for (const PolicyDeclaration& policy : file->policies) {
    if (policy.when) conditions.push_back(&*policy.when);
  }
  for (const TestDeclaration& test : file->tests) {
    if (test.asked.when) conditions.push_back(&*test.asked.when);
  }
  for (const ConditionText* const condition : conditions) {
    const Result<Expression> checked =
        cel::check(*condition, text.get(), snapshot.schema, cel::Use::Condition);
    if (checked) continue;
    if (const char* problem = broken_problem(checked.error(), bytes.size())) return problem;
  }
  return nullptr;
}

}  // namespace

/// Whatever the bytes, reading, linking and validating end with problems at places in the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const char* path : {"fuzz.yaml", "fuzz.json"}) {
    if (const char* problem = broken(path, bytes)) {
      std::fprintf(stderr, "%s: %s\n", path, problem);
      std::abort();
    }
  }
  return 0;
}
