#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::google_iap {

/// What one binding, or something like it, gives before it is declared: members, to whom a role
/// on a resource is given under a condition.
struct Grant {
  struct Member {
    NodeView written;
    bool is_removed = false;
    bool is_unsure = false;  ///< whether it stays hangs on what is not told
  };

  SourceReading::File* file = nullptr;
  Name resource;
  std::optional<NodeView> role;  ///< nothing: any that lets somebody in
  std::optional<NodeView> condition;
  std::vector<Member> members;
  Place key;
  Place body;
  std::string id = {};  ///< empty: by resource, role and title
  bool is_removed = false;
  /// Told of a plan, of which the resource has this address; nothing of others.
  std::optional<NodeView> address = {};
  /// A group of those whom nothing here tells, besides its members; empty: nobody.
  std::string others = {};
  bool may_be_nobody = false;  ///< of the others: whether there is one
  /// The unknown on which unsure members hang.
  std::string unsure = {};
};

/// By what a system knows bindings of one resource: role, and title, description and expression of
/// the condition.
struct GrantKey {
  Name resource;
  std::string text;
  friend auto operator<=>(const GrantKey&, const GrantKey&) = default;
};

[[nodiscard]] GrantKey key_of(Name resource, NodeView role,
                              const std::optional<NodeView>& condition);
[[nodiscard]] GrantKey key_of(const Grant& grant);

/// The group that stands for those whom nothing tells. REQUIRES: there are some.
[[nodiscard]] Mention others_of(SourceReading& reading, const Grant& grant);

/// Members compare without regard to ASCII case.
[[nodiscard]] std::string folded_member(NodeView written);

}  // namespace accessdrift::google_iap
