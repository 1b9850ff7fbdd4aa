#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "accessdrift/model/expression.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// What the attributes of an expression are while it is folded. Nothing means absent: reading it is
/// an error.
struct Bindings {
  std::function<std::optional<Value>(const std::string&)> user;  ///< `group:ID`: is in a list
  std::function<std::optional<Value>(const std::string&)> resource;
  std::function<std::optional<Value>(const std::string&)> request;
  /// The number of elements of a request's set, where only that is asked; else nothing is set.
  std::optional<std::int64_t> size_of_request_set;
  /// The scopes that can be issued; null: every one.
  const std::set<std::string>* issuable = nullptr;
  /// The request's value is none that the side declares: reading it is an error, `has` too.
  bool is_request_unreadable = false;
  std::vector<std::pair<std::uint32_t, Value>> variables;  ///< of Exists and All, innermost last
};

/// The value of a subtree for known attributes; nothing is CEL's error. For the compiled form, that
/// asks it once a cell. `token.scopes` is given as the requested scopes and read as the effective
/// ones of `snapshot` among those that are issuable.
[[nodiscard]] std::optional<Value> evaluate(const Expression& expression, std::uint32_t node,
                                            const Snapshot& snapshot, Bindings& bindings);

}  // namespace accessdrift
