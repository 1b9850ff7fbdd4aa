#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "accessdrift/base/ip.h"
#include "accessdrift/base/time_zone.h"
#include "accessdrift/model/expression.h"
#include "accessdrift/model/value.h"
#include "accessdrift/model/window.h"

namespace accessdrift::interpreting {

/// What a condition may come to over all values of what was not told. Exactly one is set if
/// everything it depends on was told. Parts that depend on the same open attribute are taken as
/// independent, so more may be set than can come true.
struct Truth {
  bool may_hold = false;
  bool may_fail = false;
  bool may_err = false;

  [[nodiscard]] static Truth of(bool value) { return {value, !value, false}; }
  [[nodiscard]] static Truth error() { return {false, false, true}; }
  [[nodiscard]] bool is_open() const { return may_hold + may_fail + may_err > 1; }
  friend bool operator==(const Truth&, const Truth&) = default;
};

/// What conditions may read. Every function is asked with names that the type check has seen.
struct Facts {
  using Attribute = std::function<std::optional<Value>(const std::string&)>;
  Attribute user;      ///< nothing: absent
  Attribute resource;  ///< nothing: absent
  std::function<Told(const std::string&)> request;
  std::function<bool(const std::string&)>
      is_required;  ///< of a request attribute: it cannot be absent
  /// Of a request attribute: what was told is allowed by this side's declarations. Else reading it
  /// is an error, `has` too.
  std::function<bool(const std::string&)> is_readable;
  std::function<std::span<const IpPrefix>(const std::string&)> network;
  std::function<const Window*(const std::string&)> window;                  ///< null: never open
  std::function<std::shared_ptr<const TimeZone>(const std::string&)> zone;  ///< null: no such zone
  /// Of a scope: it is effective for some values of what was not told. Empty: of any.
  std::function<bool(const std::string&)> may_be_effective = {};
  /// Of a list that conditions ask for: who asks is in it. Empty: in none.
  std::function<bool(const std::string&)> is_in_list = {};
};

/// A Boolean subtree by CEL's rules: `&&`, `||`, exists and all are settled by one part whatever
/// the others, errors included (DESIGN §3, policies and sets); reading what is absent is an error;
/// everything else with an error in it is one, and so is a sum that is out of range. Recursion as
/// deep as the tree: 100.
[[nodiscard]] Truth evaluate(const Expression& expression, std::uint32_t node, const Facts& facts);

}  // namespace accessdrift::interpreting
