#include "accessdrift/engine/sign_in.h"

#include <vector>

namespace accessdrift {

Members sign_ins(const Snapshot& snapshot, const Population& population, SideOf side,
                 Instant from) {
  std::vector<std::uint32_t> lasting;
  lasting.reserve(snapshot.users.size());
  MembersBuilder members;
  for (std::size_t u = 0; u < snapshot.users.size(); ++u) {
    const Declared<UserDeclaration>& user = snapshot.users[u];
    if (!can_sign_in(user, from)) continue;
    const IdentityIndex identity = population.identity(UserIndex{u}, side);
    if (user->has_until) {
      members.add(identity, user.file->until_of(*user.it).end);
    } else {
      lasting.push_back(identity.number);
    }
  }
  for (std::size_t c = 0; c < snapshot.clients.size(); ++c)
    lasting.push_back(population.identity(ClientIndex{c}, side).number);
  members.add(IdentitySet::of(lasting));
  return members.build();
}

}  // namespace accessdrift
