#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/base/source_text.h"
#include "accessdrift/model/change_kind.h"
#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// One change of access that is meant (DESIGN §7): who gains or loses what. All that it says must
/// fit.
struct ExpectedChange {
  struct Count {
    std::uint64_t users = 0;
    bool is_most = false;  ///< so many or fewer
  };
  ChangeKind kind = ChangeKind::Gained;
  std::vector<NamePlace> who;        ///< identities as they are printed, globs, `group:ID`
  std::vector<NamePlace> resources;  ///< ids and globs
  std::vector<NamePlace> actions;    ///< empty: whichever
  std::optional<Count> users;        ///< who is concerned
  std::string when;                  ///< the situations, as reports print them; empty: whichever
  std::string digest;                ///< of the one finding that is meant; empty: whichever
  Place key;                         ///< of its kind
};

/// Something else of a change that needs approval: guardrails that it loosens, other files that it
/// has read, an account that has another id than before, a source of which most is gone.
struct ExpectedApproval {
  enum class Kind : std::uint8_t { Loosened, Sources, Paired, Shrunk };
  Kind kind = Kind::Loosened;
  Name name;  ///< of the guardrail, the id after, the format; none of sources
  Place key;
};

/// `accessdrift.expect.yaml` at the root of a side: what one change does on purpose, and how long
/// that holds.
struct ExpectedChanges {
  std::shared_ptr<const SourceText> text;
  std::string reason;
  Instant end = 0;  ///< the first instant at which it is over
  std::vector<ExpectedChange> changes;
  std::vector<ExpectedApproval> approvals;

  [[nodiscard]] Span span(Place place) const { return {text.get(), place}; }
};

/// `loosened`
[[nodiscard]] std::string_view to_text(ExpectedApproval::Kind kind);

}  // namespace accessdrift
