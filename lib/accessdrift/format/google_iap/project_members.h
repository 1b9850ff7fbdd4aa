#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/gathered.h"
#include "accessdrift/format/google_iap/resources.h"

namespace accessdrift::google_iap {

/// `projectOwner:shop`, `projectEditor:shop` and `projectViewer:shop`: whom the project's own
/// policy gives the basic role of that name. A group each, with those members; one whose project
/// has no policy here stays a group whose members are not known.
class ProjectMembers {
 public:
  ProjectMembers(SourceReading& reading, const Resources& resources)
      : reading_(reading), resources_(resources), groups_(reading) {}

  /// A member of some binding; only sets that are named are looked for.
  void note(const Mention& mention);
  [[nodiscard]] bool is_any_named() const { return !sets_.empty(); }
  /// The policy of a resource, any one; after all members were noted.
  void read(SourceReading::File& file, std::string_view resource, NodeView policy);
  /// What a plan gives a role by; who has a basic one then is not known.
  void unsettle(SourceReading::File& file, NodeView given);
  void finish() { groups_.declare(); }

 private:
  void add(SourceReading::File& file, Name set, std::string_view role, NodeView policy);

  SourceReading& reading_;
  const Resources& resources_;
  source::GatheredGroups groups_;
  /// By project as it is known, then by role.
  std::map<std::string, std::map<std::string, std::set<Name>>, std::less<>> sets_;
};

}  // namespace accessdrift::google_iap
