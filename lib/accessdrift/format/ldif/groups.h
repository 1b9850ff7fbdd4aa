#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/gathered.h"
#include "accessdrift/format/ldif/entries.h"
#include "accessdrift/format/ldif/people.h"

namespace accessdrift::ldif {

/// Groups and who is in them. First all are named, then members are added, then `declare` declares
/// the groups.
class Groups {
 public:
  Groups(SourceReading& reading, Entries& entries, People& people)
      : reading_(reading), entries_(entries), people_(people), gathered_(reading) {}

  /// Gives each group the name by which policies name it.
  void name_all();
  /// Members that the entry of a group tells.
  void add_members(Listed& group);
  /// Groups that the entry of a person or a group tells: its primary one, `memberOf`.
  void add_memberships(Listed& member);
  void declare() { gathered_.declare(); }

 private:
  using Part = source::GatheredGroups::Part;

  Part& part_of(const Listed& group);
  void tell_shared(const Listed& group, std::string_view name);
  void note(Listed& group, const std::string& name);
  void tell_range(const Listed& group, Part& part);
  void add_dn(Part& part, NodeView value);
  void add_missing(Part& part, NodeView value, const DistinguishedName& dn);
  void add_uid(Part& part, NodeView value);
  static void add(Part& part, Name member, Kind kind, Place place);
  void open(Part& part, NodeView value, std::string_view why);

  void add_from(const Listed& member, const Listed& group, NodeView value);
  void add_primary(const Listed& member);
  void add_windows_primary(const Listed& member);
  [[nodiscard]] std::vector<const Listed*> windows_groups(const Listed& member,
                                                          std::uint32_t number) const;
  void add_back_link(const Listed& member, NodeView value);

  SourceReading& reading_;
  Entries& entries_;
  People& people_;
  source::GatheredGroups gathered_;
  std::map<std::string, std::vector<const Listed*>, std::less<>> by_gid_;
  std::map<std::uint32_t, std::vector<std::pair<std::string, const Listed*>>> by_number_;
  std::map<std::string, std::vector<const Listed*>, std::less<>> by_cn_;  ///< folded
  std::map<std::string, Name, std::less<>> elsewhere_;  ///< groups without an entry, by their names
  std::set<std::string_view> told_;
};

}  // namespace accessdrift::ldif
