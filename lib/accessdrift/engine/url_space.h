#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/engine/routing.h"
#include "accessdrift/engine/url_reads.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// The resources to which a URL belongs on either side; none where nobody owns it.
struct UrlOwners {
  ResourceIndex before;
  ResourceIndex after;
  friend auto operator<=>(const UrlOwners&, const UrlOwners&) = default;
};

/// All URLs, cut into cells that no pattern of either side tells apart, each with its owners
/// (DESIGN §3, URLs). A side alone is compared with itself.
///
/// URLs are looked at by origin: scheme, port and host, or `*.` and a host for all of its
/// subdomains that no pattern names. Where both sides have the same patterns for an origin, whoever
/// owns them, every pattern has cells of its own. Elsewhere the paths are cut by all patterns at
/// once, by the cells of strings (`TextCells`), for which a bound holds: an origin over it is
/// *limited*.
///
/// Deterministic. Cost: n log n for n patterns where the sides agree; else that of the cells of the
/// origin's paths. Not thread-safe.
class UrlSpace {
 public:
  /// More than `TextBounds` allows for conditions: there are many patterns.
  static constexpr std::uint32_t kMostStates = 100'000;

  UrlSpace(const Snapshot& before, const Snapshot& after, Universe& universe);

  /// Every pair of owners of some URL, ascending; no pair of none and none.
  [[nodiscard]] const std::vector<UrlOwners>& owners() const { return owners_; }
  /// A bound was hit for a URL that may belong to these.
  [[nodiscard]] bool is_limited(const UrlOwners& owners) const;
  /// The patterns that say so, each the more specific one of the two sides, as texts, sorted.
  [[nodiscard]] std::vector<std::string> patterns(const UrlOwners& owners) const;

  /// The routes, of `Snapshot::routes`, that decide on each side whose URLs of these owners are.
  struct RoutePair {
    std::optional<std::uint32_t> before;
    std::optional<std::uint32_t> after;
    friend auto operator<=>(const RoutePair&, const RoutePair&) = default;
  };
  /// URLs of these owners, one at least of each kind that patterns of either side tell apart.
  struct Example {
    Url url;
    RoutePair routes;
  };
  [[nodiscard]] std::vector<Example> examples(const UrlOwners& owners) const;

  /// Where the attributes that are read have the values of URLs of these owners; the others, and
  /// the method, do not matter. Never, and the target exhausted, where a bound is hit.
  [[nodiscard]] Region where(const UrlOwners& owners, const UrlReads& reads);
  /// A URL of these owners that is like `like` in what is read. Nothing if there is none.
  [[nodiscard]] std::optional<Url> example(const UrlOwners& owners, const UrlReads& reads,
                                           const RequestAttributes& like);

 private:
  struct Origin {
    std::string scheme;
    std::uint16_t port = 0;
    std::string host;
    bool has_any_label = false;
    friend auto operator<=>(const Origin&, const Origin&) = default;
  };
  /// A side's routes that match URLs of an origin, ascending.
  using Routes = std::vector<std::uint32_t>;
  struct Sides {
    Routes before;
    Routes after;
  };
  struct Cell {
    std::optional<std::uint32_t> before;  ///< routes
    std::optional<std::uint32_t> after;
    std::string path;  ///< an example
  };
  /// An origin's paths and hosts, cut by its patterns and by what conditions test them for.
  struct Cut {
    std::vector<Cell> cells;
    std::vector<std::string> hosts;
    bool is_limited = false;
  };
  /// URLs of one origin with one route on each side.
  struct Part {
    const Origin* origin = nullptr;
    std::optional<std::uint32_t> before;
    std::optional<std::uint32_t> after;
    std::string path;  ///< an example
  };

  void collect_routes(const Snapshot& side, Routes Sides::*routes);
  void find_parts();
  void add_own_parts(const Origin& origin, const Sides& sides, const std::string& segment);
  void add_part(Part part);
  void add_limited(const Sides& sides);
  [[nodiscard]] bool has_equal_sides(const Sides& sides) const;
  [[nodiscard]] const Cut& cut(const Origin& origin);
  void cut_origin(const Origin& origin, Cut& made);
  [[nodiscard]] UrlOwners owners_of(std::optional<std::uint32_t> before,
                                    std::optional<std::uint32_t> after) const;
  [[nodiscard]] bool may_own(const Sides& sides, const UrlOwners& owners) const;
  [[nodiscard]] std::string host_of(const Origin& origin) const;
  [[nodiscard]] const UrlPattern& more_specific(const Part& part) const;
  [[nodiscard]] Region where_in(const Origin& origin, const Cut& made, const UrlOwners& owners,
                                const UrlReads& reads);
  [[nodiscard]] Region where_any(std::string_view attribute, const std::vector<std::string>& texts);
  [[nodiscard]] bool is_alike(std::string_view attribute, const std::string& text,
                              const RequestAttributes& like) const;
  [[nodiscard]] static const UrlPattern& pattern(const Snapshot& side, std::uint32_t route) {
    return side.routes[route].url->pattern;
  }

  const Snapshot& before_;
  const Snapshot& after_;
  Universe& universe_;
  Routing routing_before_;
  Routing routing_after_;
  std::set<std::string, std::less<>> segment_texts_;
  std::map<Origin, Sides> origins_;
  std::map<Origin, Cut> cuts_;
  std::map<UrlOwners, std::vector<Part>> parts_;
  std::vector<UrlOwners> owners_;
  std::vector<UrlOwners> limited_;
};

}  // namespace accessdrift
