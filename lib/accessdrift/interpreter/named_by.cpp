#include "accessdrift/interpreter/named_by.h"

namespace accessdrift::interpreting {

NamedBy::Lists::Lists(std::size_t things,
                      const std::vector<std::pair<std::uint32_t, PolicyIndex>>& mentions)
    : first_(things + 2, 0), policies_(mentions.size()) {
  for (const auto& [thing, policy] : mentions) ++first_[thing + 2];
  for (std::size_t i = 2; i < first_.size(); ++i) first_[i] += first_[i - 1];
  for (const auto& [thing, policy] : mentions) policies_[first_[thing + 1]++] = policy;
  first_.pop_back();
}

NamedBy::NamedBy(const Snapshot& snapshot) {
  std::vector<std::pair<std::uint32_t, PolicyIndex>> users, groups, clients;
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
  users_ = Lists(snapshot.users.size(), users);
  groups_ = Lists(snapshot.groups.size(), groups);
  clients_ = Lists(snapshot.clients.size(), clients);
}

}  // namespace accessdrift::interpreting
