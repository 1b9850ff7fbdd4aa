#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/engine/channel.h"
#include "accessdrift/engine/time_tests.h"
#include "accessdrift/engine/truth.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Values of attributes by name; nothing for one that is absent.
using AttributeValues = std::vector<std::pair<std::string, std::optional<Value>>>;

/// Adds to `tests` what the expression tests request attributes against. `values_of` gives every
/// value that a user or resource attribute has anywhere, so that comparisons with it cut the domain
/// too.
void collect_tests(const Expression& expression, const Snapshot& snapshot,
                   const ValuesOf& values_of,
                   std::map<std::string, AttributeTests, std::less<>>& tests);

/// What is known of who asks for what: attributes, and which scopes can be issued.
struct ConditionFacts {
  const AttributeValues& user;
  const AttributeValues& resource;
  const Channels& channels;
};

/// Tests that read one request attribute and else nothing but constants, by their text: they mean
/// the same in every condition of a side.
using KnownTests = std::unordered_map<std::string, Truth>;

/// The truth of a condition where this is known, by CEL's rules (`true || error` is true). Nothing
/// if an attribute that it reads has too many cells. Cost: one evaluation a test and cell, of
/// scopes a channel, too; nothing for those that are known, to which it adds.
[[nodiscard]] std::optional<Truth> compile_condition(const Expression& expression,
                                                     const Snapshot& snapshot, Universe& universe,
                                                     const ConditionFacts& facts,
                                                     KnownTests& known);

}  // namespace accessdrift
