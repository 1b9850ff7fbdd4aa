#include "accessdrift/drift/renamed_ids.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>

namespace accessdrift {
namespace {

using Link = std::pair<Name, Name>;
constexpr std::string_view kGroupPrefix = "group:";

using IsThere = std::function<bool(Name)>;

/// In an order that does not depend on which side is called before.
std::vector<Link> ordered(std::vector<Link> links, const Snapshot& texts) {
  for (Link& link : links) {
    if (texts.text(link.second) < texts.text(link.first)) std::swap(link.first, link.second);
  }
  std::ranges::sort(links, {}, [&](const Link& link) {
    return std::pair(texts.text(link.first), texts.text(link.second));
  });
  return links;
}

/// Nothing unless both ids are of groups.
std::optional<Link> groups_of(const Snapshot& side, const RenameDeclaration& rename) {
  const auto group_of = [&](Name id) {
    const std::string_view text = side.text(id);
    const bool is_group = text.starts_with(kGroupPrefix);
    return is_group ? side.names->find(text.substr(kGroupPrefix.size())) : Name{};
  };
  const Link link{group_of(rename.from_as_written), group_of(rename.to_as_written)};
  if (link.first.is_none() || link.second.is_none()) return std::nullopt;
  return link;
}

}  // namespace

template <typename IsThere>
RenamedIds::RenamedIds(std::vector<Link> links, const Snapshot& before,
                       const IsThere& is_there_before, const IsThere& is_there_after) {
  const auto pair = [&](Name b, Name a) {
    if (!is_there_before(b) || is_there_after(b) || !is_there_after(a) || is_there_before(a))
      return;
    if (after_of_.contains(b) || before_of_.contains(a)) return;
    after_of_[b] = a;
    before_of_[a] = b;
    all_.emplace_back(b, a);
  };
  for (const auto& [one, other] : ordered(std::move(links), before)) {
    pair(one, other);
    pair(other, one);
  }
  std::ranges::sort(all_, {}, [&](const Link& link) { return before.text(link.first); });
}

RenamedIds RenamedIds::of_resources(const Snapshot& before, const Snapshot& after) {
  std::vector<Link> links;
  for (const Snapshot* side : {&before, &after}) {
    for (const auto& rename : side->renames)
      links.emplace_back(rename->from_as_written, rename->to_as_written);
  }
  const auto is_there = [](const Snapshot& side) -> IsThere {
    return [&side](Name id) { return !side.resource_by_name.find(id).is_none(); };
  };
  return {std::move(links), before, is_there(before), is_there(after)};
}

RenamedIds RenamedIds::of_groups(const Snapshot& before, const Snapshot& after) {
  std::vector<Link> links;
  for (const Snapshot* side : {&before, &after}) {
    for (const auto& rename : side->renames) {
      if (const auto link = groups_of(*side, *rename.it)) links.push_back(*link);
    }
  }
  const auto is_there = [](const Snapshot& side) -> IsThere {
    return [&side](Name id) { return !side.group_by_name.find(id).is_none(); };
  };
  return {std::move(links), before, is_there(before), is_there(after)};
}

}  // namespace accessdrift
