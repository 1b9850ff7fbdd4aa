#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/model/declarations.h"
#include "accessdrift/model/report_settings.h"
#include "accessdrift/model/sources.h"

namespace accessdrift {

/// What a guardrail does that counts too much: it is said; it fails the comparison unless the rest
/// is expected; it fails the comparison.
enum class GuardLevel : std::uint8_t { Warn, Approve, Block };
[[nodiscard]] std::string_view to_text(GuardLevel level);  ///< `block`

/// How much access may be gained, or lost: each number that is given is a guardrail of its own. A
/// guardrail passes as long as what is counted is not more.
struct ChangeLimit {
  struct Number {
    std::uint64_t most = 0;
    Place place;
  };
  std::optional<Number> users;         ///< identities
  std::optional<Number> entitlements;  ///< identity × action × resource
  std::optional<Number> percent;       ///< identities, of those that could reach any of it before
  std::vector<Mention> except;  ///< identities and groups of the before side that do not count
  GuardLevel level = GuardLevel::Block;
  Place key;
};

/// A named selection of resources, descendants included, and what may change on them.
struct Protection {
  Name name;
  std::vector<NamePlace> resources;  ///< ids and globs
  std::optional<ChangeLimit> gained, lost;
  Place key;
};

/// What a change may not do (DESIGN §7), as one side's project file says it. The comparison is
/// judged by the before side's, so that a change cannot loosen its own.
struct Guardrails {
  std::vector<Protection> protect;
  std::optional<ChangeLimit> gained, lost;  ///< of everything
  /// Findings that hang on what is not known, or are over a limit of analysis.
  std::optional<ChangeLimit::Number> unknown_findings;
  GuardLevel unknown_level = GuardLevel::Block;
  /// Findings by which the public gains; where there are other guardrails and this is not given,
  /// none, to be approved.
  std::optional<ChangeLimit::Number> public_findings;
  GuardLevel public_level = GuardLevel::Approve;

  [[nodiscard]] bool are_none() const {
    return protect.empty() && !gained && !lost && !unknown_findings && !public_findings;
  }
};

/// One guardrail, and what it counted.
struct GuardrailCount {
  std::string name;  ///< of the protection; `limits` of everything
  std::string unit;  ///< `gained.users`
  GuardLevel level = GuardLevel::Block;
  std::uint64_t limit = 0;
  std::uint64_t actual = 0;   ///< of what happens in every world
  std::uint64_t at_most = 0;  ///< with what may happen
  // What no expected change covers of these.
  std::uint64_t unexpected = 0;
  std::uint64_t unexpected_at_most = 0;

  [[nodiscard]] bool fails() const { return (can_be_approved() ? unexpected : actual) > limit; }
  /// What is not known decides.
  [[nodiscard]] bool is_undecided() const {
    return !fails() && (can_be_approved() ? unexpected_at_most : at_most) > limit;
  }
  [[nodiscard]] bool is_approved() const { return actual > limit && !fails(); }

  [[nodiscard]] bool can_be_approved() const { return level == GuardLevel::Approve; }
};

/// `accessdrift.yaml` at the root of a side.
struct ProjectFile {
  std::shared_ptr<const SourceText> text;
  /// Null: all of the side is read, by what it holds.
  std::shared_ptr<const Sources> sources;
  Guardrails guardrails;
  /// What must hold after every change, as tests; null: nothing.
  DeclarationsPointer always;
  ReportSettings report;

  [[nodiscard]] Span span(Place place) const { return {text.get(), place}; }
  /// Says anything of what a change may do.
  [[nodiscard]] bool guards() const { return !guardrails.are_none() || always != nullptr; }
};

}  // namespace accessdrift
