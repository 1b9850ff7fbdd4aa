#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::pgbouncer {

/// What a secret lets its user prove; the secret itself is not kept.
enum class Secret : std::uint8_t {
  None,   ///< it is empty: no password fits
  Plain,  ///< any way of asking for a password
  Md5,    ///< any but SCRAM
  Scram,  ///< likewise any: asked for md5, SCRAM is used
};

struct ListedUser {
  std::string name;
  Secret secret = Secret::None;
  Place place;  ///< of the name, with its quotes
};

/// Users of an `auth_file`, in its order; of one who is there twice the last line counts. Where
/// PgBouncer stops to read a warning is given.
[[nodiscard]] std::vector<ListedUser> read_userlist(SourceReading& reading,
                                                    const SourceReading::File& file);

/// The same text with stars in place of secrets, so that nothing that is printed of the file tells
/// one.
[[nodiscard]] std::string without_secrets(std::string_view userlist);

}  // namespace accessdrift::pgbouncer
