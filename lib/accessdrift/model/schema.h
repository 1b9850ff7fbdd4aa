#pragma once

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/base/time_zones.h"
#include "accessdrift/model/value.h"

namespace accessdrift {

/// The request attribute that holds the requested scopes. Scopes that nobody declares may be
/// requested; they are never effective.
inline constexpr std::string_view kScopes = "token.scopes";

/// The request attribute that holds when it is made: never absent.
inline constexpr std::string_view kTime = "request.time";

/// The request attribute that names the OAuth client through which the request comes; absent
/// without one. A client that nobody declares may be named.
inline constexpr std::string_view kClient = "token.client";

/// The request attributes that a URL tells: its host and path in their normal form, and the HTTP
/// method. Absent of a request by id.
inline constexpr std::string_view kHost = "request.host";
inline constexpr std::string_view kPath = "request.path";
inline constexpr std::string_view kMethod = "request.method";
inline constexpr std::array kUrlAttributes = {kHost, kPath, kMethod};
[[nodiscard]] constexpr bool is_told_by_url(std::string_view attribute) {
  return attribute == kHost || attribute == kPath || attribute == kMethod;
}

/// What stands before the name of a client that acts for itself, as an identity.
inline constexpr std::string_view kClientPrefix = "client:";
/// What stands before the id of a group where identities are named, too.
inline constexpr std::string_view kGroupPrefix = "group:";
/// Of a list of people that is cut: whether anybody is not on it, whom the other side does not list
/// either.
inline constexpr std::string_view kPeopleLeftOut = "unknown.people_whom_no_list_has";
/// What stands before a domain where identities are named.
inline constexpr std::string_view kDomainPrefix = "domain:";
/// What stands before the id of an open group in the id of its representative.
inline constexpr std::string_view kMemberPrefix = "member:";
/// What stands before the domain of strangers.
inline constexpr std::string_view kStrangerPrefix = "stranger:";
/// What stands before the name of an identity's attribute.
inline constexpr std::string_view kUserPrefix = "user.";

/// Attributes of a resource that leads to one of another system: that one, and as which role
/// everybody is there, if as one.
inline constexpr std::string_view kServerAttribute = "server_resource";
inline constexpr std::string_view kRoleAttribute = "server_role";

/// Whether a request attribute is a fact about who asks that the snapshot does not know, which no
/// condition reads by this name.
[[nodiscard]] constexpr bool is_of_identity(std::string_view attribute) {
  return attribute.starts_with(kGroupPrefix) || attribute.starts_with(kUserPrefix);
}

/// What conditions of one side may speak of.
struct Schema {
  /// By dotted name, the built-in `request.ip` (ip, may be absent), `request.time`,
  /// `token.scopes` (the set of declared scopes, required) and `token.client` (a string, may be
  /// absent; its values are the declared clients, the only ones that a condition may name) and
  /// `kUrlAttributes` (strings, may be absent) included. Of the world, too: `group:ID`, whether who
  /// asks is among the further members of an open group, and, where there is one, `user.NAME`, what
  /// an attribute is of who asks if the snapshot does not know; no condition reads them by name.
  std::map<std::string, AttributeType, std::less<>> request;
  /// `user.NAME` and `resource.NAME`.
  std::map<std::string, AttributeType, std::less<>> attributes;
  std::set<std::string, std::less<>> networks;
  std::set<std::string, std::less<>> windows;
  std::set<std::string, std::less<>> named_conditions;
  std::set<std::string, std::less<>> lists;  ///< groups that are (`GroupDeclaration::is_list`)
  std::shared_ptr<const TimeZones> zones;    ///< those of the machine; never null
};

}  // namespace accessdrift
