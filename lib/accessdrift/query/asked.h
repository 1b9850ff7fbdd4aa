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
  IdentityIndex identity = kAnonymousIdentity;  ///< `anonymous` for who is not listed
  std::string id;  ///< as it is listed; empty for `anonymous` and who is not
  bool is_listed = true;
  bool is_active = true;   ///< false: listed, but cannot sign in, so has what `anonymous` has
  std::string suggestion;  ///< a listed id near to one that is not
};

/// By id or alias, a client as `client:NAME`, `anonymous` by that name. Who is not listed is no
/// error (DESIGN §3): the answer is anonymous's.
[[nodiscard]] AskedIdentity find_asked_identity(const Inquiry& inquiry, std::string_view who);

/// The identity that is listed, or the client that is declared, whose id is nearest to one that is
/// not.
[[nodiscard]] std::optional<std::string> nearest_identity(const Snapshot& snapshot,
                                                          std::string_view id);

/// Attributes of a request that somebody who asks may want to tell and has not, sorted: all that
/// the side declares, but for the time, which is always told. Without declared scopes those of the
/// token matter to nobody, nor does its client without declared ones unless a condition reads it.
[[nodiscard]] std::vector<std::string> not_told(const RequestAttributes& told,
                                                const Snapshot& snapshot);

/// Errors: `unknown-resource`, `unknown-action`, each with what is near and what the resource has.
[[nodiscard]] Result<ResourceAction> find_asked_target(const Inquiry& inquiry,
                                                       std::string_view action,
                                                       std::string_view resource);

}  // namespace accessdrift
