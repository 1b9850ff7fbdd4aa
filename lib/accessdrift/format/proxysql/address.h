#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/ip.h"

namespace accessdrift::proxysql {

/// Which clients a `client_addr` fits. ProxySQL compares the address as a text; of a client that
/// comes by a Unix socket it is `localhost`.
struct ClientAddress {
  enum class Kind : std::uint8_t { Anybody, Networks, Unclear };
  Kind kind = Kind::Networks;
  bool is_local = false;  ///< fits `localhost`
  std::vector<IpPrefix> networks;
};

/// `10.1.2.3`, or all that stands before the first `%`: `10.1%` fits 10.1.0.7 and 10.17.0.1.
[[nodiscard]] ClientAddress client_address_of(std::string_view text);
/// The whole text and nothing else.
[[nodiscard]] ClientAddress exact_address_of(std::string_view text);

}  // namespace accessdrift::proxysql
