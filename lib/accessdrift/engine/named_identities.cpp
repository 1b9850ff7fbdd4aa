#include "accessdrift/engine/named_identities.h"

#include <algorithm>

namespace accessdrift {
namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_folded(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, folded, folded);
}

}  // namespace

Members NamedIdentities::of(std::span<const Mention> mentions) {
  MembersBuilder named;
  for (const Mention& mention : mentions) add(mention, named);
  return named.build();
}

void NamedIdentities::add(const Mention& mention, MembersBuilder& named) {
  switch (mention.kind) {
    case MentionKind::User: {
      const UserIndex user = snapshot_.user_by_name.find(mention.id);
      if (user.is_none()) return;
      const IdentityIndex identity = population_.identity(user, side_);
      if (active_.all.contains(identity)) named.add(identity);
      return;
    }
    case MentionKind::Group: {
      const GroupIndex group = snapshot_.group_by_name.find(mention.id);
      if (!group.is_none()) named.add(groups_.members(group));
      return;
    }
    case MentionKind::Domain:
      return named.add(in_domain(mention.id));
    case MentionKind::Client: {
      const ClientIndex client = snapshot_.client_by_name.find(mention.id);
      if (!client.is_none()) named.add(population_.identity(client, side_));
      return;
    }
    case MentionKind::Authenticated:
      return named.add(active_.all);
    case MentionKind::Anonymous:
      return named.add(IdentitySet::first(population_.size()) - active_.all);
    case MentionKind::Anyone:
      return named.add(IdentitySet::first(population_.size()));
  }
}

const IdentitySet& NamedIdentities::in_domain(Name domain) {
  const auto [at, is_new] = domains_.try_emplace(domain);
  if (!is_new) return at->second;
  const std::string_view wanted = snapshot_.text(domain);
  std::vector<std::uint32_t> inside;
  for (const std::uint32_t identity : active_.all.numbers()) {
    const UserIndex user = population_.user(IdentityIndex{identity}, side_);
    if (user.is_none()) continue;  // a client has no domain
    const std::string_view id = snapshot_.text(snapshot_.users[user.index()]->id);
    const std::size_t at_sign = id.rfind('@');
    if (at_sign != std::string_view::npos && equal_folded(id.substr(at_sign + 1), wanted))
      inside.push_back(identity);
  }
  return at->second = IdentitySet::of(inside);
}

}  // namespace accessdrift
