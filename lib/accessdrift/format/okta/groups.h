#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/group_lists.h"
#include "accessdrift/format/okta/answers.h"
#include "accessdrift/format/okta/people.h"

namespace accessdrift::okta {

/// Groups and who is in them. First all groups are noted, then named, then lists of members are
/// added, then `finish` declares them.
class Groups {
 public:
  Groups(SourceReading& reading, People& people)
      : reading_(reading), people_(people), lists_(reading) {}

  void note(SourceReading::File& file, NodeView group);
  /// Names those that were noted. Call when all are.
  void name();
  void add_members(const source::FiledList& list, Name group);
  /// Members that clients put into a group.
  void add_inside(SourceReading::File& file, NodeView group);
  /// That there is one that everybody is in; `said` asks for it.
  void expect_everyone(SourceReading::File& file, Place said);
  void finish();

  /// The group with that id, or none.
  [[nodiscard]] Name by_id(std::string_view id) const;
  /// The group that a list is filed under, or none.
  [[nodiscard]] Name owner(const source::FiledList& list) const;
  /// The same, or a group that nothing else tells of, if the list lies in a folder of groups.
  [[nodiscard]] Name owner_or_unlisted(const source::FiledList& list);
  /// The one that everybody is in, or none.
  [[nodiscard]] Name everyone() const { return everyone_; }

 private:
  struct Listed {
    SourceReading::File* file = nullptr;
    NodeView group;
    NodeView title;  ///< `profile.name`
    Name id;         ///< here; set by `name`
  };

  void add_member(source::GroupLists::Part& part, NodeView member);
  void add_everybody(Listed& listed);
  void add_everybody(source::GroupLists::Part& part);
  void tell_counts();
  void declare_unread();
  void declare_shared_names();
  [[nodiscard]] Span span_of(const Listed& listed) const {
    return {listed.file->document.text.get(), listed.title.place()};
  }

  SourceReading& reading_;
  People& people_;
  source::GroupLists lists_;
  std::vector<Listed> listed_;
  std::map<std::string, std::size_t, std::less<>> by_id_;                  ///< of `listed_`
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_title_;  ///< likewise
  std::map<Name, std::map<std::string, bool>> held_;  ///< by group: ids that its lists have
  Name everyone_;
};

}  // namespace accessdrift::okta
