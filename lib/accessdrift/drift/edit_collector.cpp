#include "accessdrift/drift/edit_collector.h"

#include <algorithm>
#include <span>
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

/// Members of both sides. Those that lists which few edits tell apart begin and end with are paired
/// as they stand; only those between them are sorted, by identity.
struct PairedLists {
  using Items = std::vector<EditCollector::Item>;

  PairedLists(Items all_before, Items all_after)
      : before(std::move(all_before)), after(std::move(all_after)) {
    const std::size_t most = std::min(before.size(), after.size());
    const auto are_one = [](const EditCollector::Item& a, const EditCollector::Item& b) {
      return a.identity() == b.identity();
    };
    while (leading < most && are_one(before[leading], after[leading])) ++leading;
    while (leading + trailing < most &&
           are_one(before[before.size() - 1 - trailing], after[after.size() - 1 - trailing]))
      ++trailing;
    std::ranges::sort(between(before), {}, &EditCollector::Item::identity);
    std::ranges::sort(between(after), {}, &EditCollector::Item::identity);
  }

  [[nodiscard]] std::span<EditCollector::Item> between(Items& all) const {
    return std::span(all).subspan(leading, all.size() - leading - trailing);
  }

  /// By place before.
  [[nodiscard]] std::vector<KeptMember> kept() {
    std::vector<KeptMember> all;
    const auto keep = [&](const EditCollector::Item& was, const EditCollector::Item& is) {
      all.push_back({was.span.place, is.span});
    };
    for (std::size_t i = 0; i < leading; ++i) keep(before[i], after[i]);
    for (std::size_t i = 1; i <= trailing; ++i)
      keep(before[before.size() - i], after[after.size() - i]);
    const std::span<EditCollector::Item> those_after = between(after);
    auto found = those_after.begin();
    for (const EditCollector::Item& item : between(before)) {
      while (found != those_after.end() && found->identity() < item.identity()) ++found;
      if (found != those_after.end() && found->identity() == item.identity()) keep(item, *found);
    }
    std::ranges::sort(all, {}, &KeptMember::before);
    return all;
  }

  Items before, after;
  std::size_t leading = 0, trailing = 0;
};

Span next_kept(const std::vector<KeptMember>& kept, const Place& removed, const Span& otherwise) {
  const auto next = std::ranges::upper_bound(kept, removed, {}, &KeptMember::before);
  return next == kept.end() ? otherwise : next->after;
}

}  // namespace

void EditCollector::add(Edit edit) {
  edit.rule = rule_;
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

void EditCollector::members(const FactKey& list, std::vector<Item> all_before,
                            std::vector<Item> all_after) {
  const auto key_of_member = [&list](const Item& item) {
    return FactKey{list.thing, list.id, list.field, item.text};
  };
  PairedLists lists(std::move(all_before), std::move(all_after));
  const std::span<const Item> before = lists.between(lists.before);
  const std::span<const Item> after = lists.between(lists.after);
  std::optional<std::vector<KeptMember>> kept;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (j == after.size() || (i < before.size() && before[i].identity() < after[j].identity())) {
      if (!kept) kept = lists.kept();
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
