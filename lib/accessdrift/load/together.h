#pragma once

#include <set>
#include <string>
#include <vector>

#include "accessdrift/load/joined_groups.h"

namespace accessdrift {

/// The files of sides as they are together: groups that several formats tell, and who is let in
/// without being listed. Remembers some, so that equal files stay the same ones.
class Together {
 public:
  explicit Together(Names& names) : names_(names) {}

  /// Whoever is named on one side is somebody on the others, too. Before `of` of any side of a
  /// comparison.
  void note(const std::vector<DeclarationsPointer>& files);
  /// Valid until the next call.
  [[nodiscard]] const JoinedGroups& of(std::vector<DeclarationsPointer> files);

 private:
  struct Known {
    std::vector<DeclarationsPointer> files;
    JoinedGroups made;
  };

  Names& names_;
  std::vector<Known> recent_;
  std::set<std::string> outsiders_;  ///< that any side named
};

}  // namespace accessdrift
