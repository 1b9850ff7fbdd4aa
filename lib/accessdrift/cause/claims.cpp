#include "accessdrift/cause/claims.h"

namespace accessdrift {
namespace {

void add_all_of(const Snapshot& side, Name id, std::vector<Claim>& claims) {
  const UserIndex index = id.is_none() ? UserIndex{} : side.user_by_name.find(id);
  if (index.is_none()) return;
  const Declared<UserDeclaration>& user = side.users[index.index()];
  claims.push_back({user->id, false});
  if (!user->uid.is_none()) claims.push_back({user->uid, true});
  for (std::uint32_t i = 0; i < user->aliases.count; ++i)
    claims.push_back({user.file->aliases[user->aliases.first + i].name, false});
}

}  // namespace

std::vector<Claim> Claims::of(const Edit& edit, const Snapshot& before, const Snapshot& after) {
  std::vector<Claim> claims;
  const FactKey& key = edit.key;
  if (key.thing != Thing::User) return claims;
  const Names& names = *before.names;
  if (key.field.empty()) {
    add_all_of(edit.after ? after : before, names.find(key.id), claims);
  } else if (key.field == "aliases") {
    claims.push_back({names.find(key.item), false});
  } else if (key.field == "uid") {
    for (const std::optional<Edit::Side>* const side : {&edit.before, &edit.after}) {
      if (*side) claims.push_back({names.find((*side)->value), true});
    }
  }
  return claims;
}

Claims::Claims(const std::vector<Edit>& edits, const Snapshot& before, const Snapshot& after) {
  for (std::uint32_t e = 0; e < edits.size(); ++e) {
    const Name user = before.names->find(edits[e].key.id);
    for (const Claim& claim : of(edits[e], before, after)) {
      edits_by_claim_[claim].push_back(e);
      users_by_claim_[claim].push_back(user);
      claims_by_user_[user].push_back(claim);
    }
  }
}

const std::vector<std::uint32_t>& Claims::edits_of(const Claim& claim) const {
  static const std::vector<std::uint32_t> kNone;
  const auto found = edits_by_claim_.find(claim);
  return found == edits_by_claim_.end() ? kNone : found->second;
}

std::set<Name> Claims::users_of(std::vector<Claim> claims) const {
  std::set<Name> users;
  while (!claims.empty()) {
    const auto found = users_by_claim_.find(claims.back());
    claims.pop_back();
    if (found == users_by_claim_.end()) continue;
    for (const Name user : found->second) {
      if (!users.insert(user).second) continue;
      const std::vector<Claim>& all = claims_by_user_.at(user);
      claims.insert(claims.end(), all.begin(), all.end());
    }
  }
  return users;
}

}  // namespace accessdrift
