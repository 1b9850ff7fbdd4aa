#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/result.h"
#include "accessdrift/model/request.h"
#include "accessdrift/query/inquiry.h"

namespace accessdrift {

/// Who and what a question means.
struct AskedIdentity {
  /// Whoever is signed out for who is not listed, in an open directory the stranger who stands for
  /// it.
  IdentityIndex identity = kAnonymousIdentity;
  std::string id;  ///< as it is listed, or the stranger's; empty for `anonymous` and who is not
  bool is_listed = true;
  bool is_active = true;           ///< false: listed, but cannot sign in
  bool names_are_claimed = false;  ///< so `anonymous` may have more than who cannot sign in
  std::string suggestion;          ///< a listed id near to one that is not
};

/// By id or alias, a client as `client:NAME`, `anonymous` by that name. Who is not listed is no
/// error (DESIGN §3): the answer is that of whoever is signed out, or a stranger's.
[[nodiscard]] AskedIdentity find_asked_identity(const Inquiry& inquiry, std::string_view who);

/// Who is called so on a side, by id or alias: whoever is signed out for who is not listed, in an
/// open directory the stranger who stands for it.
[[nodiscard]] IdentityIndex identity_of(std::string_view who, const Snapshot& snapshot,
                                        const Population& population, SideOf side);

/// The identity that is listed, or the client that is declared, whose id is nearest to one that is
/// not.
[[nodiscard]] std::optional<std::string> nearest_identity(const Snapshot& snapshot,
                                                          std::string_view id);

/// Attributes of a request that who asks it may want to tell and has not, sorted: those that the
/// policies over what is asked for read, but for the time, which is always told, and what a URL
/// tells. Without declared scopes those of the token matter to nobody. Of open groups those that
/// can have the identity as a further member, and of `user.NAME` none unless it is a
/// representative.
[[nodiscard]] std::vector<std::string> not_told(const Request& request, const Snapshot& snapshot);

/// What is asked for: an action on a resource, or a method on a URL.
struct AskedTarget {
  ResourceAction target;             ///< no resource: the URL asks for nothing, and is denied
  std::optional<UrlRequest> by_url;  ///< else by the ids
  Routed routed;                     ///< of a URL
};

/// What has `://` in it and is no resource's id is a URL.
///
/// Errors: `unknown-resource`, `unknown-action`, each with what is near and what the resource has;
/// `usage` where an action stands before a URL.
[[nodiscard]] Result<AskedTarget> find_asked_target(const Inquiry& inquiry, std::string_view action,
                                                    std::string_view resource);

/// With what the URL tells, if one is asked for.
[[nodiscard]] RequestAttributes with_url(const AskedTarget& asked, RequestAttributes told);

/// All requests that ask for the target, as far as its conditions read what a URL tells: of a
/// resource with URLs asked for by its id those for all of them, else those without one. Where a
/// URL is asked for everything, since it is told.
[[nodiscard]] Region requests_for(Inquiry& inquiry, const AskedTarget& asked);

/// What a region says of them, and within what: without the URL where nothing hangs on it.
struct RegionWithin {
  Region when;
  Region care;
};
[[nodiscard]] RegionWithin within_requests(Inquiry& inquiry, const AskedTarget& asked,
                                           Region region, Region requests);

}  // namespace accessdrift
