#pragma once

#include <memory>
#include <vector>

#include "accessdrift/load/read_file.h"

namespace accessdrift {

/// Files that speak of other systems, as files of the formats of these. Remembers some, so that
/// equal files stay the same ones.
class TranslatedFiles {
 public:
  struct Made {
    std::shared_ptr<ReadFile> source;
    Moment moment = Moment::After;
    bool must_be_plan = false;
    std::vector<std::shared_ptr<ReadFile>> files;
    Diagnostics problems;
  };

  /// REQUIRES: its format translates. `must_be_plan`: two states, not one. Valid until the next
  /// call.
  [[nodiscard]] const Made& of(const std::shared_ptr<ReadFile>& source, Moment moment,
                               bool must_be_plan);

 private:
  std::vector<Made> recent_;
  std::vector<std::shared_ptr<const SourceText>> texts_;  ///< which problems are of
};

}  // namespace accessdrift
