#include "accessdrift/format/scim/pages.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "accessdrift/format/scim/resource.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::scim {
namespace {

std::optional<std::uint64_t> number_in(NodeView value) {
  if (value.kind() != NodeKind::Integer) return std::nullopt;
  const std::string_view text = value.scalar();
  std::uint64_t number = 0;
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// How many different ones there are.
std::uint64_t count_distinct(std::vector<Name>& ids, std::size_t names) {
  if (std::ranges::adjacent_find(ids, std::ranges::greater_equal()) == ids.end()) return ids.size();
  constexpr std::size_t kNamesAnId = 64;  // above, a bit a name costs more than a sort
  if (names / kNamesAnId > ids.size()) {
    std::ranges::sort(ids);
    return static_cast<std::uint64_t>(std::unique(ids.begin(), ids.end()) - ids.begin());
  }
  std::vector<bool> is_held(names);
  for (const Name id : ids) is_held[id.index()] = true;
  return static_cast<std::uint64_t>(std::ranges::count(is_held, true));
}

void append(std::vector<Name>& all, const std::vector<Name>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

}  // namespace

void Pages::begin(NodeView root) {
  const std::optional<NodeView> total = source::find(root, "totalResults");
  total_ = total && is_list_response(root) ? number_in(*total) : std::nullopt;
  page_ = {};
  has_others_ = false;
  if (total_) page_.said = total->span();
}

void Pages::count(Name id, bool is_group) {
  if (!total_) return;
  has_others_ = has_others_ || !is_group;
  if (id.is_none()) {
    ++page_.nameless;
  } else {
    (is_group ? page_.groups : page_.users).push_back(id);
  }
}

/// A list of both kinds counts as one of users.
void Pages::end() {
  if (!total_) return;
  const bool is_empty = page_.users.empty() && page_.groups.empty() && page_.nameless == 0;
  Held& held = lists_[{!has_others_ && !is_empty, *total_}];
  if (!held.said.is_known()) held.said = page_.said;
  append(held.users, page_.users);
  append(held.groups, page_.groups);
  held.nameless += page_.nameless;
  total_.reset();
}

std::vector<Pages::List> Pages::partial(std::size_t names) {
  std::vector<List> partial;
  for (auto& [list, held] : lists_) {
    const auto& [are_groups, total] = list;
    const std::uint64_t count =
        count_distinct(held.users, names) + count_distinct(held.groups, names) + held.nameless;
    if (count < total) partial.push_back({are_groups, total, count, held.said});
  }
  return partial;
}

}  // namespace accessdrift::scim
