#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "accessdrift/base/diagnostic.h"

namespace accessdrift {

/// How much the files of all sides that were read told each other, by the name of their format. It
/// never becomes less.
using ToldByFormat = std::map<std::string_view, std::size_t>;

/// What sides that are compared tell each other (`SourceReading::told_apart`, `BetweenSides`) says
/// how each is read, and so do the formats of one side. All of them are read in rounds, until one
/// tells nothing new: then each was read knowing everything. Two or three rounds do; what asks for
/// more than `kMost` comes to no end, and nothing is answered from it.
class Rounds {
 public:
  static constexpr int kMost = 100;

  /// `told` before the first round, or when what was read then was read.
  explicit Rounds(ToldByFormat told) : told_(std::move(told)) {}

  /// Asked after each round.
  [[nodiscard]] bool is_another_needed(ToldByFormat told);
  /// Asked in the end: `endless-telling`, if that came of too many rounds only.
  [[nodiscard]] Diagnostics problems() const;

 private:
  ToldByFormat told_;
  ToldByFormat last_;  ///< what was told before the last round
  int rounds_ = 0;
};

}  // namespace accessdrift
