#include "accessdrift/format/native/validate.h"

#include <array>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"

namespace accessdrift {
namespace native {
namespace {

struct KindWords {
  std::string_view name;
  std::string_view code;
};

constexpr std::array<KindWords, 10> kKinds = {{{"user", "unknown-user"},
                                               {"group", "unknown-group"},
                                               {"resource", "unknown-resource"},
                                               {"type", "unknown-type"},
                                               {"policy", "unknown-policy"},
                                               {"set", "unknown-set"},
                                               {"scope", "unknown-scope"},
                                               {"network", "unknown-network"},
                                               {"attribute", "unknown-attribute"},
                                               {"client", "unknown-client"}}};

}  // namespace

Diagnostic& report(Validation& validation, std::string_view code, std::string message, Span span) {
  Diagnostic& diagnostic = validation.diagnostics.emplace_back();
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.span = span;
  return diagnostic;
}

void settle_severity(const Validation& validation, Diagnostic& diagnostic) {
  if (validation.exports.contains(diagnostic.span.text)) diagnostic.severity = Severity::Warning;
}

std::string named(std::string_view what, std::string_view id) {
  return std::string(what) + " " + quoted(id);
}

void report_missing(Validation& validation, Kind kind, Name id, std::string_view where, Span span) {
  const bool is_listed_elsewhere = kind == Kind::User && !validation.snapshot.is_closed;
  if (is_listed_elsewhere) return;
  const KindWords& words = kKinds[static_cast<std::size_t>(kind)];
  const std::string_view text = validation.snapshot.text(id);
  Diagnostic& diagnostic =
      report(validation, words.code,
             "unknown " + named(words.name, text) + " in " + std::string(where), span);
  diagnostic.label = "no " + std::string(words.name) + " has this id";
  diagnostic.help = validation.suggestions.for_missing(kind, text);
  if (kind == Kind::User) settle_severity(validation, diagnostic);
}

void report_defined_twice(Validation& validation, std::string_view kind, std::string_view id,
                          Span again, Span first) {
  Diagnostic& diagnostic =
      report(validation, "defined-twice", named(kind, id) + " is defined twice", again);
  diagnostic.label = "defined again";
  diagnostic.notes.push_back({first, "first defined here"});
  if (kind == "user") settle_severity(validation, diagnostic);
}

void add_cycle(Validation& validation, const CycleWords& words, const std::vector<Step>& cycle,
               const std::vector<std::string_view>& ids) {
  const auto tell = [&](std::size_t i) {
    return quoted(ids[i]) + " " + std::string(words.verb) + " " + quoted(ids[(i + 1) % ids.size()]);
  };
  Diagnostic& diagnostic =
      report(validation, words.code, named(words.relation, ids.front()) + " form a cycle",
             cycle.front().edge.span);
  diagnostic.label = tell(0);
  for (std::size_t i = 1; i < cycle.size(); ++i)
    diagnostic.notes.push_back({cycle[i].edge.span, tell(i)});
}

}  // namespace native

Diagnostics validate_native(const Snapshot& snapshot) {
  native::Validation validation(snapshot);
  native::validate_definitions(validation);
  native::validate_users(validation);
  native::validate_groups(validation);
  native::validate_attributes(validation);
  native::validate_networks(validation);
  native::validate_windows(validation);
  native::validate_scopes(validation);
  native::validate_clients(validation);
  native::validate_types(validation);
  native::validate_resources(validation);
  native::validate_urls(validation);
  native::validate_policies(validation);
  native::validate_policy_actions(validation);
  native::validate_sets(validation);
  native::validate_renames(validation);
  native::validate_tests(validation);
  sort_diagnostics(validation.diagnostics);
  return std::move(validation.diagnostics);
}

}  // namespace accessdrift
