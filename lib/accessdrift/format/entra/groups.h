#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/entra/answers.h"
#include "accessdrift/format/entra/people.h"
#include "accessdrift/format/group_lists.h"

namespace accessdrift::entra {

/// Groups, directory roles and who is in them. First all are noted, then named, then lists of
/// members are added, then `finish` declares them.
class Groups {
 public:
  Groups(SourceReading& reading, People& people)
      : reading_(reading), people_(people), lists_(reading) {}

  /// A group, or a directory role by its template.
  void note(SourceReading::File& file, NodeView group, Kind kind);
  void name();
  /// Members of the group that a page is filed under.
  void add_members(const Page& page, Name group);
  /// Members that were asked for with the group.
  void add_inside(SourceReading::File& file, NodeView group, Kind kind);
  /// An assignment of a directory role; those within a part of the tenant only do not count.
  void add_role_assignment(SourceReading::File& file, NodeView assignment);
  /// That assignments of roles are on pages that are not here; `said` by what.
  void tell_cut_roles(Span said) { missing_roles_ = said; }
  void finish();

  /// The group with that id, or none.
  [[nodiscard]] Name by_id(std::string_view id) const;
  /// The same; one that nobody lists goes by its id.
  [[nodiscard]] Name by_id_or_unlisted(std::string_view id);
  /// The directory role with that template; likewise.
  [[nodiscard]] Name role(std::string_view template_id, Span asked);
  /// The group that a page is filed under, or none.
  [[nodiscard]] Name owner(const Page& page) const;
  [[nodiscard]] Name owner_or_unlisted(const Page& page);
  /// The group of those who are in it directly; REQUIRES: nothing is finished yet.
  [[nodiscard]] Name direct(Name group);

 private:
  struct Listed {
    SourceReading::File* file = nullptr;
    NodeView group;
    NodeView title;
    Kind kind = Kind::Group;
    Name id;  ///< set by `name`
  };

  void add_member(source::GroupLists::Part& part, NodeView member);
  void open_roles();
  void tell_pages();
  void declare_unread();
  void declare_direct();
  /// A transitive list does not tell who is in the group itself.
  void declare_own(const source::GroupLists::Part& part, Name direct, bool is_transitive);
  void remark_nested(const source::GroupLists::Part& part, Name group);
  void declare_shared_names();

  SourceReading& reading_;
  People& people_;
  source::GroupLists lists_;
  std::vector<Listed> listed_;
  std::map<std::string, std::size_t, std::less<>> by_id_;  ///< folded; of roles by template, too
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_title_;
  struct Pages {
    Span not_last;
    bool has_last = false;
  };
  std::map<Name, Pages> pages_;
  std::set<Name> transitive_;  ///< of which only all members are known, not which are direct
  std::map<Name, Name> direct_;
  std::map<std::string, Name, std::less<>> roles_;  ///< that role assignments tell of
  Span missing_roles_;
  bool told_no_role_ = false;
};

}  // namespace accessdrift::entra
