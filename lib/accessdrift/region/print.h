#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/universe.h"

namespace accessdrift {

/// The words of one side for values: networks by name. A region is printed in the words of the side it belongs to.
struct Vocabulary {
  struct Network {
    std::string name;
    std::vector<IpPrefix> prefixes;
  };
  std::vector<Network> networks;  ///< sorted by name
};

/// What one attribute must be within one term. `values` are in the order of the cells; nothing = absent.
/// Either all values are listed, or (`is_complement`) all that are *not* allowed, whichever is shorter; of an ip, `networks` (names of the
/// vocabulary) and `prefixes` instead; of an int, `ranges`, both ends inside; of a set, `element` is the one whose membership is meant
/// (`values` then true or false), or none for its presence.
struct Restriction {
  std::string attribute;
  std::string element;
  bool is_complement = false;
  std::vector<std::optional<Value>> values;
  std::vector<std::string> networks;
  std::vector<IpPrefix> prefixes;
  struct IntRange { std::optional<std::int64_t> first, last; };
  std::vector<IntRange> ranges;
};
/// All restrictions hold at once.
using Term = std::vector<Restriction>;

/// An irredundant cover of the region by terms as large as they can be, chosen deterministically: always is one empty term, never none. `care` is
/// used: what cannot be sent may be covered or not.
[[nodiscard]] std::vector<Term> cover(Universe& universe, Region region, const Vocabulary& vocabulary);

/// For a reader: `always`, `never`, `only with auth.mfa, in office`, `only outside vpn, or with auth.mfa`; at most `max_terms` terms,
/// then `or 3 more ways`. No escaping.
[[nodiscard]] std::string describe(Universe& universe, Region region, const Vocabulary& vocabulary, std::size_t max_terms = 4);

/// Lossless, one line: `always`, `never`, or terms joined by ` | ` of restrictions joined by ` & `:
/// `auth.mfa=true`, `device.os={"linux",absent}`, `device.os!={"macos"}`, `request.ip={networks.office,10.0.0.0/8}`, `risk.score={..4,9..12,absent}`,
/// `auth.methods has otp`, `auth.methods lacks otp`, `auth.methods absent`. Strings are JSON strings.
[[nodiscard]] std::string full_text(Universe& universe, Region region, const Vocabulary& vocabulary);
/// Reads `full_text` back; nothing if it is not such a text. For tests and for tools that take a region back in.
[[nodiscard]] std::optional<Region> read_full_text(Universe& universe, std::string_view text, const Vocabulary& vocabulary);

/// Equal for equal sets of requests, whatever other constants the universe has: for digests. Not for people.
[[nodiscard]] std::string canonical_text(const Universe& universe, Region region);

}  // namespace accessdrift
