#pragma once

#include <vector>

#include "accessdrift/model/snapshot.h"
#include "accessdrift/region/universe.h"

namespace accessdrift {

/// Which of the attributes that a URL tells conditions read.
struct UrlReads {
  bool host = false;
  bool path = false;
  bool method = false;

  [[nodiscard]] bool any() const { return host || path || method; }
  UrlReads& operator|=(const UrlReads& other) {
    host |= other.host;
    path |= other.path;
    method |= other.method;
    return *this;
  }
};

/// Of the conditions of some policies.
[[nodiscard]] UrlReads url_reads(const Snapshot& snapshot,
                                 const std::vector<PolicyIndex>& policies);

/// Where what is read is absent, as it is of a request by id.
[[nodiscard]] Region without_url(Universe& universe, const UrlReads& reads);

/// The names of what is read, and of the opaque tests of it.
[[nodiscard]] std::vector<std::string_view> attributes_of(const UrlReads& reads,
                                                          const Universe& universe);

}  // namespace accessdrift
