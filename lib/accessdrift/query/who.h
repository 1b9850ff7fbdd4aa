#pragma once

#include <vector>

#include "accessdrift/drift/labels.h"
#include "accessdrift/query/asked.h"

namespace accessdrift {

/// Those who can reach a target in one and the same region.
struct Reaching {
  std::vector<std::string> ids;  ///< sorted as bytes
  Label label;
  Region when;
  Region care;  ///< `when` lies within: all requests, or those for the URLs that it hangs on
  bool includes_anonymous = false;
};

struct WhoAnswer {
  std::vector<Reaching> rows;  ///< always first, then by ids
  bool is_limited = false;     ///< a bound was hit: nothing can be said
};

/// Who can reach the target, rolled up.
[[nodiscard]] WhoAnswer who(Inquiry& inquiry, const AskedTarget& asked);

}  // namespace accessdrift
