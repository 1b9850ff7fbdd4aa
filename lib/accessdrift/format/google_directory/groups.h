#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/google_directory/answers.h"
#include "accessdrift/format/google_directory/people.h"

namespace accessdrift::google_directory {

/// Groups and who is in them. First all groups are noted, then members are added, then `finish`
/// declares the groups.
class Groups {
 public:
  Groups(SourceReading& reading, People& people) : reading_(reading), people_(people) {}

  void note(SourceReading::File& file, Kind kind, NodeView group);
  /// Memberships that a plan takes away from what other files list. Behind all groups.
  void note_removed(SourceReading::File& file, NodeView root);
  /// Adds the members that a file has; `root` is its list or its only resource.
  void add_members(SourceReading::File& file, NodeView root);
  void finish();

 private:
  /// The members of one group in one file.
  struct Part {
    SourceReading::File* file = nullptr;
    GroupDeclaration declared;
    std::vector<Mention> mentions;
    std::map<std::uint32_t, Until> ends;                         ///< by place in `mentions`
    std::map<std::pair<MentionKind, Name>, std::uint32_t> told;  ///< places in `mentions`
    std::vector<Name> held;  ///< ids of members, else their addresses, else their places
  };
  /// A group that a list of groups has.
  struct Listed {
    SourceReading::File* file = nullptr;
    GroupDeclaration declared;
    std::optional<NodeView> count;  ///< how many direct members it says that it has
  };
  /// Pages of one group's members.
  struct Pages {
    Span not_last;
    bool has_last = false;
  };

  [[nodiscard]] Name find(std::string_view id, std::string_view email) const;
  [[nodiscard]] Name owner_by_path(const SourceReading::File& file) const;
  Name owner_of_membership(const SourceReading::File& file, NodeView membership);
  Part& part_of(SourceReading::File& file, Name group, Place key, Place body);
  void turn_page(Name group, NodeView root);

  void add_list(SourceReading::File& file, NodeView root);
  void add_membership(SourceReading::File& file, NodeView root, NodeView membership);
  void add_inside(SourceReading::File& file, NodeView group);

  void add_member(Part& part, NodeView member);
  void add_stranger(Part& part, NodeView member, NodeView address, Name name);
  void hold(Part& part, std::string_view member, Place place);
  void add_everybody(Part& part, NodeView member);
  void declare_everybody();
  void add_nameless(Part& part, NodeView member);
  void add_mention(Part& part, Name id, MentionKind kind, NodeView member, Place place);
  std::optional<Until> end_of(const Part& part, NodeView member);
  std::optional<Until> read_end(const Part& part, NodeView role);

  [[nodiscard]] bool is_exported(Name group) const;
  /// Groups that a plan takes away: nobody is in one.
  void empty_removed();
  void open_managed();
  // missing_members.cpp
  void tell_pages();
  void tell_ends();
  void suppose_ends(Name group);
  void tell_counts();
  void open_unread();
  [[nodiscard]] bool is_any_open() const;
  void write(Part& part);

  SourceReading& reading_;
  People& people_;
  NameIndex<Name> by_id_;
  NameIndex<Name> by_address_;  ///< folded
  std::map<Name, Listed> listed_;
  std::vector<Part> parts_;  ///< in order of the files
  std::map<Name, std::vector<std::size_t>> parts_of_;
  std::map<Name, Pages> pages_;
  std::set<std::pair<Name, Name>> removed_;  ///< a group and who is no longer in it
  std::set<Name> removed_groups_;
  std::set<Name> told_unnamed_;
  bool told_no_roles_ = false;
  bool names_everybody_ = false;
};

}  // namespace accessdrift::google_directory
