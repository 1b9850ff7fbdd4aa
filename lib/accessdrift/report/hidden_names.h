#pragma once

#include "accessdrift/drift/compare.h"
#include "accessdrift/report/pseudonyms.h"
#include "accessdrift/report/report.h"

namespace accessdrift {

/// What tells who somebody is: ids, aliases and uids of users and services, whom policies, groups,
/// clients and tests name, and texts that only one user has as an attribute.
void hide_people(const Comparison& comparison, Pseudonyms& pseudonyms);

/// What else a configuration names: groups, resources and their URLs, clients, policies and sets,
/// scopes, domains, networks and windows; and the values of conditions that the report tells.
void hide_things(const Comparison& comparison, const Report& report, Pseudonyms& pseudonyms);

}  // namespace accessdrift
