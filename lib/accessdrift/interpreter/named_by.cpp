#include "accessdrift/interpreter/named_by.h"

#include <cstdint>
#include <utility>

namespace accessdrift::interpreting {
namespace {

using Mentions = std::vector<std::pair<std::uint32_t, PolicyIndex>>;

ListsByNumber<PolicyIndex> lists_of(std::size_t things, const Mentions& mentions) {
  return {things, [&](const auto& see) {
            for (const auto& [thing, policy] : mentions) see(thing, policy);
          }};
}

}  // namespace

NamedBy::NamedBy(const Snapshot& snapshot) {
  Mentions users, groups, clients;
  for (std::size_t p = 0; p < snapshot.policies.size(); ++p) {
    const PolicyIndex policy{p};
    const auto add = [&](auto thing, auto& mentions) {
      if (!thing.is_none()) mentions.emplace_back(thing.number, policy);
    };
    for (const Mention& mention : snapshot.policies[p]->who) {
      switch (mention.kind) {
        case MentionKind::Anyone:
          anyone_.push_back(policy);
          break;
        case MentionKind::Anonymous:
        case MentionKind::Claimant:
          signed_out_.push_back(policy);
          break;
        case MentionKind::Authenticated:
          signed_in_.push_back(policy);
          break;
        case MentionKind::Domain:
          domains_.push_back(policy);
          break;
        case MentionKind::User:
          add(snapshot.user_by_name.find(mention.id), users);
          break;
        case MentionKind::Group:
          add(snapshot.group_by_name.find(mention.id), groups);
          break;
        case MentionKind::Client:
          add(snapshot.client_by_name.find(mention.id), clients);
          break;
      }
    }
  }
  users_ = lists_of(snapshot.users.size(), users);
  groups_ = lists_of(snapshot.groups.size(), groups);
  clients_ = lists_of(snapshot.clients.size(), clients);
}

}  // namespace accessdrift::interpreting
