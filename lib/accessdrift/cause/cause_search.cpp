#include "accessdrift/cause/cause_search.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <set>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::size_t kMostParts = 64;
constexpr std::size_t kMostFurtherSets = 8;

/// A part on its way: what is known of it so far.
struct Open {
  Region where;
  std::vector<UnitSet> because;
  std::optional<UnitSet> undo;
};

class Search {
 public:
  Search(const UnitSets& sets, const std::vector<Region>& decided, Region care, Diagrams& diagrams)
      : sets_(sets), diagrams_(diagrams) {
    const Region none = decided.front();
    const Region whole = decided.back();
    const Region differs = diagrams.intersect(care, differing(none, whole));
    for (const Region region : decided)
      as_after_.push_back(diagrams.subtract(differs, differing(region, whole)));
    if (differs != Diagrams::never()) parts_.push_back({differs, {}, {}});
  }

  std::vector<CausePart> run() {
    because();
    undo();
    std::vector<CausePart> made;
    for (Open& part : parts_) {
      if (part.because.empty() || !part.undo) return {};
      const bool has_more = part.because.size() > kMostBecause;
      if (has_more) part.because.resize(kMostBecause);
      made.push_back({part.where, std::move(part.because), has_more, *part.undo});
    }
    return diagrams_.is_exhausted() || made.size() > kMostParts ? std::vector<CausePart>{} : made;
  }

  FurtherSets further() {
    because();
    undo();
    FurtherSets made;
    for (const Open& part : parts_) {
      if (part.because.empty()) {
        add_all(
            units_of(part.where,
                     [&](std::size_t u) {
                       const Region without = as_after(sets_.whole() & ~sets_.with_needing(bit(u)));
                       return diagrams_.subtract(part.where, without);
                     }),
            [&](UnitSet units) { return sets_.with_needed(units); }, made.because);
      }
      if (!part.undo) {
        add_all(
            units_of(part.where,
                     [&](std::size_t u) { return as_after(sets_.with_needed(bit(u))); }),
            [&](UnitSet units) { return sets_.with_needing(units); }, made.left_out);
      }
    }
    const bool are_few = made.because.size() + made.left_out.size() <= kMostFurtherSets;
    return diagrams_.is_exhausted() || !are_few ? FurtherSets{} : made;
  }

 private:
  /// Of a set that was asked for.
  [[nodiscard]] Region as_after(UnitSet set) const { return as_after_[sets_.place_of(set)]; }

  /// For each of some requests the units whose region it lies in: those of which there are any.
  template <typename RegionOf>
  std::set<UnitSet> units_of(Region where, RegionOf&& region_of) {
    std::vector<std::pair<Region, UnitSet>> pieces = {{where, 0}};
    for (std::size_t u = 0; u < sets_.count() && pieces.size() <= kMostParts; ++u) {
      const Region region = region_of(u);
      std::vector<std::pair<Region, UnitSet>> made;
      for (const auto& [piece, units] : pieces) {
        const Region inside = diagrams_.intersect(piece, region);
        const Region outside = diagrams_.subtract(piece, region);
        if (inside != Diagrams::never()) made.emplace_back(inside, units | bit(u));
        if (outside != Diagrams::never()) made.emplace_back(outside, units);
      }
      pieces = std::move(made);
    }
    std::set<UnitSet> all;
    if (pieces.size() > kMostParts) return all;
    for (const auto& [piece, units] : pieces) all.insert(units);
    all.erase(0);
    return all;
  }

  template <typename Closed>
  static void add_all(const std::set<UnitSet>& all, Closed&& closed, std::vector<UnitSet>& made) {
    for (const UnitSet units : all) {
      const UnitSet set = closed(units);
      const bool is_small = static_cast<std::size_t>(std::popcount(set)) <= UnitSets::kAllSets;
      if (is_small && std::ranges::find(made, set) == made.end()) made.push_back(set);
    }
  }

  Region differing(Region a, Region b) {
    return diagrams_.unite(diagrams_.subtract(a, b), diagrams_.subtract(b, a));
  }

  void because() {
    const std::vector<UnitSet>& asked = sets_.asked();
    for (std::size_t i = 1; i < asked.size(); ++i) {
      if (as_after_[i] == Diagrams::never() || !sets_.has_all_inside(asked[i])) continue;
      Region minimal = as_after_[i];
      for (std::size_t j = 1; j < i && minimal != Diagrams::never(); ++j) {
        if ((asked[j] & ~asked[i]) == 0) minimal = diagrams_.subtract(minimal, as_after_[j]);
      }
      split(minimal, [&](Open& part) { part.because.push_back(asked[i]); });
    }
  }

  void undo() {
    // As if undone: those of which fewest are left out first.
    std::vector<std::pair<UnitSet, Region>> undone;
    for (std::size_t i = 0; i + 1 < sets_.asked().size(); ++i)
      undone.emplace_back(sets_.whole() & ~sets_.asked()[i], as_after_[i]);
    std::ranges::stable_sort(undone, comes_before, &std::pair<UnitSet, Region>::first);
    for (const auto& [units, as_after] : undone) {
      const UnitSet left_out = units;
      if (!sets_.has_all_left_out(left_out)) continue;
      Region open = Diagrams::never();
      for (const Open& part : parts_) {
        if (!part.undo) open = diagrams_.unite(open, part.where);
      }
      split(diagrams_.subtract(open, as_after), [&](Open& part) { part.undo = left_out; });
    }
  }

  /// Calls `note` for what lies in the region, apart from what does not.
  template <typename Note>
  void split(Region region, Note&& note) {
    if (region == Diagrams::never()) return;
    std::vector<Open> made;
    for (Open& part : parts_) {
      const Region inside = diagrams_.intersect(part.where, region);
      const Region outside = diagrams_.subtract(part.where, region);
      if (outside != Diagrams::never()) {
        made.push_back(part);
        made.back().where = outside;
      }
      if (inside == Diagrams::never()) continue;
      part.where = inside;
      note(part);
      made.push_back(std::move(part));
    }
    parts_ = std::move(made);
  }

  const UnitSets& sets_;
  Diagrams& diagrams_;
  std::vector<Region> as_after_;  ///< by asked set, of what differs
  std::vector<Open> parts_;
};

}  // namespace

std::vector<CausePart> find_causes(const UnitSets& sets, const std::vector<Region>& decided,
                                   Region care, Diagrams& diagrams) {
  if (diagrams.is_exhausted()) return {};
  return Search(sets, decided, care, diagrams).run();
}

FurtherSets further_sets(const UnitSets& sets, const std::vector<Region>& decided, Region care,
                         Diagrams& diagrams) {
  if (diagrams.is_exhausted()) return {};
  return Search(sets, decided, care, diagrams).further();
}

}  // namespace accessdrift
