#pragma once

#include <string>
#include <vector>

#include "accessdrift/report/report.h"

namespace accessdrift::cli {

/// What findings are narrowed to, as it is written on the command line.
struct FilterWords {
  std::vector<std::string> identities, groups, resources, actions;
  std::vector<ChangeKind> kinds;
};

}  // namespace accessdrift::cli
