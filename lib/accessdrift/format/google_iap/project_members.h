#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "accessdrift/format/gathered.h"
#include "accessdrift/format/google_iap/grants.h"
#include "accessdrift/format/google_iap/resources.h"

namespace accessdrift::google_iap {

/// `projectOwner:shop`, `projectEditor:shop` and `projectViewer:shop`: whom the project's own
/// policy gives the basic role of that name. A group each, with those members; one whose project
/// has no policy here is a group of which further members are not known. Who is there and cannot be
/// in a group, or not for certain, is a nested group, whose members are not known.
class ProjectMembers {
 public:
  ProjectMembers(SourceReading& reading, const Resources& resources)
      : reading_(reading), resources_(resources), groups_(reading) {}

  [[nodiscard]] static bool is_basic(std::string_view role);

  /// What some binding names, anything: only sets that are named are looked for. Before any grant
  /// is asked for or added.
  void note(std::string_view member);
  /// Whether some binding names whom this one gives its role.
  [[nodiscard]] bool is_named(const Grant& grant) const;
  /// That all whom the role is given on the resource are told, by something at a place; the empty
  /// role: whom any is.
  void complete(SourceReading::File& file, Place place, Name resource, std::string_view role);
  /// What is there of the side.
  void add(const Grant& grant);
  void finish();

 private:
  using Part = source::GatheredGroups::Part;
  struct Set {
    std::set<Name> ids;  ///< as members are written
    bool is_complete = false;
  };

  [[nodiscard]] const Set* find(const Grant& grant) const;
  void add(const Grant& grant, Part& part);
  void add_others(const Grant& grant);
  void add_member(const Grant::Member& one, Part& part);
  void add_nested(Part& part, const std::string& name, Place place);

  SourceReading& reading_;
  const Resources& resources_;
  source::GatheredGroups groups_;
  /// By project as it is known and role.
  std::map<std::pair<std::string, std::string>, Set> sets_;
};

}  // namespace accessdrift::google_iap
