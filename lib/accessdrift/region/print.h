#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/recurring_words.h"
#include "accessdrift/region/text_terms.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// The words of one side for values: networks and windows by name. A region is printed in the words
/// of the side it belongs to.
struct Vocabulary {
  struct Network {
    std::string name;
    std::vector<IpPrefix> prefixes;
  };
  struct NamedWindow {
    std::string name;  ///< empty: it is of this side, and has no name of its own
    Window window;
  };
  std::vector<Network> networks;          ///< sorted by name
  std::vector<NamedWindow> windows = {};  ///< likewise
};

/// What one attribute must be within one term. `values` are in the order of the cells; nothing =
/// absent, an empty set = any set. Either all that is allowed is listed, or (`is_complement`) all
/// that is *not*, whichever is shorter; of an ip, `networks` (names of the vocabulary) and
/// `prefixes` instead of values; of an int, `ranges`, both ends inside;
/// of a string, beside its values, `texts`: all that satisfy one of the terms; of a set, `element`
/// is the one whose membership is meant (`values` then true or false; false where the attribute is
/// absent, too), or empty for its presence; of a time, `times`, or (`recurs`) what the clocks show:
/// one of the terms of `recurring`.
struct Restriction {
  using IntRange = accessdrift::IntRange;

  std::string attribute;
  std::string element;
  bool is_complement = false;
  std::vector<std::optional<Value>> values;
  std::vector<std::string> networks;
  std::vector<IpPrefix> prefixes;
  std::vector<IntRange> ranges;
  /// From `begin` on, before `end`; without one of them: without a bound.
  struct TimeRange {
    std::optional<Instant> begin;
    std::optional<Instant> end;
    friend bool operator==(const TimeRange&, const TimeRange&) = default;
  };
  std::vector<TimeRange> times = {};
  std::vector<TextTerm> texts = {};
  bool recurs = false;
  std::vector<RecurringTerm> recurring = {};
};
/// All restrictions hold at once. By attribute, then element, of a time first when, then what
/// recurs; each once.
using Term = std::vector<Restriction>;

/// A region with more paths through its diagram, or with more of paths × levels × nodes, is covered
/// by its paths as they are.
inline constexpr std::uint64_t kMaxExpandedPaths = 4096;
inline constexpr std::uint64_t kMaxExpansionSteps = std::uint64_t{1} << 20U;

/// No cover of the region has more terms than this. Linear in the diagram. A region that somebody
/// else wrote can need any number: ask before `cover` and `full_text`, whose cost and result grow
/// with it.
[[nodiscard]] std::uint64_t most_terms(const Universe& universe, Region region);

/// An irredundant cover of the region by terms as large as they can be, then without what other
/// terms cover where that is shorter to say; the shortest terms first. Over `kMaxExpandedPaths` and
/// `kMaxExpansionSteps`: disjoint terms, in the order of the cells. Always exact and deterministic:
/// always (all that can be sent) is one empty term, never none. What cannot be sent may be covered
/// or not. Works on a budget of its own (`Diagrams::budget`).
[[nodiscard]] std::vector<Term> cover(Universe& universe, Region region,
                                      const Vocabulary& vocabulary);

/// How much of a region is told: so many terms, and as many of these as `length` bytes of their
/// full text hold; one at least.
struct TellingBound {
  std::uint64_t terms = std::numeric_limits<std::uint64_t>::max();
  std::size_t length = std::numeric_limits<std::size_t>::max();
};
/// The first terms of `cover`, without the cost of the others where it has very many, and how many
/// those are; `kMostCounted` where it is that or more.
struct FirstTerms {
  std::vector<Term> terms;
  std::uint64_t more = 0;
};
inline constexpr std::uint64_t kMostCounted = (std::uint64_t{1} << 53U) - 1;
[[nodiscard]] FirstTerms first_terms(Universe& universe, Region region,
                                     const Vocabulary& vocabulary, const TellingBound& most);
/// `1 more way`, `12 more ways`, `at least 9007199254740991 more ways`.
[[nodiscard]] std::string more_ways(std::uint64_t more);

/// For a reader: `always`, `never`, `only with auth.mfa, in office`, `only through payroll-cli`,
/// `only in group vendors`, `only if device.os linux, or outside vpn`; at most `max_terms` terms
/// (one at least), then `or 3 more ways`; at most twelve restrictions of one term, then eleven and
/// `and 5 more conditions`; at most six values of one attribute, then five and `or 12 others`. No
/// escaping; what could be taken for something else is quoted. `without X` holds for absent, too;
/// of all else the words say whether it does.
[[nodiscard]] std::string describe(Universe& universe, Region region, const Vocabulary& vocabulary,
                                   std::size_t max_terms = 4);

/// Lossless, one line: `always`, `never`, or terms joined by ` | ` of restrictions joined by ` & `:
/// `auth.mfa=true`, `device.os={"linux",absent}`, `device.os!={"macos"}`,
/// `request.ip={networks.office,10.0.0.0/8}`, `risk.score={..4,9..12,absent}`,
/// `request.time={..2027-02-01T00:00:00Z}` (the end outside), `request.time in
/// {windows.office+!windows.lunch,getHours(UTC)=9..17;20}` (a window without a name is a text),
/// `note={starts:"/admin"+!ends:".pdf",longer:8}`,
/// `auth.methods has otp`, `auth.methods lacks otp` (or is absent), `auth.methods absent`,
/// `auth.methods present`. Strings are JSON strings; `set` is any set of an attribute that can be
/// something else.
[[nodiscard]] std::string full_text(Universe& universe, Region region,
                                    const Vocabulary& vocabulary);
/// The same of a region whose terms are at hand. Where some are left out the full text ends with
/// how many, and with `digest`, that of the whole: ` | 12 more ways, add1:7b7e6fd9a16c05e4 in all`.
[[nodiscard]] std::string describe(Universe& universe, Region region, const FirstTerms& told,
                                   const Vocabulary& vocabulary, std::size_t max_terms = 4);
[[nodiscard]] std::string full_text(const Universe& universe, Region region, const FirstTerms& told,
                                    std::string_view digest, const Vocabulary& vocabulary);
/// Reads `full_text` back; nothing if it is not such a text, or names what the universe or the
/// vocabulary does not have. For tests and for tools that take a region back in.
[[nodiscard]] std::optional<Region> read_full_text(Universe& universe, std::string_view text,
                                                   const Vocabulary& vocabulary);

/// Equal for equal sets of requests, whatever other constants the universe has: for digests. Not
/// for people. Of strings and clocks the words also hang on other tests that tell the same apart.
[[nodiscard]] std::string canonical_text(Universe& universe, Region region);
/// The digest of that.
[[nodiscard]] std::string region_digest(Universe& universe, Region region);

}  // namespace accessdrift
