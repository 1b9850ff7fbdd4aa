#pragma once

#include <optional>
#include <string>
#include <vector>

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

enum class Thing : std::uint8_t {
  Directory,
  Context,
  Attribute,
  Network,
  Window,
  Condition,
  User,
  Group,
  Scope,
  Client,
  Type,
  Resource,
  Policy,
  Set,
  Rename
};

/// Which fact: the smallest declared thing that can change (DESIGN §4). `field` is empty where the
/// whole thing is meant (it exists on one side only); `item` is the member of a list or the name of
/// an attribute. The `until` of a membership has the field `members.until`. Texts, so that a key is
/// the same in every run.
struct FactKey {
  Thing thing = Thing::Policy;
  std::string id;
  std::string field;
  std::string item;
  friend auto operator<=>(const FactKey&, const FactKey&) = default;
};

/// A fact that was added (no before), removed (no after), changed, or moved in an order.
struct Edit {
  struct Side {
    /// Empty for a thing or a member: its being there is the fact. Of a member that comes or goes
    /// with its `until` that one.
    std::string value;
    Span span;
  };
  FactKey key;
  std::optional<Side> before;
  std::optional<Side> after;
  std::string what;  ///< `group sre no longer contains group sre-emea`
  /// Of a removed fact: what stands on the after side where it stood. The next member of its list
  /// that is still there, else the thing that it was a fact of; of a thing the next one of its kind
  /// in the file, else the last one, else the start of the file. Unknown if the file is gone.
  Span seam = {};
  /// Of which a policy or condition is a part (`PolicyDeclaration::rule`); else empty.
  std::string rule = {};
};

/// Everything that two snapshots declare differently, in the order of places (after side first,
/// else before side), then keys.
///
/// Files that both sides share are not looked into, nor are things whose bytes are equal, so the
/// cost is that of the files that differ.
[[nodiscard]] std::vector<Edit> find_edits(const Snapshot& before, const Snapshot& after);

[[nodiscard]] std::string_view to_text(Thing thing);

}  // namespace accessdrift
