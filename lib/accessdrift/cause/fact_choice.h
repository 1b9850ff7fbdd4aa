#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "accessdrift/cause/mixed.h"
#include "accessdrift/drift/edit_text.h"
#include "accessdrift/engine/side_of.h"

namespace accessdrift {

/// Which side a fact of a mixture is taken from: the after side if it differs and its edit is
/// applied. Notes which edits it was asked about. `applied` null: none is.
class FactChoice {
 public:
  FactChoice(const MixedSides& sides, const std::vector<bool>* applied)
      : sides_(sides), kept_(sides.kept), applied_(applied) {}

  /// The edits asked about, ascending; nothing if a fact differs and no edit tells it.
  [[nodiscard]] std::optional<std::vector<std::uint32_t>> met() const {
    if (!are_all_told_) return std::nullopt;
    return std::vector<std::uint32_t>(met_.begin(), met_.end());
  }

  [[nodiscard]] std::string text(Name name) const { return std::string(sides_.before.text(name)); }

  /// Whether the fact is as on the after side. Of one that no edit tells apart: as before.
  bool is_after(const FactKey& key) {
    const auto edit = sides_.edits.find(key);
    are_all_told_ = are_all_told_ && edit.has_value();
    return edit && is_after(*edit);
  }
  bool is_after(std::uint32_t edit) {
    met_.insert(edit);
    return applied_ != nullptr && (*applied_)[edit];
  }

  /// Of a thing that is on one side only: whether it is there. A group that nobody declares is
  /// wherever somebody speaks of it.
  template <typename T>
  bool is_there(Thing thing, const ThingOnSides<T>& one) {
    if (one.before && one.after) return true;
    if constexpr (std::is_same_v<T, GroupDeclaration>) {
      if ((one.before ? *one.before : *one.after)->is_unlisted) return true;
    }
    return is_after({thing, text(one.name()), {}, {}}) == !one.before;
  }
  /// The one side, or the two if its facts are chosen one by one.
  template <typename T>
  static std::pair<const Declared<T>&, const Declared<T>&> both(const ThingOnSides<T>& one) {
    if (one.before && one.after && !one.is_shared()) return {*one.before, *one.after};
    const Declared<T>& first = *(one.before ? one.before : one.after);
    return {first, first};
  }

  /// The after side's if it differs and its edit is applied.
  template <typename Key>
  bool takes_after(bool is_same, Key&& key) {
    return !is_same && is_after(key());
  }

  template <typename Member>
  static constexpr const Member* kNoOther = nullptr;

  /// Members of a list by `key_of`; those of one side only by their edits. `add(member, other)`:
  /// `other` is the same one of the after side, if both have it.
  template <typename Member, typename KeyOf, typename FactOf, typename Add>
  void merge(std::vector<const Member*> before, std::vector<const Member*> after, KeyOf&& key_of,
             FactOf&& fact_of, Add&& add) {
    const auto by_key = [&](const Member* a, const Member* b) { return key_of(*a) < key_of(*b); };
    std::ranges::stable_sort(before, by_key);
    std::ranges::stable_sort(after, by_key);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
      if (j == after.size() || (i < before.size() && by_key(before[i], after[j]))) {
        if (!is_after(fact_of(*before[i]))) add(*before[i], SideOf::Before, kNoOther<Member>);
        ++i;
      } else if (i == before.size() || by_key(after[j], before[i])) {
        if (is_after(fact_of(*after[j]))) add(*after[j], SideOf::After, kNoOther<Member>);
        ++j;
      } else {
        add(*before[i], SideOf::Before, after[j]);
        ++i;
        ++j;
      }
    }
  }

  template <typename Members>
  static auto pointers(const Members& members) {
    std::vector<decltype(&*members.begin())> all;
    all.reserve(members.size());
    for (const auto& member : members) all.push_back(&member);
    return all;
  }

  [[nodiscard]] std::vector<NamePlace> names(const FactKey& list, const std::vector<NamePlace>& b,
                                             const std::vector<NamePlace>& a) {
    return &a == &b ? a : merged(list, pointers(b), pointers(a));
  }
  /// Of what policies cover that of what is kept.
  [[nodiscard]] std::vector<NamePlace> covered(const FactKey& list, const std::vector<NamePlace>& b,
                                               const std::vector<NamePlace>& a) {
    const auto kept = [this](const std::vector<NamePlace>& all) {
      std::vector<const NamePlace*> some = pointers(all);
      std::erase_if(
          some, [this](const NamePlace* one) { return !kept_.keeps_to(one->name, sides_.before); });
      return some;
    };
    return &a == &b ? a : merged(list, kept(b), kept(a));
  }

  template <typename Make, typename List>
  std::optional<List> optional_list(const FactKey& list, const std::optional<List>& b,
                                    const std::optional<List>& a, Make&& make) {
    if (b && a) return make(*b, *a);
    if (!b && !a) return std::nullopt;
    return is_after(list) ? a : b;
  }
  std::optional<std::vector<NamePlace>> optional_names(
      const FactKey& list, const std::optional<std::vector<NamePlace>>& b,
      const std::optional<std::vector<NamePlace>>& a) {
    return optional_list(list, b, a,
                         [&](const auto& x, const auto& y) { return names(list, x, y); });
  }

  std::vector<const Mention*> kept_mentions(std::span<const Mention> all) const {
    std::vector<const Mention*> kept;
    for (const Mention& mention : all) {
      if (kept_.keeps(mention)) kept.push_back(&mention);
    }
    return kept;
  }
  std::vector<Mention> mentions(const FactKey& list, const std::vector<Mention>& b,
                                const std::vector<Mention>& a) {
    std::vector<Mention> made;
    if (&a == &b) {
      for (const Mention* const one : kept_mentions(b)) made.push_back(*one);
      return made;
    }
    merge<Mention>(
        kept_mentions(b), kept_mentions(a),
        [](const Mention& one) { return std::pair(one.kind, one.id); },
        [&](const Mention& one) {
          return FactKey{list.thing, list.id, list.field, mention_text(sides_.before, one)};
        },
        [&](const Mention& one, SideOf, const Mention*) { made.push_back(one); });
    return made;
  }

 private:
  [[nodiscard]] std::vector<NamePlace> merged(const FactKey& list, std::vector<const NamePlace*> b,
                                              std::vector<const NamePlace*> a) {
    std::vector<NamePlace> made;
    merge<NamePlace>(
        std::move(b), std::move(a), [](const NamePlace& one) { return one.name; },
        [&](const NamePlace& one) {
          return FactKey{list.thing, list.id, list.field, text(one.name)};
        },
        [&](const NamePlace& one, SideOf, const NamePlace*) { made.push_back(one); });
    return made;
  }

  const MixedSides& sides_;
  const Kept& kept_;
  const std::vector<bool>* applied_;
  std::set<std::uint32_t> met_;
  bool are_all_told_ = true;
};

}  // namespace accessdrift
