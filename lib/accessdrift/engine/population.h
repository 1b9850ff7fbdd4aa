#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/engine/identity_set.h"
#include "accessdrift/engine/renamed_ids.h"
#include "accessdrift/engine/side_of.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Why two ids are one person.
enum class PairedBy : std::uint8_t { Id, Uid, Renames, Alias };

/// Everybody whose access is compared, numbered alike on both sides: `anonymous`, then the people
/// (DESIGN §3, pairing of the two sides) and the representatives of open groups, paired as their
/// groups are, then the clients that act for themselves, paired by name, at last whoever is signed
/// out. Who is missing on a side has there what whoever is signed out has.
class Population {
 public:
  struct Person {
    UserIndex before;
    UserIndex after;
    PairedBy by = PairedBy::Id;
  };

  /// Pairs by `uid` where both have one, else by id, else by `renames` or an alias that links two
  /// ids each on one side only. Deterministic; linear, but for people on one side only, who cost a
  /// look-up an alias.
  static Population pair(const Snapshot& before, const Snapshot& after);
  /// Of one snapshot; it is both sides.
  static Population of(const Snapshot& snapshot) { return pair(snapshot, snapshot); }

  /// So many numbers there are, that of whoever is signed out among them.
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(people_.size()); }
  /// Those whose access is compared: all but whoever is signed out.
  [[nodiscard]] IdentitySet everybody() const { return IdentitySet::first(size() - 1); }
  /// Somebody who cannot sign in and is not listed: what it has, everybody has who cannot sign in.
  /// That is what `anonymous` has, but for policies that name it alone (`MentionKind::Claimant`).
  [[nodiscard]] IdentityIndex signed_out() const { return IdentityIndex{size() - 1}; }
  [[nodiscard]] const Person& person(IdentityIndex identity) const {
    return people_[identity.index()];
  }
  /// None for a client and who is missing on the side.
  [[nodiscard]] UserIndex user(IdentityIndex identity, SideOf side) const {
    const Person& person = people_[identity.index()];
    return side == SideOf::Before ? person.before : person.after;
  }
  [[nodiscard]] IdentityIndex identity(UserIndex user, SideOf side) const {
    return (side == SideOf::Before ? of_before_ : of_after_)[user.index()];
  }
  /// All of everybody but the clients; `anonymous` too.
  [[nodiscard]] IdentitySet people() const { return IdentitySet::first(first_client_); }
  [[nodiscard]] bool is_client(IdentityIndex identity) const {
    return identity.number >= first_client_ && identity != signed_out();
  }
  /// None for a person and a client that is missing on the side.
  [[nodiscard]] ClientIndex client(IdentityIndex identity, SideOf side) const;
  [[nodiscard]] IdentityIndex identity(ClientIndex client, SideOf side) const {
    return (side == SideOf::Before ? client_of_before_ : client_of_after_)[client.index()];
  }
  /// Null of who is declared on the side, or missing there.
  [[nodiscard]] const Unlisted* unlisted(IdentityIndex identity, SideOf side) const {
    return (side == SideOf::Before ? before_ : after_)->unlisted_user(user(identity, side));
  }
  /// On either side.
  [[nodiscard]] bool is(Unlisted::Kind kind, IdentityIndex identity) const;
  /// Who is not listed on one side and not, or in another way, on the other one, ascending.
  [[nodiscard]] std::vector<IdentityIndex> unlisted_on_one_side() const;
  [[nodiscard]] Name printed_group(GroupIndex group, SideOf side) const;
  /// The attribute of the world that tells whether who asks is among the further members of an open
  /// group: `group:` and its printed id.
  [[nodiscard]] std::string further_member_of(GroupIndex group, SideOf side) const;

  /// As it is printed: the after side's id, else the before side's; with ` (uid 7)` where one id is
  /// two people.
  [[nodiscard]] std::string printed(IdentityIndex identity) const;
  /// The id on a side, `kSignedOut` for who is missing there.
  [[nodiscard]] std::string_view id(IdentityIndex identity, SideOf side) const;
  /// People whose ids differ between the sides, no representatives, in the order of the printed id.
  [[nodiscard]] std::vector<IdentityIndex> paired_under_two_ids() const;

  /// Clients that one side only declares, ascending.
  [[nodiscard]] std::vector<IdentityIndex> clients_of_one_side() const;

 private:
  /// On both sides or one of them.
  struct Client {
    ClientIndex before;
    ClientIndex after;
    std::string id;  ///< `client:NAME`
  };
  void add_clients();

  const Snapshot* before_ = nullptr;
  const Snapshot* after_ = nullptr;
  RenamedIds renamed_groups_;
  std::vector<Person> people_;
  std::vector<IdentityIndex> of_before_;
  std::vector<IdentityIndex> of_after_;
  std::vector<Client> clients_;  ///< from `first_client_` on
  std::uint32_t first_client_ = 0;
  std::vector<IdentityIndex> client_of_before_;
  std::vector<IdentityIndex> client_of_after_;
  IdentitySet two_people_of_one_id_;
};

}  // namespace accessdrift
