#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "accessdrift/cause/edit_table.h"
#include "accessdrift/cause/target_urls.h"
#include "accessdrift/drift/compare.h"

namespace accessdrift {

/// Edits that act together.
struct EditSet {
  std::vector<std::uint32_t> edits;  ///< by their places among those of the comparison, ascending
  /// Those that go with them because one mentions what the other makes or removes, likewise.
  std::vector<std::uint32_t> prerequisites;
  friend auto operator<=>(const EditSet&, const EditSet&) = default;
};

/// Why some requests are decided differently (DESIGN §4, cause).
struct Cause {
  std::vector<EditSet> because;  ///< each alone brings it about, and no part of it does
  bool has_more = false;         ///< there are more such sets
  EditSet undo;                  ///< undone, it is as before
  friend auto operator<=>(const Cause&, const Cause&) = default;
};

/// The causes of what changes for one identity on one target.
struct ChangeCauses {
  struct Part {
    Region where;  ///< in `universe`; of a single part it does not matter
    Cause cause;
    std::vector<UrlKind> at = {};  ///< of a target by URL of which others have other causes
  };
  /// Disjoint; together all requests that are decided differently. Empty: not searched.
  std::vector<Part> parts;
  bool is_complete = true;  ///< else there may be sets of more than one or two edits, too
  /// Of several parts, with what is allowed on each side of the requests within `care`.
  std::shared_ptr<Universe> universe;
  Region care;
  Region before;
  Region after;

  [[nodiscard]] bool is_searched() const { return !parts.empty(); }
};

/// Finds why the access of identities changes, by deciding about them with some edits applied.
///
/// What cannot matter for an identity and target is left out beforehand, so the cost does not
/// depend on the size of the snapshots: one edit alone that can matter is the cause; of k edits
/// 2^k mixtures are compiled, up to 64; see `UnitSets`. Not searched: changes over a limit, and
/// URLs of one target that some edits alone would have decided differently, if conditions read
/// them. Deterministic.
class CauseFinder {
 public:
  /// So many mixtures are compiled in all; what needs more of them then is not searched.
  static constexpr std::size_t kMostMixtures = 20'000;

  /// REQUIRES: the comparison stays; causes are asked of the identities only.
  CauseFinder(const Comparison& comparison, const IdentitySet& identities);
  ~CauseFinder();
  CauseFinder(const CauseFinder&) = delete;
  CauseFinder& operator=(const CauseFinder&) = delete;

  /// Whether anything is searched on the target; if so, it is the one that is asked about next.
  [[nodiscard]] bool set_target(const Target& target);
  /// On targets of one text identities have the same causes.
  [[nodiscard]] std::string target_key() const;
  /// Identities of one text have causes alike, but for their own facts.
  [[nodiscard]] std::string key(IdentityIndex identity) const;
  [[nodiscard]] ChangeCauses of(IdentityIndex identity);
  [[nodiscard]] const EditTable& edits() const;
  /// Mixtures that were compiled so far.
  [[nodiscard]] std::size_t compiled() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether the edit is of a fact of the identity's own: its attribute, its place in a list. By its
/// names, sorted.
[[nodiscard]] bool is_own(const Edit& edit, const std::vector<std::string>& names);

}  // namespace accessdrift
