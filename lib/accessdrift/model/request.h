#pragma once

#include <map>
#include <string>

#include "accessdrift/model/value.h"

namespace accessdrift {

using RequestAttributes = std::map<std::string, Told, std::less<>>;

/// What is asked. `identity` is an id, an alias, `client:NAME`, `anonymous` or `kSignedOut`;
/// `token.scopes` are the requested scopes, never absent: not told counts as not told, absent as
/// none.
struct Request {
  std::string identity;
  std::string action;
  std::string resource;
  RequestAttributes attributes;
};

inline constexpr std::string_view kAnonymous = "anonymous";
/// Nobody's id: asks what somebody has who cannot sign in and is not listed.
inline constexpr std::string_view kSignedOut = "";

}  // namespace accessdrift
