#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/model/expression.h"
#include "accessdrift/model/value.h"
#include "naive_time.h"

namespace accessdrift::naive {

/// CEL's three outcomes of a condition.
enum class Truth : std::uint8_t { False, True, Error };

using Attributes = std::map<std::string, Value, std::less<>>;

/// What the words of a condition mean for one identity, one resource and one request, as one side
/// sees them. What is not in a map is absent.
struct Meaning {
  const Attributes* user = nullptr;
  const Attributes* resource = nullptr;
  const Attributes* request = nullptr;
  const std::map<std::string, std::vector<IpPrefix>, std::less<>>* networks = nullptr;
  const Windows* windows = nullptr;
  const Clocks* clocks = nullptr;
  /// Request attributes that the side cannot read in this request: an error, in `has` too.
  std::set<std::string> unreadable = {};
  std::set<std::string> unreadable_of_user = {};  ///< attributes of the identity, likewise
};

/// Evaluates a checked condition by walking its tree, once a request (DESIGN §3, policies and sets:
/// CEL's rules).
class Evaluator {
 public:
  Evaluator(const Expression& expression, const Meaning& meaning)
      : expression_(expression), meaning_(meaning) {}

  [[nodiscard]] Truth truth() { return truth_of(expression_.root()); }
  /// Of a Boolean part that lies in no `exists` or `all`.
  [[nodiscard]] Truth truth_of(std::uint32_t node);

 private:
  using Node = Expression::Node;

  /// Null is an error.
  [[nodiscard]] const Value* value_of(std::uint32_t node);
  [[nodiscard]] const Value* attribute(const Node& node) const;
  [[nodiscard]] bool is_unreadable(const Node& attribute) const;
  [[nodiscard]] const Value* variable(std::uint32_t binding) const;
  /// The elements of a list or of a set; nothing is an error.
  [[nodiscard]] std::optional<std::vector<Value>> elements(std::uint32_t node);

  [[nodiscard]] Truth all_of(const Node& node);
  [[nodiscard]] Truth any_of(const Node& node);
  [[nodiscard]] Truth compare(const Node& node);
  [[nodiscard]] Truth text_test(const Node& node);
  [[nodiscard]] Truth in_list(const Node& node);
  [[nodiscard]] Truth in_network(const Node& node);
  [[nodiscard]] Truth in_window(const Node& node);
  [[nodiscard]] Truth quantify(const Node& node);
  [[nodiscard]] const Value* sum(const Node& node);
  [[nodiscard]] const Value* calendar_field(const Node& node);
  [[nodiscard]] const Value* size(const Node& node);
  const Value* keep(Value value) { return &kept_.emplace_back(std::move(value)); }

  const Expression& expression_;
  const Meaning& meaning_;
  std::deque<Value> kept_;
  std::deque<std::pair<std::uint32_t, Value>> variables_;
};

/// RE2's search, with compiled patterns kept.
[[nodiscard]] bool finds_pattern(const std::string& text, const std::string& pattern);

[[nodiscard]] std::int64_t count_code_points(const std::string& text);

/// Whether the operator compares its operands.
[[nodiscard]] bool compares(Operator op);

}  // namespace accessdrift::naive
