#include "naive_directory.h"

#include <algorithm>

namespace accessdrift::naive {
namespace {

constexpr std::string_view kStranger = "stranger:";
constexpr std::string_view kRepresentative = "member:";

/// All mentions of people and domains.
std::vector<Mention> mentions_of(const Snapshot& snapshot) {
  std::vector<Mention> all;
  const auto add = [&](const Mention& mention) { all.push_back(mention); };
  for (const auto& group : snapshot.groups) {
    for (std::uint32_t i = 0; i < group->members.count; ++i)
      add(group.file->mentions[group->members.first + i]);
  }
  for (const auto& policy : snapshot.policies) std::ranges::for_each(policy->who, add);
  for (const auto& client : snapshot.clients) {
    if (client->users) std::ranges::for_each(*client->users, add);
  }
  return all;
}

std::string stranger_of(const std::string& domain) { return std::string(kStranger) + domain; }

void add_strangers(Side& side, const std::set<std::string>& domains) {
  for (const std::string& domain : domains) {
    const std::string id = stranger_of(domain);
    if (!side.find_person(id)) add_unknown(side, id, id);
  }
}

void complete_with(const Side& other, Side& side, std::vector<Pair>& pairs,
                   std::optional<std::size_t> Pair::*here,
                   std::optional<std::size_t> Pair::*there) {
  if (!side.is_open) return;
  for (Pair& pair : pairs) {
    if (pair.*here || !(pair.*there)) continue;
    const Person& missing = other.people[*(pair.*there)];
    if (missing.is_client || side.find_person(missing.id)) continue;
    pair.*here = add_unknown(side, missing.id, missing.spelling);
  }
}

}  // namespace

std::string in_small_letters(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string folded(std::string_view id) {
  return std::ranges::count(id, '@') == 1 ? in_small_letters(std::string(id)) : std::string(id);
}

std::string domain_of(const std::string& id) {
  const std::size_t at = id.rfind('@');
  return at == std::string::npos ? std::string() : in_small_letters(id.substr(at + 1));
}

std::size_t add_unknown(Side& side, const std::string& id, const std::string& spelling) {
  Person person;
  person.id = id;
  person.spelling = spelling;
  person.is_unknown = true;
  person.is_representative = id.starts_with(kRepresentative);
  if (id.starts_with(kStranger)) {
    person.domain = id.substr(kStranger.size());
    if (person.domain == "*") person.domain.clear();
  } else if (!person.is_representative) {
    person.domain = domain_of(id);
  }
  side.people.push_back(std::move(person));
  for (Group& group : side.groups) group.by_rule.push_back(0);
  return side.people.size() - 1;
}

void read_directory(const Snapshot& snapshot, Side& side) {
  const std::vector<Mention> mentions = mentions_of(snapshot);
  for (const Mention& mention : mentions) {
    const std::string id = folded(snapshot.text(mention.id));
    if (side.is_open && mention.kind == MentionKind::User && !side.find_person(id))
      add_unknown(side, id, std::string(snapshot.text(mention.id)));
    if (mention.kind == MentionKind::Domain) side.domains.insert(in_small_letters(id));
  }
  for (const auto& group : snapshot.groups) {
    for (const NamePlace& domain : group->within)
      side.domains.insert(in_small_letters(std::string(snapshot.text(domain.name))));
  }
  for (const Person& person : side.people) side.domains.insert(person.domain);
  side.domains.erase("");
  if (!side.is_open) return;
  add_strangers(side, side.domains);
  add_strangers(side, {"*"});
}

std::optional<std::size_t> Side::find_person(std::string_view id_or_alias) const {
  const bool is_exact =
      std::ranges::any_of(std::vector<std::string_view>{"client:", kRepresentative, kStranger},
                          [&](std::string_view prefix) { return id_or_alias.starts_with(prefix); });
  const std::string id = is_exact ? std::string(id_or_alias) : folded(id_or_alias);
  for (std::size_t p = 0; p < people.size(); ++p) {
    if (people[p].id == id || std::ranges::count(people[p].aliases, id) != 0) return p;
  }
  return std::nullopt;
}

std::size_t Side::who(std::string_view identity) const {
  if (const auto person = find_person(identity)) return *person;
  if (identity == kAnonymous) return anonymous();
  const bool is_nobody = identity.empty() || identity.starts_with("client:") ||
                         identity.starts_with(kRepresentative) || identity.starts_with(kStranger);
  if (!is_open || is_nobody) return signed_out();
  const std::string domain = domain_of(folded(identity));
  const auto stranger = find_person(stranger_of(domain));
  return !domain.empty() && stranger ? *stranger : find_person(stranger_of("*")).value();
}

void complete(Side& before, Side& after, std::vector<Pair>& pairs) {
  std::set<std::string> domains = before.domains;
  domains.insert(after.domains.begin(), after.domains.end());
  for (const std::string& domain : domains) {
    const std::string id = stranger_of(domain);
    const auto was = before.find_person(id);
    const auto is = after.find_person(id);
    if (!was && !is && (before.is_open || after.is_open)) {
      Pair& pair = pairs.emplace_back(Pair{{}, {}, id});
      if (before.is_open) pair.before = add_unknown(before, id, id);
      if (after.is_open) pair.after = add_unknown(after, id, id);
    }
  }
  complete_with(before, after, pairs, &Pair::after, &Pair::before);
  complete_with(after, before, pairs, &Pair::before, &Pair::after);
}

}  // namespace accessdrift::naive
