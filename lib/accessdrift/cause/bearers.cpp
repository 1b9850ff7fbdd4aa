#include "accessdrift/cause/bearers.h"

#include <string>

#include "accessdrift/cause/joined_ids.h"

namespace accessdrift {
namespace {

constexpr SideOf kSides[] = {SideOf::Before, SideOf::After};

}  // namespace

Bearers::Bearers(const Comparison& comparison, const EditTable& edits)
    : comparison_(comparison),
      edits_(edits),
      claims_(comparison.edits, *comparison.before, *comparison.after) {}

const Declared<UserDeclaration>* Bearers::user(IdentityIndex identity, SideOf side) const {
  const UserIndex user = comparison_.population->user(identity, side);
  return user.is_none() ? nullptr : &snapshot(side).users[user.index()];
}

Name Bearers::id(IdentityIndex identity, SideOf side) const {
  const Declared<UserDeclaration>* const declared = user(identity, side);
  return declared == nullptr ? Name{} : (*declared)->id;
}

namespace {

void add_claims(const Declared<UserDeclaration>& declared, std::vector<Claim>& claims) {
  claims.push_back({declared->id, false});
  if (!declared->uid.is_none()) claims.push_back({declared->uid, true});
  const Range aliases = declared->aliases;
  for (std::uint32_t i = 0; i < aliases.count; ++i)
    claims.push_back({declared.file->aliases[aliases.first + i].name, false});
}

}  // namespace

const Snapshot& Bearers::snapshot(SideOf side) const {
  return side == SideOf::Before ? *comparison_.before : *comparison_.after;
}

std::vector<Claim> Bearers::claims_of(IdentityIndex identity) const {
  std::vector<Claim> claims;
  for (const SideOf side : kSides) {
    const Declared<UserDeclaration>* const declared = user(identity, side);
    if (declared != nullptr) add_claims(*declared, claims);
  }
  return claims;
}

bool Bearers::is_contested(IdentityIndex identity) const {
  const Population& population = *comparison_.population;
  if (population.is_client(identity) || population.is(Unlisted::Kind::Representative, identity))
    return false;
  const Name before = id(identity, SideOf::Before);
  const Name after = id(identity, SideOf::After);
  if (!before.is_none() && !after.is_none() && before != after) return true;
  const std::vector<Claim> claims = claims_of(identity);
  return std::ranges::any_of(kSides, [&](SideOf side) {
    return std::ranges::any_of(claims, [&](const Claim& claim) {
      const UserIndex named =
          claim.is_uid ? UserIndex{} : snapshot(side).user_by_name.find(claim.text);
      return !named.is_none() && population.identity(named, side) != identity;
    });
  });
}

std::set<Name> Bearers::rivals(IdentityIndex identity) const {
  const std::vector<Claim> own = claims_of(identity);
  std::vector<Claim> all = own;
  std::set<Name> bearers;
  for (const SideOf side : kSides) {
    for (const Claim& claim : own) {
      const UserIndex named =
          claim.is_uid ? UserIndex{} : snapshot(side).user_by_name.find(claim.text);
      if (named.is_none()) continue;
      const Declared<UserDeclaration>& bearer = snapshot(side).users[named.index()];
      bearers.insert(bearer->id);
      add_claims(bearer, all);
    }
    if (const Name one = id(identity, side); !one.is_none()) bearers.insert(one);
  }
  bearers.merge(claims_.users_of(std::move(all)));
  return bearers;
}

std::optional<TwoIds> Bearers::two_ids(IdentityIndex identity) const {
  if (comparison_.population->is(Unlisted::Kind::Representative, identity)) return std::nullopt;
  const Name before = id(identity, SideOf::Before);
  const Name after = id(identity, SideOf::After);
  if (before.is_none() || after.is_none() || before == after) return std::nullopt;
  return TwoIds{Thing::User, std::string(comparison_.before->text(before)),
                std::string(comparison_.after->text(after))};
}

std::vector<std::uint32_t> Bearers::edits_naming(IdentityIndex identity) const {
  std::vector<std::uint32_t> all;
  const std::optional<TwoIds> ids = two_ids(identity);
  if (!ids || !is_unlisted(*ids, comparison_)) return all;
  for (std::uint32_t e = 0; e < comparison_.edits.size(); ++e) {
    if (mentions_either(comparison_.edits[e], *ids, comparison_)) all.push_back(e);
  }
  return all;
}

std::optional<GoesBy> Bearers::goes_by(IdentityIndex identity) const {
  GoesBy ids{id(identity, SideOf::Before), id(identity, SideOf::After), {}};
  if (!is_contested(identity)) {
    ids.before = ids.after = ids.after.is_none() ? ids.before : ids.after;
    return ids;
  }
  if (ids.before == ids.after) return ids;
  ids.turning = turning(identity, ids);
  return ids.turning ? std::optional(ids) : std::nullopt;
}

/// One of the edits that bring about that an id or uid is given up or taken: they are one unit.
std::optional<std::uint32_t> Bearers::turning(IdentityIndex identity, const GoesBy& ids) const {
  for (const Name name : {ids.before, ids.after}) {
    if (name.is_none()) continue;
    const std::string text(comparison_.before->text(name));
    for (const char* const field : {"", "uid"}) {
      if (const auto edit = edits_.find({Thing::User, text, field, {}})) return edit;
    }
  }
  if (const auto naming = edits_naming(identity); !naming.empty()) return naming.front();
  for (const Name name : {ids.before, ids.after}) {
    const auto& edits = claims_.edits_of({name, false});
    if (!edits.empty()) return edits.front();
  }
  return std::nullopt;
}

}  // namespace accessdrift
