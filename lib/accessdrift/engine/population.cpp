#include "accessdrift/engine/population.h"

#include <algorithm>
#include <string>

#include "accessdrift/engine/id_links.h"
#include "accessdrift/model/request.h"

namespace accessdrift {
namespace {

/// Partners found so far, by user of each side.
struct Partners {
  std::vector<UserIndex> of_before;
  std::vector<UserIndex> of_after;
  std::vector<PairedBy> by;  // by after user

  Partners(std::size_t before, std::size_t after)
      : of_before(before), of_after(after), by(after, PairedBy::Id) {}

  void link(UserIndex b, UserIndex a, PairedBy why) {
    of_before[b.index()] = a;
    of_after[a.index()] = b;
    by[a.index()] = why;
  }
  [[nodiscard]] bool both_free(UserIndex b, UserIndex a) const {
    return of_before[b.index()].is_none() && of_after[a.index()].is_none();
  }
};

const UserDeclaration& declaration(const Snapshot& snapshot, UserIndex user) {
  return *snapshot.users[user.index()].it;
}

/// Only an id, not an alias, makes a user the bearer of a name.
UserIndex user_with_id(const Snapshot& snapshot, Name id) {
  const UserIndex user = snapshot.user_by_name.find(id);
  return !user.is_none() && declaration(snapshot, user).id == id ? user : UserIndex{};
}

/// Stable ids of two systems have nothing to do with each other.
bool are_of_one_system(const Declared<UserDeclaration>& b, const Declared<UserDeclaration>& a) {
  return b.file == nullptr || a.file == nullptr || b.file->format == a.file->format;
}

void pair_by_uid(const Snapshot& before, const Snapshot& after, Partners& partners) {
  NameIndex<UserIndex> by_uid;
  bool any = false;
  for (std::size_t u = 0; u < before.users.size(); ++u) {
    const Name uid = before.users[u]->uid;
    if (uid.is_none()) continue;
    by_uid.set(uid, UserIndex{u});
    any = true;
  }
  if (!any) return;
  for (std::size_t u = 0; u < after.users.size(); ++u) {
    const Name uid = after.users[u]->uid;
    if (uid.is_none()) continue;
    const UserIndex b = by_uid.find(uid);
    if (b.is_none() || !partners.both_free(b, UserIndex{u}) ||
        !are_of_one_system(before.users[b.index()], after.users[u]))
      continue;
    const bool same_id = declaration(before, b).id == after.users[u]->id;
    partners.link(b, UserIndex{u}, same_id ? PairedBy::Id : PairedBy::Uid);
  }
}

void pair_by_id(const Snapshot& before, const Snapshot& after, Partners& partners) {
  for (std::size_t u = 0; u < after.users.size(); ++u) {
    const UserDeclaration& a = *after.users[u].it;
    const UserIndex b = user_with_id(before, a.id);
    if (b.is_none() || !partners.both_free(b, UserIndex{u})) continue;
    const bool two_people = !a.uid.is_none() && !declaration(before, b).uid.is_none() &&
                            are_of_one_system(before.users[b.index()], after.users[u]);
    // They are paired already if their uids are equal.
    if (!two_people) partners.link(b, UserIndex{u}, PairedBy::Id);
  }
}

bool uids_allow(const UserDeclaration& b, const UserDeclaration& a) {
  return b.uid.is_none() || a.uid.is_none() || b.uid == a.uid;
}

/// Pairs two names if one is an id of the before side only and the other one of the after side
/// only.
void pair_across(const Snapshot& before, const Snapshot& after, const IdLink& link, PairedBy why,
                 Partners& partners) {
  for (const auto& [x, y] : {link, IdLink(link.second, link.first)}) {
    const UserIndex b = user_with_id(before, x);
    const UserIndex a = user_with_id(after, y);
    if (b.is_none() || a.is_none() || !partners.both_free(b, a)) continue;
    if (!user_with_id(after, x).is_none() || !user_with_id(before, y).is_none()) continue;
    if (uids_allow(declaration(before, b), declaration(after, a))) partners.link(b, a, why);
  }
}

void pair_by_links(const Snapshot& before, const Snapshot& after, std::vector<IdLink> links,
                   PairedBy why, Partners& partners) {
  for (const IdLink& link : ordered_links(std::move(links), before))
    pair_across(before, after, link, why, partners);
}

void add_aliases(const Declared<UserDeclaration>& user, std::vector<IdLink>& links) {
  for (std::uint32_t i = 0; i < user->aliases.count; ++i)
    links.emplace_back(user->id, user.file->aliases[user->aliases.first + i].name);
}

/// All of them, by whichever export.
void add_aliases_of_the_unpaired(const Snapshot& side, const std::vector<UserIndex>& partner_of,
                                 std::vector<IdLink>& links) {
  for (std::size_t u = 0; u < side.users.size(); ++u) {
    if (partner_of[u].is_none()) add_aliases(side.users[u], links);
  }
  for (const Declared<UserDeclaration>& repeated : side.repeated_users) {
    const UserIndex counts = user_with_id(side, repeated->id);
    if (!counts.is_none() && partner_of[counts.index()].is_none()) add_aliases(repeated, links);
  }
}

/// Representatives of groups that are one though their ids differ.
void pair_renamed_representatives(const Snapshot& before, const Snapshot& after,
                                  const RenamedIds& groups, Partners& partners) {
  const auto representative = [](const Snapshot& snapshot, Name group) {
    return snapshot.find_user(std::string(kMemberPrefix) + std::string(snapshot.text(group)));
  };
  for (const auto& [from, to] : groups.all()) {
    const UserIndex b = representative(before, from);
    const UserIndex a = representative(after, to);
    if (!b.is_none() && !a.is_none()) partners.link(b, a, PairedBy::Renames);
  }
}

}  // namespace

Population Population::pair(const Snapshot& before, const Snapshot& after) {
  Partners partners(before.users.size(), after.users.size());
  pair_by_uid(before, after, partners);
  pair_by_id(before, after, partners);
  pair_by_links(before, after,
                renames_of(before, after, &RenameDeclaration::from, &RenameDeclaration::to),
                PairedBy::Renames, partners);
  RenamedIds renamed_groups = RenamedIds::of_groups(before, after);
  pair_renamed_representatives(before, after, renamed_groups, partners);
  std::vector<IdLink> aliases;
  add_aliases_of_the_unpaired(before, partners.of_before, aliases);
  add_aliases_of_the_unpaired(after, partners.of_after, aliases);
  pair_by_links(before, after, std::move(aliases), PairedBy::Alias, partners);

  Population all;
  all.before_ = &before;
  all.after_ = &after;
  all.renamed_groups_ = std::move(renamed_groups);
  all.people_.reserve(after.users.size() + 2);
  all.people_.push_back({});
  all.of_before_.resize(before.users.size());
  all.of_after_.resize(after.users.size());
  for (std::size_t u = 0; u < after.users.size(); ++u) {
    const IdentityIndex identity{all.people_.size()};
    const UserIndex b = partners.of_after[u];
    all.people_.push_back({b, UserIndex{u}, partners.by[u]});
    all.of_after_[u] = identity;
    if (!b.is_none()) all.of_before_[b.index()] = identity;
  }
  for (std::size_t u = 0; u < before.users.size(); ++u) {
    if (!partners.of_before[u].is_none()) continue;
    const IdentityIndex identity{all.people_.size()};
    all.people_.push_back({UserIndex{u}, {}, PairedBy::Id});
    all.of_before_[u] = identity;
    const UserIndex namesake = user_with_id(after, before.users[u]->id);
    if (namesake.is_none()) continue;
    all.two_people_of_one_id_.add(identity);
    all.two_people_of_one_id_.add(all.of_after_[namesake.index()]);
  }
  all.add_clients();
  all.people_.push_back({});  // whoever is signed out
  return all;
}

void Population::add_clients() {
  first_client_ = size();
  client_of_before_.resize(before_->clients.size());
  client_of_after_.resize(after_->clients.size());
  const auto add = [this](ClientIndex before, ClientIndex after, Name name) {
    const IdentityIndex identity{people_.size()};
    people_.push_back({});
    clients_.push_back(
        {before, after, std::string(kClientPrefix) + std::string(after_->text(name))});
    if (!before.is_none()) client_of_before_[before.index()] = identity;
    if (!after.is_none()) client_of_after_[after.index()] = identity;
  };
  for (std::size_t c = 0; c < after_->clients.size(); ++c) {
    const Name name = after_->clients[c]->name;
    add(before_->client_by_name.find(name), ClientIndex{c}, name);
  }
  for (std::size_t c = 0; c < before_->clients.size(); ++c) {
    const Name name = before_->clients[c]->name;
    if (after_->client_by_name.find(name).is_none()) add(ClientIndex{c}, {}, name);
  }
}

ClientIndex Population::client(IdentityIndex identity, SideOf side) const {
  if (!is_client(identity)) return {};
  const Client& client = clients_[identity.number - first_client_];
  return side == SideOf::Before ? client.before : client.after;
}

std::vector<IdentityIndex> Population::clients_of_one_side() const {
  std::vector<IdentityIndex> found;
  for (std::uint32_t i = first_client_; i < signed_out().number; ++i) {
    const Client& client = clients_[i - first_client_];
    if (client.before.is_none() || client.after.is_none()) found.push_back(IdentityIndex{i});
  }
  return found;
}

bool Population::is(Unlisted::Kind kind, IdentityIndex identity) const {
  const auto is_on = [&](SideOf side) {
    const Unlisted* const found = unlisted(identity, side);
    return found != nullptr && found->kind == kind;
  };
  return is_on(SideOf::Before) || is_on(SideOf::After);
}

std::vector<IdentityIndex> Population::unlisted_on_one_side() const {
  std::vector<IdentityIndex> found;
  if (before_->unlisted.empty() && after_->unlisted.empty()) return found;
  for (std::uint32_t i = 0; i < first_client_; ++i) {
    const Unlisted* const before = unlisted(IdentityIndex{i}, SideOf::Before);
    const Unlisted* const after = unlisted(IdentityIndex{i}, SideOf::After);
    const bool is_alike =
        before != nullptr && after != nullptr && before->group.is_none() == after->group.is_none();
    if (!is_alike && before != after) found.push_back(IdentityIndex{i});
  }
  return found;
}

Name Population::printed_group(GroupIndex group, SideOf side) const {
  const Snapshot& snapshot = side == SideOf::Before ? *before_ : *after_;
  return renamed_groups_.printed(snapshot.groups[group.index()]->id, side);
}

std::string Population::further_member_of(GroupIndex group, SideOf side) const {
  return std::string(kGroupPrefix) + std::string(after_->text(printed_group(group, side)));
}

std::string_view Population::id(IdentityIndex identity, SideOf side) const {
  const UserIndex user = this->user(identity, side);
  if (user.is_none()) {
    if (identity == kAnonymousIdentity) return kAnonymous;
    if (client(identity, side).is_none()) return kSignedOut;
    return clients_[identity.number - first_client_].id;
  }
  return side == SideOf::Before ? before_->user_id(user) : after_->user_id(user);
}

std::string Population::printed(IdentityIndex identity) const {
  if (is_client(identity)) return clients_[identity.number - first_client_].id;
  const Person& person = people_[identity.index()];
  const SideOf side = person.after.is_none() ? SideOf::Before : SideOf::After;
  std::string text(id(identity, side));
  if (two_people_of_one_id_.contains(identity)) {
    const Snapshot& snapshot = side == SideOf::Before ? *before_ : *after_;
    const Name uid = declaration(snapshot, user(identity, side)).uid;
    text +=
        uid.is_none() ? std::string(" (no uid)") : " (uid " + std::string(snapshot.text(uid)) + ")";
  }
  return text;
}

std::vector<IdentityIndex> Population::paired_under_two_ids() const {
  std::vector<IdentityIndex> found;
  for (std::uint32_t i = 1; i < size(); ++i) {
    const Person& person = people_[i];
    if (person.before.is_none() || person.after.is_none()) continue;
    if (is(Unlisted::Kind::Representative, IdentityIndex{i})) continue;
    if (declaration(*before_, person.before).id != declaration(*after_, person.after).id)
      found.push_back(IdentityIndex{i});
  }
  std::ranges::sort(found, {}, [this](IdentityIndex i) { return printed(i); });
  return found;
}

}  // namespace accessdrift
