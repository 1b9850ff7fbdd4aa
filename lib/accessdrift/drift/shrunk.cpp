#include "accessdrift/drift/shrunk.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace accessdrift {
namespace {

/// How much there was of something in files of one format, and what of it is gone.
struct Tally {
  struct InFile {
    std::size_t lost = 0;
    Span first;
  };
  std::size_t before = 0;
  std::size_t lost = 0;
  std::map<const Declarations*, InFile> by_file = {};

  void lose(const Declarations& file, Place place) {
    ++lost;
    InFile& in = by_file[&file];
    if (++in.lost == 1) in.first = file.span(place);
  }
  [[nodiscard]] bool is_shrunk() const { return lost >= kFewestLost && lost * 2 > before; }
};

class Shrinking {
 public:
  explicit Shrinking(const Comparison& comparison)
      : comparison_(comparison), before_(*comparison.before), after_(*comparison.after) {}

  std::vector<Shrunk> find() {
    if (most_that_can_be_lost() < kFewestLost) return {};
    count_users();
    for (std::size_t g = 0; g < before_.declared_groups(); ++g) count_group(GroupIndex{g});
    std::vector<Shrunk> all;
    for (const auto& [format, tallies] : tallies_) {
      for (const Shrunk::What what : kCounted) {
        const Tally& tally = tallies[static_cast<std::size_t>(what)];
        if (tally.is_shrunk())
          all.push_back({format, what, {}, tally.before, tally.lost, place_of(tally)});
      }
      std::ranges::move(emptied_[format], std::back_inserter(all));
    }
    return all;
  }

 private:
  static constexpr std::array kCounted = {Shrunk::What::Users, Shrunk::What::Groups,
                                          Shrunk::What::Memberships};
  using Tallies = std::array<Tally, kCounted.size()>;
  enum class Numbered : std::uint8_t { Group, Identity, Nobody };
  using Number = std::pair<Numbered, std::uint32_t>;

  /// A group that goes takes its memberships along.
  [[nodiscard]] std::size_t most_that_can_be_lost() const {
    std::size_t most = 0;
    for (const Edit& edit : comparison_.edits) {
      if (edit.after || !edit.before) continue;
      ++most;
      if (edit.key.thing != Thing::Group || !edit.key.field.empty()) continue;
      const GroupIndex group = before_.find_group(edit.key.id);
      if (!group.is_none()) most += before_.groups[group.index()]->members.count;
    }
    return most;
  }

  Tally& tally(const Declarations& file, Shrunk::What what) {
    return tallies_[file.format][static_cast<std::size_t>(what)];
  }

  void count_users() {
    for (std::size_t u = 0; u < before_.declared_users(); ++u) {
      const Declared<UserDeclaration>& user = before_.users[u];
      if (user.file->is_native()) continue;
      Tally& users = tally(*user.file, Shrunk::What::Users);
      ++users.before;
      const IdentityIndex identity = comparison_.population->identity(UserIndex{u}, SideOf::Before);
      const UserIndex now = comparison_.population->user(identity, SideOf::After);
      if (now.is_none() || after_.unlisted_user(now) != nullptr) users.lose(*user.file, user->key);
    }
  }

  void count_group(GroupIndex index) {
    const Declared<GroupDeclaration>& group = before_.groups[index.index()];
    if (group.file->is_native() || group->is_part) return;
    const GroupIndex now =
        after_.group_by_name.find(comparison_.renamed.groups.printed(group->id, SideOf::Before));
    const bool is_there = !now.is_none() && now.index() < after_.declared_groups();
    if (group->is_derived && !is_there) return;
    Tally& groups = tally(*group.file, Shrunk::What::Groups);
    ++groups.before;
    if (!is_there) groups.lose(*group.file, group->key);
    count_members(group, is_there ? now : GroupIndex{});
  }

  void count_members(const Declared<GroupDeclaration>& group, GroupIndex now) {
    Tally& all = tally(*group.file, Shrunk::What::Memberships);
    const std::vector<Listed> members = listed_in(group, before_);
    all.before += members.size();
    const Declared<GroupDeclaration>* const kept =
        now.is_none() ? nullptr : &after_.groups[now.index()];
    std::set<Number> is;
    if (kept != nullptr) {
      for (const Listed& one : listed_in(*kept, after_))
        is.insert(number_of(*one.member, SideOf::After));
    }
    std::size_t lost = 0;
    for (const Listed& one : members) {
      if (is.contains(number_of(*one.member, SideOf::Before))) continue;
      all.lose(*one.file, one.member->place);
      ++lost;
    }
    const bool is_emptied =
        kept != nullptr && lost >= kFewestLost && is.empty() && !(*kept)->is_open;
    if (is_emptied)
      emptied_[group.file->format].push_back({group.file->format, Shrunk::What::Members,
                                              (*kept)->id, members.size(), lost, kept->key()});
  }

  struct Listed {
    const Mention* member = nullptr;
    const Declarations* file = nullptr;
  };
  /// The members of a group, whichever of its files lists them.
  static std::vector<Listed> listed_in(const Declared<GroupDeclaration>& group,
                                       const Snapshot& side) {
    std::vector<Listed> all;
    for (const Mention& member : members_of(group)) {
      const GroupIndex inside =
          member.kind == MentionKind::Group ? side.group_by_name.find(member.id) : GroupIndex{};
      if (inside.is_none() || !side.groups[inside.index()]->is_part) {
        all.push_back({&member, group.file});
        continue;
      }
      const Declared<GroupDeclaration>& part = side.groups[inside.index()];
      for (const Mention& one : members_of(part)) all.push_back({&one, part.file});
    }
    return all;
  }

  /// A member, the same for both sides: a group, or an identity, or an id of nobody.
  [[nodiscard]] Number number_of(const Mention& member, SideOf side) const {
    if (member.kind == MentionKind::Group)
      return {Numbered::Group, comparison_.renamed.groups.printed(member.id, side).number};
    const Snapshot& snapshot = side == SideOf::Before ? before_ : after_;
    const UserIndex user = snapshot.user_by_name.find(member.id);
    if (user.is_none()) return {Numbered::Nobody, member.id.number};
    return {Numbered::Identity, comparison_.population->identity(user, side).number};
  }

  [[nodiscard]] Span place_of(const Tally& tally) const {
    const Declarations* most = tally.by_file.begin()->first;
    for (const auto& [file, in] : tally.by_file) {
      const std::size_t known = tally.by_file.at(most).lost;
      const bool is_first = file->text->path() < most->text->path();
      if (in.lost > known || (in.lost == known && is_first)) most = file;
    }
    const auto now = std::ranges::find_if(after_.files, [&](const DeclarationsPointer& file) {
      return file->text->path() == most->text->path();
    });
    return now == after_.files.end() ? tally.by_file.at(most).first : (*now)->span({});
  }

  const Comparison& comparison_;
  const Snapshot& before_;
  const Snapshot& after_;
  std::map<std::string_view, Tallies> tallies_;
  std::map<std::string_view, std::vector<Shrunk>> emptied_;
};

}  // namespace

std::string_view to_text(Shrunk::What what) {
  switch (what) {
    case Shrunk::What::Users:
      return "users";
    case Shrunk::What::Groups:
      return "groups";
    case Shrunk::What::Memberships:
      return "memberships";
    case Shrunk::What::Members:
      return "members";
  }
  return {};
}

std::vector<Shrunk> find_shrunk(const Comparison& comparison) {
  return Shrinking(comparison).find();
}

}  // namespace accessdrift
