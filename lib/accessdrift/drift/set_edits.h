#pragma once

#include "accessdrift/drift/edit_collector.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// What a policy set that both sides have declares differently: how it combines, and its order. Of
/// a set of another system's file, which nobody wrote, what comes or goes takes its place along.
void add_set_edits(const Snapshot& before, const Snapshot& after, const Declared<SetDeclaration>& b,
                   const Declared<SetDeclaration>& a, EditCollector& edits);

}  // namespace accessdrift
