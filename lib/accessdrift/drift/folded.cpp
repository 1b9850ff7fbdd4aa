#include "accessdrift/drift/folded.h"

#include <algorithm>
#include <map>

#include "accessdrift/region/restrict.h"

namespace accessdrift {
namespace {

class Folding {
 public:
  Folding(const std::vector<Finding>& findings, Comparison& comparison)
      : findings_(findings), comparison_(comparison), universe_(*comparison.universe) {}

  [[nodiscard]] std::vector<std::optional<std::size_t>> run() {
    std::vector<std::optional<std::size_t>> hosts(findings_.size());
    universe_.diagrams().start_target();
    find_representatives();
    if (representatives_.empty()) return hosts;
    for (std::size_t f = 0; f < findings_.size(); ++f) hosts[f] = host_of(findings_[f]);
    if (universe_.diagrams().is_exhausted()) hosts.assign(findings_.size(), {});
    return hosts;
  }

 private:
  void find_representatives() {
    const Population& population = *comparison_.population;
    for (const SideOf side : {SideOf::Before, SideOf::After}) {
      const Snapshot& snapshot = side == SideOf::Before ? *comparison_.before : *comparison_.after;
      for (std::size_t u = snapshot.declared_users(); u < snapshot.users.size(); ++u) {
        const GroupIndex group = snapshot.unlisted_user(UserIndex{u})->group;
        if (group.is_none()) continue;
        representatives_.emplace(population.further_member_of(group, side),
                                 population.identity(UserIndex{u}, side));
      }
    }
  }

  [[nodiscard]] std::optional<std::size_t> host_of(const Finding& finding) {
    if (finding.certainty == Certainty::Must || finding.is_limited) return std::nullopt;
    const std::vector<Level> levels = universe_.diagrams().levels_of(finding.worlds);
    RequestAttributes in_none;
    for (const Level level : levels) {
      const std::string& attribute = universe_.levels()[level].attribute;
      if (representatives_.contains(attribute)) in_none.emplace(attribute, Told::present(false));
    }
    const bool hangs_on_more = in_none.size() != levels.size();
    for (const auto& [attribute, untold] : in_none) {
      RequestAttributes in_one = in_none;
      in_one[attribute] = Told::present(true);
      const IdentityIndex representative = representatives_.at(attribute);
      if (const auto host = host_in(finding, in_one, representative, hangs_on_more)) return host;
    }
    return std::nullopt;
  }

  /// The finding of a representative that says what this one does for who is in its group alone:
  /// for certain, or in the worlds that are left of its own.
  [[nodiscard]] std::optional<std::size_t> host_in(const Finding& finding,
                                                   const RequestAttributes& told,
                                                   IdentityIndex representative,
                                                   bool hangs_on_more) {
    const Region before = restrict_to(universe_, finding.before, told);
    const Region after = restrict_to(universe_, finding.after, told);
    const Region worlds = restrict_to(universe_, finding.worlds, told);
    for (std::size_t h = 0; h < findings_.size(); ++h) {
      const Finding& host = findings_[h];
      const bool is_as_certain = hangs_on_more ? host.certainty == Certainty::May &&
                                                     !host.is_limited && host.worlds == worlds
                                               : host.certainty == Certainty::Must;
      const bool may_host = is_as_certain && host.kind == finding.kind && host.before == before &&
                            host.after == after && host.identities.contains(representative);
      const bool has_targets = may_host && is_within(finding.resources, host.resources) &&
                               is_within(finding.actions, host.actions);
      if (has_targets && &host != &finding) return h;
    }
    return std::nullopt;
  }

  template <typename T>
  [[nodiscard]] static bool is_within(const std::vector<T>& some, const std::vector<T>& all) {
    return std::ranges::all_of(some,
                               [&](const T& one) { return std::ranges::count(all, one) != 0; });
  }

  const std::vector<Finding>& findings_;
  Comparison& comparison_;
  Universe& universe_;
  std::map<std::string, IdentityIndex> representatives_;  ///< by the attribute of its group
};

}  // namespace

std::vector<std::optional<std::size_t>> folded_into(const std::vector<Finding>& findings,
                                                    Comparison& comparison) {
  return Folding(findings, comparison).run();
}

}  // namespace accessdrift
