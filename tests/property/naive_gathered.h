#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/base/ip.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/snapshot.h"
#include "naive_texts.h"

namespace accessdrift::naive {

/// What both sides say of an attribute of requests that they read: constants, types, uses.
struct Gathered {
  bool is_declared = false;
  bool is_ever_optional = false;
  std::set<TypeKind> kinds;
  std::set<std::string> texts;  ///< literals and attribute values of the conditions that read it
  std::set<std::int64_t> ints;
  std::set<IpAddress> addresses;
  std::set<std::string> enum_values;
  std::set<std::string> elements;
  std::vector<TextUse> text_uses;
};

/// By attribute: those that conditions, or the scopes of policies, of either side read, what is
/// not known of people, and `request.time`.
[[nodiscard]] std::map<std::string, Gathered> gathered(const Snapshot& before,
                                                       const Snapshot& after);

/// What the conditions of a side test an attribute of requests, a string, for.
[[nodiscard]] std::vector<TextUse> text_uses(const Snapshot& side, const std::string& attribute);

}  // namespace accessdrift::naive
