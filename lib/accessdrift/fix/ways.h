#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/fix/fix.h"
#include "accessdrift/fix/rewriters.h"
#include "accessdrift/query/explain.h"

namespace accessdrift {

/// Edits each of which might do what is needed; those that change least first.
using Ways = std::vector<FixStep>;

/// Says by which edits a policy can be made to apply to who asks, or not to. None of them is known
/// to work. REQUIRES: explanation, snapshot and rewriters outlive it.
class WayFinder {
 public:
  WayFinder(const Explanation& explanation, const Snapshot& snapshot, Rewriters& rewriters)
      : explanation_(explanation), snapshot_(snapshot), rewriters_(rewriters) {}

  /// To make a failed criterion hold.
  [[nodiscard]] Ways to_mend(const PolicyTrace& trace, std::uint32_t criterion);
  /// To have the policy name who asks.
  [[nodiscard]] Ways into(PolicyIndex policy);
  /// To have it no longer name who asks, or no longer cover what is asked for.
  [[nodiscard]] Ways past(PolicyIndex policy);

  /// So many ways the bound of groups has left out so far.
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  [[nodiscard]] const auto& declared(PolicyIndex policy) const {
    return snapshot_.policies[policy.index()];
  }
  [[nodiscard]] std::string name_of(PolicyIndex policy) const {
    return "policy " + std::string(snapshot_.text(declared(policy)->id));
  }
  [[nodiscard]] std::string name_of(GroupIndex group) const {
    return "group " + std::string(snapshot_.text(snapshot_.groups[group.index()]->id));
  }
  [[nodiscard]] GroupIndex group_of(const Mention& mention) const {
    return mention.kind == MentionKind::Group ? snapshot_.group_by_name.find(mention.id)
                                              : GroupIndex{};
  }
  /// Who asks, as a list names it; empty for who cannot be named in one.
  [[nodiscard]] std::string who() const;
  /// Whether a mention names who asks, by an id.
  [[nodiscard]] bool is_who(const Mention& mention) const;
  /// How who asks is in a group; null if it is not.
  [[nodiscard]] const MembershipPath* path_to(GroupIndex group) const;
  /// Groups that the policy names, and those that who asks is a member of directly.
  [[nodiscard]] std::vector<GroupIndex> groups_named(PolicyIndex policy) const;
  [[nodiscard]] std::vector<GroupIndex> own_groups() const;

  static void add(Ways& ways, std::string what, Span place, std::optional<TextEdit> edit) {
    if (edit) ways.push_back({std::move(what), place, std::move(*edit)});
  }
  void add_activation(Ways& ways) const;
  void add_member(Ways& ways, GroupIndex group, std::string what, std::string_view member);
  void add_to_policy(Ways& ways, PolicyIndex policy, std::string_view key, std::string_view value,
                     std::string what);
  /// As one more of those whom it allows or denies.
  void add_to_who(Ways& ways, PolicyIndex policy, std::string_view mention,
                  const std::string& whom);
  /// The client that was told, if it is declared; if none was, as many declared ones as are tried.
  [[nodiscard]] std::vector<ClientIndex> clients_asked();
  /// Scopes that the policy asks for and the client cannot be issued.
  [[nodiscard]] std::vector<Name> not_issued(ClientIndex client, PolicyIndex policy) const;
  void add_to_client(Ways& ways, ClientIndex client, std::string_view key, std::string_view value,
                     const std::string& what);
  /// To have a client bring what the policy asks for, where one edit of it may be enough.
  void add_through_client(Ways& ways, ClientIndex client, PolicyIndex policy);
  void add_without_part(Ways& ways, const PolicyTrace& trace, std::uint32_t criterion);
  [[nodiscard]] std::optional<TextEdit> without_part(PolicyIndex policy, std::size_t part);
  void add_out_of_groups(Ways& ways, const MembershipPath& path);
  void add_out_of_policy(Ways& ways, PolicyIndex policy, const Mention& mention,
                         const std::string& whom);

  const Explanation& explanation_;
  const Snapshot& snapshot_;
  Rewriters& rewriters_;
  std::size_t left_out_ = 0;
};

}  // namespace accessdrift
