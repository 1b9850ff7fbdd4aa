#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/gam/people.h"

namespace accessdrift::gam {

/// Groups and who is in them. First all groups are noted, then members are added, then `finish`
/// declares the groups.
class Groups {
 public:
  Groups(SourceReading& reading, People& people)
      : reading_(reading), people_(people), gathered_(reading) {}

  void note_groups(SourceReading::File& file, const source::Table& table);
  /// The groups that a table of members has.
  void note_members(const source::Table& table);
  void add_members(SourceReading::File& file, const source::Table& table);
  void finish();

 private:
  struct Columns {
    std::optional<std::size_t> group, email, id, type, status, until;
  };
  /// A group that a table of groups has.
  struct Listed {
    SourceReading::File* file = nullptr;
    Place key, body;
    std::optional<NodeView> count;  ///< how many direct members it says that it has
  };
  using Part = source::GatheredGroups::Part;

  void tell_what_lacks(const source::Table& table, const Columns& columns);
  void add_member(SourceReading::File& file, const Columns& columns, const source::Table::Row& row);
  void add_someone(Part& part, const Columns& columns, const source::Table::Row& row,
                   std::string_view type);
  void add_everybody(Part& part, NodeView type, const std::optional<Until>& end);
  void add_nameless(Part& part, NodeView row);
  std::optional<Until> end_of(const Columns& columns, const source::Table::Row& row);
  [[nodiscard]] Name find(std::string_view id, std::string_view email) const;

  void tell_counts(Name group, const Listed& listed);
  void open_unread(Name group, const Listed& listed);

  SourceReading& reading_;
  People& people_;
  source::GatheredGroups gathered_;
  std::map<Name, Listed> listed_;
  std::map<std::string, Name, std::less<>> by_id_;
  std::map<std::string, Name, std::less<>> by_address_;  ///< folded
  std::map<Name, std::set<std::string>> held_;           ///< members by their ids or addresses
  std::set<Name> expanded_;                              ///< their rows are not direct members
  bool names_everybody_ = false;
  bool told_unread_ = false;
};

}  // namespace accessdrift::gam
