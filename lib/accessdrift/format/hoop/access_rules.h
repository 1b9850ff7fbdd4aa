#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/hoop/approvers.h"
#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// Sessions are of two kinds for a rule: `jit` rules are asked by `connect`, `command` rules by
/// everything that is run.
enum class Session : std::uint8_t { Jit, Command };
inline constexpr std::array<Session, 2> kSessions = {Session::Jit, Session::Command};
[[nodiscard]] std::vector<std::string_view> actions_of(Session session);

/// An access request rule.
struct AccessRule {
  Object object;
  NodeView name;
  std::string_view id;  ///< folded by its system; of several rules the least one applies
  std::array<bool, 2> covers = {false, false};    ///< by session
  std::vector<NodeView> asked;                    ///< `approval_required_groups`
  std::vector<NodeView> skips;                    ///< `skip_review_groups`
  NodeView reviewers;                             ///< where its reviewers stand
  NodeView access_type;                           ///< where its sessions do
  std::map<std::string_view, Place> connections;  ///< `connection_names`
  std::vector<std::string_view> attributes;
  ReviewTerms terms;
  std::string approval;  ///< the request attribute

  /// By an attribute that both have.
  [[nodiscard]] bool is_brought_to(const Connection& connection) const;
  [[nodiscard]] bool names(const Connection& connection) const;
  [[nodiscard]] bool shares_session(const AccessRule& other) const {
    return (covers[0] && other.covers[0]) || (covers[1] && other.covers[1]);
  }
  [[nodiscard]] bool covers_session(Session session) const {
    return covers[static_cast<std::size_t>(session)];
  }
};

/// In the order of their ids, which is the order in which a gateway looks.
[[nodiscard]] std::vector<AccessRule> read_access_rules(Gateway& gateway);

/// The rules of which the gateway takes one: of those that a connection's attributes bring, else of
/// those that name it. One if its ids tell.
[[nodiscard]] std::vector<const AccessRule*> rules_of(const Connection& connection, Session session,
                                                      const std::vector<AccessRule>& rules);

/// A number that is there, or nothing. What is none is an error.
[[nodiscard]] std::optional<std::int64_t> number_of(Gateway& gateway, NodeView object,
                                                    std::string_view key);

}  // namespace accessdrift::hoop
