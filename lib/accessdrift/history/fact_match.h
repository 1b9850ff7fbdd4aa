#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/drift/edits.h"

namespace accessdrift {

/// The facts of some edits, by what they are on one of the sides, the *tip*.
class FactMatch {
 public:
  enum class Tip : std::uint8_t { Before, After };
  FactMatch(const std::vector<Edit>& edits, Tip tip);

  /// Which edits, ascending, are of facts that are another on a side than on the tip, by what
  /// `find_edits` tells of that side and the tip. A thing with all that is declared in it is one
  /// fact; what is declared in a thing that is not there is absent.
  [[nodiscard]] std::vector<std::size_t> differing(const std::vector<Edit>& from_tip) const;
  [[nodiscard]] std::size_t size() const { return edits_.size(); }

 private:
  [[nodiscard]] bool differs(const Edit& edit, const Edit& found) const;

  const std::vector<Edit>& edits_;
  Tip tip_;
  std::map<std::pair<Thing, std::string>, std::vector<std::size_t>> by_thing_;
};

}  // namespace accessdrift
