#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace accessdrift {

struct Comparison;
struct Report;

/// Whose names a report does not tell (UX c6, public-safe).
struct Redaction {
  enum class Scope : std::uint8_t {
    Users,  ///< people and services
    All     ///< whatever the configuration names, values of conditions and paths of files, too
  };
  Scope scope = Scope::Users;
  std::string key;  ///< equal keys give equal pseudonyms
};

[[nodiscard]] std::string_view to_text(Redaction::Scope scope);  ///< `users`

/// Puts pseudonyms in the place of names, so that no writer can tell them, nor anything that names
/// could be guessed from: digests and ids of edits are keyed as well, and there are no hashes of
/// lines. What people wrote for people (reasons, subjects of commits, messages of warnings) is left
/// out. Kinds, counts, actions, times and the shape of conditions stay, and what is sorted is
/// sorted by pseudonyms. The comparison is that of the report.
void redact(const Comparison& comparison, const Redaction& redaction, Report& report);

}  // namespace accessdrift
