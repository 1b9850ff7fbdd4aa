#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::source {

/// Groups of another system whose members lie in several files. A group of which several files tell
/// is one with a nested group for each further file, so that every member keeps its place.
class GroupLists {
 public:
  /// What one file tells of one group.
  struct Part {
    SourceReading::File* file = nullptr;
    GroupDeclaration declared;
    std::vector<Mention> mentions;
    std::set<std::pair<MentionKind, Name>> told;

    /// Whom it tells already is not told again.
    void add(Name id, MentionKind kind, Place place);
  };

  /// `are_made`: its system has no such groups.
  explicit GroupLists(SourceReading& reading, bool are_made = false)
      : reading_(reading), are_made_(are_made) {}

  /// References stay good.
  Part& part_of(SourceReading::File& file, Name group, Place key, Place body);
  [[nodiscard]] bool has(Name group) const { return parts_of_.contains(group); }
  [[nodiscard]] const std::map<Name, std::vector<Part*>>& groups() const { return parts_of_; }
  /// Declares all groups.
  void finish();

 private:
  static void write(Part& part);

  SourceReading& reading_;
  bool are_made_;
  std::deque<Part> parts_;  ///< in the order in which they were told
  std::map<Name, std::vector<Part*>> parts_of_;
};

/// `id` as the first declaration of something in a side has it; of a further file's the path is
/// added, since ids are declared once.
[[nodiscard]] Name id_in_file(SourceReading& reading, const SourceReading::File& file,
                              std::string_view id, bool is_first);

/// A name that several groups have, with the places of the first of them.
struct SharedName {
  std::string_view name;
  Place key, body;
};
/// Declares it: a group that contains them all.
void declare_shared_name(SourceReading& reading, SourceReading::File& file,
                         const SharedName& shared, const std::vector<Name>& groups);

/// The first byte of a list or mapping, for what is told by nothing else of it.
[[nodiscard]] Place bracket_of(Place place);

}  // namespace accessdrift::source
