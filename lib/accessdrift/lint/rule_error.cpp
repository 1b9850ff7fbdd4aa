#include <fmt/format.h>

#include <map>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/engine/evaluation.h"
#include "accessdrift/lint/checks.h"

namespace accessdrift {
namespace {

/// Those who can sign in and are listed, for whom a rule is an error: it reads what they lack.
std::vector<std::string> with_an_error(Linting& linting, const Expression& rule) {
  const Population& population = linting.engine().population();
  std::vector<std::string> names = attributes_read(rule, rule.root(), Operator::UserAttribute);
  std::vector<const AttributeColumn*> columns;
  columns.reserve(names.size());
  for (const std::string& name : names) columns.push_back(&linting.engine().columns().column(name));
  std::map<std::vector<std::uint32_t>, bool> is_error_by;  // codes of the columns
  std::vector<std::string> found;
  std::vector<std::uint32_t> codes(columns.size());
  for (const std::uint32_t number : linting.engine().active().numbers()) {
    const UserIndex user = population.user(IdentityIndex{number}, SideOf::After);
    if (user.is_none() || linting.snapshot().unlisted_user(user) != nullptr) continue;
    for (std::size_t c = 0; c < columns.size(); ++c) codes[c] = columns[c]->code_of[number];
    const auto [at, is_new] = is_error_by.try_emplace(codes, false);
    if (is_new) {
      Bindings bindings;
      bindings.user = [&](const std::string& name) {
        return linting.snapshot().attribute_of(user, name);
      };
      at->second = !evaluate(rule, rule.root(), linting.snapshot(), bindings).has_value();
    }
    if (at->second) found.push_back(population.printed(IdentityIndex{number}));
  }
  return found;
}

}  // namespace

void check_rule_error(Linting& linting) {
  const Snapshot& snapshot = linting.snapshot();
  for (std::size_t g = 0; g < snapshot.groups.size(); ++g) {
    const auto& rule = snapshot.rules[g];
    if (rule == nullptr) continue;
    std::vector<std::string> found = with_an_error(linting, *rule);
    if (found.empty()) continue;
    std::ranges::sort(found);
    const auto& group = snapshot.groups[g];
    Diagnostic told;
    told.severity = Severity::Note;
    told.code = "AD220";
    told.message = fmt::format("the rule of group `{}` cannot be evaluated for {} who can sign in",
                               shortened(snapshot.text(group->id)),
                               found.size() == 1 ? "one" : std::to_string(found.size()));
    told.span = group.span(group->rule->place);
    told.label = "who lacks an attribute that it reads is no member";
    told.notes.push_back(
        {{},
         fmt::format("`{}`{}", shortened(found.front()),
                     found.size() == 1 ? "" : fmt::format(" and {} more", found.size() - 1))});
    linting.add(std::move(told), {"group", snapshot.text(group->id)});
  }
}

}  // namespace accessdrift
