#pragma once

#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/native/cycles.h"
#include "accessdrift/format/native/suggestions.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::native {

/// A side while it is validated.
struct Validation {
  const Snapshot& snapshot;
  Diagnostics diagnostics;
  Suggestions suggestions;
  std::set<const SourceText*> exports = {};  ///< files of other formats than the native one

  explicit Validation(const Snapshot& side) : snapshot(side), suggestions(side) {
    for (const DeclarationsPointer& file : side.files) {
      if (!file->is_native()) exports.insert(file->text.get());
    }
  }
};

/// What other systems export may speak of people whom nobody lists, and list one person twice: a
/// warning there, since it is read as if it were not there; an error in a native file.
void settle_severity(const Validation& validation, Diagnostic& diagnostic);

Diagnostic& report(Validation& validation, std::string_view code, std::string message, Span span);
/// `where` is the thing that mentions it, as messages name it: policy `p`.
void report_missing(Validation& validation, Kind kind, Name id, std::string_view where, Span span);
/// `kind` is a group, a policy, ...
void report_defined_twice(Validation& validation, std::string_view kind, std::string_view id,
                          Span again, Span first);

/// How a kind of cycle is told: the parents of resource `a` form a cycle; `a` has the parent `b`.
struct CycleWords {
  std::string_view code;
  std::string_view relation;  ///< the parents of resource
  std::string_view verb;      ///< has the parent
};
template <typename TextOf>
void report_cycles(Validation& validation, const Graph& graph, const CycleWords& words,
                   TextOf text_of);

void validate_definitions(Validation& validation);
void validate_users(Validation& validation);
void validate_groups(Validation& validation);
void validate_attributes(Validation& validation);
void validate_networks(Validation& validation);
void validate_windows(Validation& validation);
void validate_scopes(Validation& validation);
void validate_clients(Validation& validation);
void validate_types(Validation& validation);
void validate_resources(Validation& validation);
void validate_urls(Validation& validation);
void validate_policies(Validation& validation);
void validate_policy_actions(Validation& validation);
void validate_sets(Validation& validation);
void validate_renames(Validation& validation);
void validate_tests(Validation& validation);

/// A name is written `what `x``: policy `p`.
[[nodiscard]] std::string named(std::string_view what, std::string_view id);

void add_cycle(Validation& validation, const CycleWords& words, const std::vector<Step>& cycle,
               const std::vector<std::string_view>& ids);

template <typename TextOf>
void report_cycles(Validation& validation, const Graph& graph, const CycleWords& words,
                   TextOf text_of) {
  for (const std::vector<Step>& cycle : find_cycles(graph)) {
    std::vector<std::string_view> ids;
    ids.reserve(cycle.size());
    for (const Step& step : cycle) ids.push_back(text_of(step.from));
    add_cycle(validation, words, cycle, ids);
  }
}

}  // namespace accessdrift::native
