#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "accessdrift/cause/change_causes.h"
#include "accessdrift/drift/roll_up.h"

namespace accessdrift {

/// An edit of a fact of an identity's own, and the same fact of others.
struct OwnEdits {
  std::uint32_t edit = 0;  ///< as the cause has it, of one of them
  std::uint32_t slot = 0;  ///< which fact of an identity, the same in all findings
  std::vector<std::pair<IdentityIndex, std::uint32_t>> of;  ///< of each, itself among them
};

/// A finding, or what of it has one cause up to each identity's own facts (DESIGN §4, cause).
struct CausedFinding {
  Finding finding;             ///< with the regions of the whole
  std::optional<Cause> cause;  ///< nothing: not searched
  bool is_complete = true;     ///< else there may be more causes
  std::vector<OwnEdits> own;   ///< of the edits of the cause that are somebody's own
  /// Of a part of the requests that are decided differently: which.
  struct Requests {
    std::shared_ptr<Universe> universe;
    Region where;
    Region care;
    std::vector<UrlKind> at = {};  ///< none: for all URLs of the finding
  };
  std::optional<Requests> requests;
  std::size_t part = 0;  ///< which of the parts of the same identities and targets
};

/// Splits findings by their causes.
///
/// Identities whose relevant facts are alike, and targets likewise, are asked about once. Once
/// `CauseFinder::kMostMixtures` were compiled the findings that are asked about later are not
/// searched, nor those of the last one who need mixtures of their own. Deterministic, if findings
/// are split in one order.
class FindingCauses {
 public:
  FindingCauses(const Comparison& comparison, const std::vector<Finding>& findings);
  ~FindingCauses();
  FindingCauses(const FindingCauses&) = delete;
  FindingCauses& operator=(const FindingCauses&) = delete;

  /// Together the finding. In no order that means anything.
  [[nodiscard]] std::vector<CausedFinding> split(const Finding& finding);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accessdrift
