#include "accessdrift/gate/loosened.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace accessdrift {
namespace {

/// Whether a number is gone or larger.
bool is_looser(const std::optional<ChangeLimit::Number>& before,
               const std::optional<ChangeLimit::Number>& after) {
  return before && (!after || after->most > before->most);
}

template <typename T, typename KeyOf>
bool has_all(const std::vector<T>& all, const std::vector<T>& some, KeyOf key_of) {
  return std::ranges::all_of(
      some, [&](const T& one) { return std::ranges::find(all, key_of(one), key_of) != all.end(); });
}

bool is_looser(const std::optional<ChangeLimit>& before, const std::optional<ChangeLimit>& after) {
  if (!before) return false;
  if (!after) return true;
  const auto key_of = [](const Mention& one) { return std::pair(one.kind, one.id); };
  return is_looser(before->users, after->users) ||
         is_looser(before->entitlements, after->entitlements) ||
         is_looser(before->percent, after->percent) || after->level < before->level ||
         !has_all(before->except, after->except, key_of);
}

bool is_looser(const Protection& before, const Guardrails& guardrails) {
  const auto after = std::ranges::find(guardrails.protect, before.name, &Protection::name);
  if (after == guardrails.protect.end()) return true;
  const auto key_of = [](const NamePlace& one) { return one.name; };
  return !has_all(after->resources, before.resources, key_of) ||
         is_looser(before.gained, after->gained) || is_looser(before.lost, after->lost);
}

/// One that is not written allows nothing unapproved.
bool is_public_looser(const Guardrails& before, const Guardrails& after) {
  const auto most = [](const Guardrails& all) {
    return all.public_findings ? all.public_findings->most : 0;
  };
  return most(after) > most(before) || after.public_level < before.public_level;
}

/// As they are written, but for blanks.
std::set<std::string> invariants_of(const ProjectFile* project) {
  std::set<std::string> texts;
  if (project == nullptr || !project->always) return texts;
  for (const TestDeclaration& test : project->always->tests) {
    const std::string_view written = project->text->bytes();
    std::string text(written.substr(test.body.begin, test.body.end - test.body.begin));
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\r'; });
    texts.insert(std::move(text));
  }
  return texts;
}

}  // namespace

std::vector<std::string> loosened(const ProjectFile& before, const ProjectFile* after,
                                  const Names& names) {
  static const Guardrails kNone;
  const Guardrails& was = before.guardrails;
  const Guardrails& is = after == nullptr ? kNone : after->guardrails;
  std::vector<std::string> found;
  for (const Protection& protection : was.protect) {
    if (is_looser(protection, is)) found.emplace_back(names.text(protection.name));
  }
  if (is_looser(was.gained, is.gained)) found.emplace_back("limits.gained");
  if (is_looser(was.lost, is.lost)) found.emplace_back("limits.lost");
  const bool is_unknown_looser = is_looser(was.unknown_findings, is.unknown_findings) ||
                                 (was.unknown_findings && is.unknown_level < was.unknown_level);
  if (is_unknown_looser) found.emplace_back("limits.unknown");
  if (!was.are_none() && is_public_looser(was, is)) found.emplace_back("limits.public");
  const std::set<std::string> kept = invariants_of(after);
  if (!std::ranges::includes(kept, invariants_of(&before))) found.emplace_back("always");
  return found;
}

}  // namespace accessdrift
