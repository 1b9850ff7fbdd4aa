#pragma once

#include <cstdint>

#include "accessdrift/format/hoop/gateway.h"

namespace accessdrift::hoop {

/// What the gateway speaks over a connection, as far as that decides what can be done there.
enum class Protocol : std::uint8_t {
  Tcp,     ///< a relay of bytes
  Ssh,     ///< another one that runs no command
  Native,  ///< a session of which it is not told whether what is sent is looked at
  Other,
};

[[nodiscard]] Protocol protocol_of(const Connection& connection);
/// Where the subtype is not told.
[[nodiscard]] bool may_be_relay(const Connection& connection);

/// A relay runs no command: it has no `exec`, and no `runbook`. Needs the connections.
void read_protocols(Gateway& gateway);

}  // namespace accessdrift::hoop
