#include <algorithm>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"
#include "accessdrift/model/glob_index.h"

namespace accessdrift::native {
namespace {

void check_on(Validation& validation, const Declared<TestDeclaration>& test, GlobIndex& globs) {
  const Snapshot& side = validation.snapshot;
  for (const NamePlace& item : test->asked.to) {
    const std::string_view text = side.text(item.name);
    if (!is_glob(text)) {
      if (side.resource_by_name.find(item.name).is_none())
        report_missing(validation, Kind::Resource, item.name, "`on` of a test",
                       test.span(item.place));
    } else if (globs.matches(item.name).empty()) {
      report(validation, "glob-matches-nothing",
             "the pattern " + quoted(text) + " in `on` of a test matches no resource",
             test.span(item.place))
          .label = "matches no resource";
    }
  }
}

/// An action is good if a resource of the test has it.
void check_actions(Validation& validation, std::size_t number) {
  const Snapshot& side = validation.snapshot;
  const Declared<TestDeclaration>& test = side.tests[number];
  const std::vector<ResourceIndex>& resources = side.test_resources[number];
  if (!test->asked.actions || resources.empty()) return;
  std::vector<Name> had;
  for (const ResourceIndex resource : resources) {
    const std::vector<Name>& names = side.resource_actions[resource.index()]->names;
    had.insert(had.end(), names.begin(), names.end());
  }
  for (const NamePlace& action : *test->asked.actions) {
    if (std::ranges::find(had, action.name) != had.end()) continue;
    std::vector<std::string_view> texts;
    texts.reserve(had.size());
    for (const Name name : had) texts.push_back(side.text(name));
    std::ranges::sort(texts);
    const auto repeated = std::ranges::unique(texts);
    texts.erase(repeated.begin(), repeated.end());
    const std::string_view text = side.text(action.name);
    Diagnostic& diagnostic =
        report(validation, "unknown-action",
               "no resource of this test has the action " + quoted(text), test.span(action.place));
    diagnostic.label = "no such action there";
    diagnostic.help = validation.suggestions.among(text, texts);
  }
}

}  // namespace

void validate_tests(Validation& validation) {
  GlobIndex globs(validation.snapshot);
  for (std::size_t i = 0; i < validation.snapshot.tests.size(); ++i) {
    check_on(validation, validation.snapshot.tests[i], globs);
    check_actions(validation, i);
  }
}

}  // namespace accessdrift::native
