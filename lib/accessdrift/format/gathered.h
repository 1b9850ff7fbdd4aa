#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"
#include "accessdrift/model/snapshot.h"

/// People and groups whose parts stand in many places of many files: rows of a table, entries that
/// point at each other. They are gathered first and declared at the end.
namespace accessdrift::source {

/// Of two ends of one thing the one that lasts longer counts, so that nothing that is told twice
/// hides access; nothing lasts longest.
[[nodiscard]] std::optional<Until> longer(const std::optional<Until>& a,
                                          const std::optional<Until>& b);

/// Groups. One whose members stand in several files is one group, with one nested group for each
/// further file.
class GatheredGroups {
 public:
  explicit GatheredGroups(SourceReading& reading) : reading_(reading) {}

  /// A member, and until when.
  struct Member {
    Mention mention;
    std::uint32_t end = 0;  ///< 1 + place in `ends`; 0: none
  };
  /// What one file says of a group.
  struct Part {
    SourceReading::File* file = nullptr;
    GroupDeclaration declared;
    std::vector<Member> members;
    std::vector<Until> ends;
    std::unordered_set<std::uint64_t> known;  ///< members, once somebody has asked for one
  };

  /// The part of a group in a file, made if need be. `key` is where the file first names it.
  Part& part(SourceReading::File& file, Name group, Place key, Place body);
  /// One who is added again is one member, until the later of both ends.
  static void add(Part& part, const Mention& member, const std::optional<Until>& end = {});
  [[nodiscard]] static bool has_member(Part& part, const Mention& member);
  /// It has further members, who are not known; the first reason stays.
  static void open(Part& part, Place place);
  /// Likewise of its first part. REQUIRES: it is there.
  void open_first(Name group);
  [[nodiscard]] bool is_any_open() const;
  [[nodiscard]] bool has(Name group) const { return !numbers_.find(group).is_none(); }

  /// Of open groups further members may go when those of another side do. When all are gathered.
  void suppose_ends();
  /// Declares all of them.
  void declare();

 private:
  static void merge_repeated(Part& part);
  static void write(const Part& part);

  SourceReading& reading_;
  std::deque<Part> parts_;  ///< by file, in the order in which they are named
  NameIndex<GroupIndex> numbers_;
  std::vector<std::vector<Part*>> parts_of_;  ///< by number
};

/// People of one file.
class GatheredUsers {
 public:
  explicit GatheredUsers(SourceReading::File& file) : file_(file) {}

  struct User {
    UserDeclaration declared;
    std::vector<NamePlace> aliases;
    std::optional<Until> end;
    bool is_new = true;      ///< nothing was told yet
    bool tells_end = false;  ///< something told when, or that it never ends
  };

  /// The user of that id, made if need be.
  User& user(Name id, Name spelling, Place key, Place body);
  /// Another name of it; the first place stays.
  static void add_alias(User& user, Name alias, Place place);

  void declare();

 private:
  SourceReading::File& file_;
  std::deque<User> users_;
  NameIndex<UserIndex> numbers_;  ///< by id
};

}  // namespace accessdrift::source
