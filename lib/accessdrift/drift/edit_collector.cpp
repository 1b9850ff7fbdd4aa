#include "accessdrift/drift/edit_collector.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/time_text.h"
#include "accessdrift/drift/edit_text.h"

namespace accessdrift {
namespace {

Edit::Side side_of_member(const EditCollector::Item& item) {
  return {item.until != nullptr ? until_text(item.until->end) : std::string(), item.span};
}

/// Where a member stood and where it stands.
struct KeptMember {
  Place before;
  Span after;
};

/// By place before. REQUIRES: both sorted by identity.
std::vector<KeptMember> kept_members(const std::vector<EditCollector::Item>& before,
                                     const std::vector<EditCollector::Item>& after) {
  std::vector<KeptMember> kept;
  auto found = after.begin();
  for (const EditCollector::Item& item : before) {
    while (found != after.end() && found->identity() < item.identity()) ++found;
    if (found != after.end() && found->identity() == item.identity())
      kept.push_back({item.span.place, found->span});
  }
  std::ranges::sort(kept, {}, &KeptMember::before);
  return kept;
}

Span next_kept(const std::vector<KeptMember>& kept, const Place& removed, const Span& otherwise) {
  const auto next = std::ranges::upper_bound(kept, removed, {}, &KeptMember::before);
  return next == kept.end() ? otherwise : next->after;
}

}  // namespace

void EditCollector::add(Edit edit) {
  if (edit.key.thing == Thing::Policy) edit.rule = rule_;
  edit.what = describe_edit(edit);
  edits_.push_back(std::move(edit));
}

void EditCollector::changed(FactKey key, std::optional<Item> before, std::optional<Item> after) {
  const bool is_same =
      before && after ? before->identity() == after->identity() : !before && !after;
  if (is_same) return;
  Edit edit{std::move(key), {}, {}, {}};
  if (before) edit.before = Edit::Side{std::move(before->text), before->span};
  if (after) edit.after = Edit::Side{std::move(after->text), after->span};
  if (!after) edit.seam = thing_;
  add(std::move(edit));
}

void EditCollector::members(const FactKey& list, std::vector<Item> before,
                            std::vector<Item> after) {
  const auto key_of_member = [&list](const Item& item) {
    return FactKey{list.thing, list.id, list.field, item.text};
  };
  std::ranges::sort(before, {}, &Item::identity);
  std::ranges::sort(after, {}, &Item::identity);
  std::optional<std::vector<KeptMember>> kept;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (j == after.size() || (i < before.size() && before[i].identity() < after[j].identity())) {
      if (!kept) kept = kept_members(before, after);
      const Span seam = next_kept(*kept, before[i].span.place, thing_);
      add({key_of_member(before[i]), side_of_member(before[i]), {}, {}, seam});
      ++i;
    } else if (i == before.size() || after[j].identity() < before[i].identity()) {
      add({key_of_member(after[j]), {}, side_of_member(after[j]), {}});
      ++j;
    } else {
      ++i;
      ++j;
    }
  }
}

void EditCollector::optional_members(const FactKey& list, const Span& key_span,
                                     std::optional<std::vector<Item>> before,
                                     std::optional<std::vector<Item>> after) {
  if (before && after) return members(list, std::move(*before), std::move(*after));
  const auto joined = [&](const std::optional<std::vector<Item>>& all) -> std::optional<Item> {
    if (!all) return std::nullopt;
    Item item{{}, all->empty() ? key_span : all->front().span};
    for (const Item& one : *all) item.text += (item.text.empty() ? "" : ", ") + one.text;
    return item;
  };
  changed(list, joined(before), joined(after));
}

std::vector<Edit> EditCollector::take() {
  const auto place = [](const Edit& edit) -> const Span& {
    return edit.after ? edit.after->span : edit.before->span;
  };
  std::ranges::stable_sort(edits_, [&](const Edit& x, const Edit& y) {
    if (const auto order = compare_spans(place(x), place(y));
        order != std::strong_ordering::equal) {
      return order == std::strong_ordering::less;
    }
    return x.key < y.key;
  });
  return std::move(edits_);
}

}  // namespace accessdrift
