#pragma once

#include "accessdrift/drift/edit_collector.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Of people whom several exports list one declaration counts; what another one says of whether
/// somebody can sign in is a fact, too, and an edit of it is told, though it may change nothing.
void add_repeated_user_edits(const Snapshot& before, const Snapshot& after, EditCollector& edits);

}  // namespace accessdrift
