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
  has_groups_ = has_others_ = false;
  if (total_) page_.said = total->span();
}

void Pages::count(Name id, bool is_group) {
  if (!total_) return;
  (is_group ? has_groups_ : has_others_) = true;
  if (id.is_none()) {
    ++page_.nameless;
  } else {
    (is_group ? page_.groups : page_.users).push_back(id);
  }
}

void Pages::end() {
  if (!total_) return;
  const bool is_empty = !has_groups_ && !has_others_;
  if (is_empty && *total_ > 0) {
    empty_.emplace(*total_, page_.said);
  } else {
    if (has_groups_ && has_others_) mixed_.insert(*total_);
    hold({has_groups_ && !has_others_, *total_}, page_);
  }
  total_.reset();
}

void Pages::hold(const Key& list, const Held& page) {
  Held& held = lists_[list];
  if (!held.said.is_known()) held.said = page.said;
  append(held.users, page.users);
  append(held.groups, page.groups);
  held.nameless += page.nameless;
}

/// A list of both kinds counts as one of users, with such pages as hold groups only. An empty page
/// is what comes behind the last one; if no other has its total, a whole list is missing of which
/// nobody knows what it is of.
void Pages::join() {
  for (const std::uint64_t total : mixed_) {
    const auto groups_only = lists_.find({true, total});
    if (groups_only == lists_.end()) continue;
    hold({false, total}, groups_only->second);
    lists_.erase(groups_only);
  }
  for (const auto& [total, said] : empty_) {
    if (!lists_.contains({true, total}) && !lists_.contains({false, total}))
      lists_[{false, total}].said = said;
  }
}

std::vector<Pages::List> Pages::partial(std::size_t names) {
  join();
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
