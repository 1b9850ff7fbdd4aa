#include <algorithm>

#include "naive.h"

namespace accessdrift::naive {
namespace {

/// Who is whose partner, by number of the before side's person.
class Partners {
 public:
  Partners(const Side& before, const Side& after)
      : before_(before),
        after_(after),
        after_of_(before.people.size()),
        taken_(after.people.size()) {}

  void by_uid() {
    link_all([](const Person& b, const Person& a) { return b.uid && a.uid && *b.uid == *a.uid; });
  }
  /// One id with two uids is two people.
  void by_id() {
    link_all([](const Person& b, const Person& a) { return b.id == a.id && !(b.uid && a.uid); });
  }
  /// Links two ids that are each an id of one side only, whichever is written first.
  void by_links(std::vector<std::pair<std::string, std::string>> links) {
    for (auto& [one, other] : links) {
      if (other < one) std::swap(one, other);
    }
    std::ranges::sort(links);
    for (const auto& [one, other] : links) {
      link_ids(one, other);
      link_ids(other, one);
    }
  }
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> aliases_of_the_unpaired() const {
    std::vector<std::pair<std::string, std::string>> links;
    for (std::size_t b = 0; b < after_of_.size(); ++b) {
      if (after_of_[b]) continue;
      for (const std::string& alias : before_.people[b].aliases)
        links.emplace_back(before_.people[b].id, alias);
    }
    for (std::size_t a = 0; a < taken_.size(); ++a) {
      if (taken_[a] != 0) continue;
      for (const std::string& alias : after_.people[a].aliases)
        links.emplace_back(after_.people[a].id, alias);
    }
    return links;
  }
  [[nodiscard]] const std::vector<std::optional<std::size_t>>& after_of() const {
    return after_of_;
  }

 private:
  template <typename Same>
  void link_all(Same same) {
    for (std::size_t a = 0; a < after_.people.size(); ++a) {
      for (std::size_t b = 0; b < before_.people.size(); ++b) {
        if (same(before_.people[b], after_.people[a])) link(b, a);
      }
    }
  }
  void link(std::size_t b, std::size_t a) {
    if (after_of_[b] || taken_[a] != 0) return;
    after_of_[b] = a;
    taken_[a] = 1;
  }
  static std::optional<std::size_t> bearer(const Side& side, const std::string& id) {
    for (std::size_t p = 0; p < side.people.size(); ++p) {
      if (side.people[p].id == id) return p;
    }
    return std::nullopt;
  }
  void link_ids(const std::string& id_before, const std::string& id_after) {
    const auto b = bearer(before_, id_before);
    const auto a = bearer(after_, id_after);
    if (!b || !a || bearer(after_, id_before) || bearer(before_, id_after)) return;
    if (before_.people[*b].uid && after_.people[*a].uid) return;  // equal ones are partners already
    link(*b, *a);
  }

  const Side& before_;
  const Side& after_;
  std::vector<std::optional<std::size_t>> after_of_;
  std::vector<char> taken_;
};

std::string with_uid(const Person& person) {
  return person.spelling + (person.uid ? " (uid " + *person.uid + ")" : std::string(" (no uid)"));
}

/// By the id before of what is on one side only, under another id after.
template <typename Links, typename IsBefore, typename IsAfter>
std::map<std::string, std::string> linked(const Links& links, IsBefore is_before,
                                          IsAfter is_after) {
  std::map<std::string, std::string> renamed;
  std::set<std::string> taken;
  for (const auto& [one, other] : links) {
    for (const auto& [b, a] : {std::pair(one, other), std::pair(other, one)}) {
      const bool is_old = is_before(b) && !is_after(b);
      const bool is_new = is_after(a) && !is_before(a);
      if (is_old && is_new && !renamed.contains(b) && taken.insert(a).second) renamed[b] = a;
    }
  }
  return renamed;
}

std::set<std::pair<std::string, std::string>> written_links(const Side& before, const Side& after) {
  std::set<std::pair<std::string, std::string>> links;
  for (const Side* side : {&before, &after}) {
    for (const auto& [one, other] : side->renames_as_written)
      links.emplace(std::min(one, other), std::max(one, other));
  }
  return links;
}

std::string representative_of(const std::string& group) { return "member:" + group; }

}  // namespace

RenamedThings pair_things(const Side& before, const Side& after) {
  return linked(
      written_links(before, after),
      [&](const std::string& id) { return before.find_thing(id).has_value(); },
      [&](const std::string& id) { return after.find_thing(id).has_value(); });
}

std::map<std::string, std::string> pair_groups(const Side& before, const Side& after) {
  constexpr std::string_view kGroup = "group:";
  std::set<std::pair<std::string, std::string>> links;
  for (const auto& [one, other] : written_links(before, after)) {
    if (one.starts_with(kGroup) && other.starts_with(kGroup))
      links.emplace(one.substr(kGroup.size()), other.substr(kGroup.size()));
  }
  const auto is_in = [](const Side& side) {
    return [&side](const std::string& id) {
      return std::ranges::count(side.groups, id, &Group::id) != 0;
    };
  };
  return linked(links, is_in(before), is_in(after));
}

void tell_alike(Side& before, const Side& after) {
  const std::map<std::string, std::string> renamed = pair_groups(before, after);
  for (Group& group : before.groups) {
    const auto found = renamed.find(group.id);
    if (!group.is_open || found == renamed.end()) continue;
    auto context = before.context.extract(group.attribute);
    group.attribute = "group:" + found->second;
    context.key() = group.attribute;
    before.context.insert(std::move(context));
  }
}

std::vector<Pair> pair_people(const Side& before, const Side& after) {
  Partners partners(before, after);
  partners.by_uid();
  partners.by_id();
  std::vector<std::pair<std::string, std::string>> renames = before.renames;
  renames.insert(renames.end(), after.renames.begin(), after.renames.end());
  for (const auto& [b, a] : pair_groups(before, after))
    renames.emplace_back(representative_of(b), representative_of(a));
  partners.by_links(renames);
  partners.by_links(partners.aliases_of_the_unpaired());

  std::vector<Pair> pairs{{std::nullopt, std::nullopt, std::string(kAnonymous)}};
  std::vector<std::optional<std::size_t>> before_of(after.people.size());
  for (std::size_t b = 0; b < before.people.size(); ++b) {
    if (partners.after_of()[b]) before_of[*partners.after_of()[b]] = b;
  }
  for (std::size_t a = 0; a < after.people.size(); ++a)
    pairs.push_back({before_of[a], a, after.people[a].spelling});
  for (std::size_t b = 0; b < before.people.size(); ++b) {
    if (partners.after_of()[b]) continue;
    Pair& pair = pairs.emplace_back(Pair{b, std::nullopt, before.people[b].spelling});
    for (std::size_t a = 0; a < after.people.size(); ++a) {
      if (after.people[a].id != before.people[b].id) continue;
      pair.printed = with_uid(before.people[b]);
      pairs[a + 1].printed = with_uid(after.people[a]);
    }
  }
  return pairs;
}

}  // namespace accessdrift::naive
