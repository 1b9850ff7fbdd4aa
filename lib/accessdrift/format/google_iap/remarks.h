#pragma once

#include <vector>

#include "accessdrift/format/google_iap/changes.h"

namespace accessdrift::google_iap {

/// Adds to files what `lint` tells of resources of Terraform that give roles: those that take from
/// each other what they give (GCP15), and conditions that Terraform takes for two because of their
/// titles (GCP16). Cost: that of sorting.
void add_remarks(const std::vector<Change>& changes, const Names& names);

}  // namespace accessdrift::google_iap
