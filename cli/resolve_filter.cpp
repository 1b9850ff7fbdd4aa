#include "cli/resolve_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/model/request.h"

namespace accessdrift::cli {
namespace {

using Ids = std::set<std::string, std::less<>>;

std::string_view without_group(std::string_view pattern) {
  return pattern.starts_with(kGroupPrefix) ? pattern.substr(kGroupPrefix.size()) : pattern;
}

class FilterResolver {
 public:
  /// `where` a word that selects nothing was looked for.
  FilterResolver(Comparison& comparison, std::string_view where)
      : comparison_(comparison), where_(where) {}

  ResolvedFilter resolve(const FilterWords& words) {
    ReportFilter filter;
    filter.kinds = words.kinds;
    for (const std::string& pattern : words.identities)
      for (std::string& id : identities(pattern)) filter.identities.push_back(std::move(id));
    for (const std::string& pattern : words.groups) group(pattern);
    for (const std::string& pattern : words.resources) check("resource", pattern, resources());
    for (const std::string& pattern : words.actions) check("action", pattern, actions());
    filter.groups = words.groups;
    for (const std::string& pattern : words.resources) add_resources(pattern, filter);
    filter.actions = words.actions;
    filter.is_member = [members = std::move(members_)](std::string_view id, std::string_view of) {
      const auto found = members.find(of);
      return found != members.end() && found->second.contains(id);
    };
    return {std::move(filter), std::move(problems_)};
  }

 private:
  [[nodiscard]] std::array<const Snapshot*, 2> sides() const {
    return {comparison_.before.get(), comparison_.after.get()};
  }

  /// An id or alias becomes what reports print; on the two sides it can be two people.
  std::vector<std::string> identities(const std::string& pattern) {
    if (pattern == kAnonymous) return {pattern};
    const Population& population = *comparison_.population;
    Ids named;
    for (const SideOf side : {SideOf::After, SideOf::Before}) {
      const Snapshot& snapshot = side == SideOf::After ? *comparison_.after : *comparison_.before;
      const UserIndex user = snapshot.find_user(pattern);
      if (!user.is_none()) named.insert(population.printed(population.identity(user, side)));
    }
    if (!named.empty()) return {named.begin(), named.end()};
    Ids ids;
    for (std::uint32_t i = 1; i < population.size(); ++i)
      ids.insert(population.printed(IdentityIndex{i}));
    const bool selects = std::ranges::any_of(
        ids, [&](const std::string& id) { return selects_identity(pattern, id); });
    if (!selects) complain("identity", pattern, ids);
    return {pattern};
  }

  void group(const std::string& pattern) {
    Ids ids;
    bool selects = false;
    Ids& members = members_[pattern];
    for (Engine* engine : {comparison_.engine_before.get(), comparison_.engine_after.get()}) {
      const Snapshot& snapshot = engine->snapshot();
      for (std::uint32_t i = 0; i < snapshot.groups.size(); ++i) {
        const std::string_view id = snapshot.text(snapshot.groups[i]->id);
        ids.emplace(id);
        const std::string_view other = other_id(snapshot.groups[i]->id, engine->side());
        if (!glob_matches(without_group(pattern), id) &&
            !glob_matches(without_group(pattern), other))
          continue;
        selects = true;
        for (const std::uint32_t number : engine->groups().members(GroupIndex{i}).all.numbers()) {
          members.insert(comparison_.population->printed(IdentityIndex{number}));
        }
      }
    }
    if (!selects) complain("group", std::string(without_group(pattern)), ids);
  }

  /// Of a renamed group the id on the other side, else the same.
  [[nodiscard]] std::string_view other_id(Name group, SideOf side) const {
    const RenamedIds& renamed = comparison_.renamed.groups;
    return comparison_.after->text(side == SideOf::Before ? renamed.printed(group, SideOf::Before)
                                                          : renamed.id_on(SideOf::Before, group));
  }

  /// A renamed resource is selected by either id.
  void add_resources(const std::string& pattern, ReportFilter& filter) const {
    filter.resources.push_back(pattern);
    for (const auto& [before, after] : comparison_.renamed.resources.all()) {
      const std::string printed(comparison_.after->text(after));
      if (glob_matches(pattern, comparison_.before->text(before)) &&
          !glob_matches(pattern, printed))
        filter.resources.push_back(printed);
    }
  }

  [[nodiscard]] Ids resources() const {
    Ids ids;
    for (const Snapshot* snapshot : sides()) {
      for (const auto& resource : snapshot->resources) ids.emplace(snapshot->text(resource->id));
    }
    return ids;
  }

  [[nodiscard]] Ids actions() const {
    Ids names;
    for (const Snapshot* snapshot : sides()) {
      for (const auto& of_resource : snapshot->resource_actions) {
        for (const Name name : of_resource->names) names.emplace(snapshot->text(name));
      }
    }
    return names;
  }

  void check(std::string_view what, const std::string& pattern, const Ids& ids) {
    const bool selects =
        std::ranges::any_of(ids, [&](const std::string& id) { return glob_matches(pattern, id); });
    if (!selects) complain(what, pattern, ids);
  }

  void complain(std::string_view what, const std::string& pattern, const Ids& ids) {
    const std::vector<std::string_view> views(ids.begin(), ids.end());
    const auto near = nearest(pattern, views);
    problems_.push_back(error_without_place(
        "unknown-selector",
        fmt::format("--{} `{}` selects nothing {}", what, shortened(pattern), where_),
        near ? fmt::format("did you mean `{}`?", *near) : std::string()));
  }

  Comparison& comparison_;
  std::string_view where_;
  std::map<std::string, Ids, std::less<>> members_;
  Diagnostics problems_;
};

}  // namespace

ResolvedFilter resolve_filter_of_one(const FilterWords& words, Comparison& comparison) {
  return FilterResolver(comparison, "in any of the commits").resolve(words);
}

Result<ReportFilter> resolve_filter(const FilterWords& words, Comparison& comparison) {
  ResolvedFilter resolved = FilterResolver(comparison, "on either side").resolve(words);
  if (!resolved.unknown.empty()) return failure(std::move(resolved.unknown));
  return std::move(resolved.filter);
}

}  // namespace accessdrift::cli
