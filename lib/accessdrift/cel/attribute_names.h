#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/cel/check.h"
#include "accessdrift/cel/problems.h"
#include "accessdrift/cel/syntax.h"

namespace accessdrift::cel {

/// An attribute that a condition names. Points into the schema.
struct Attribute {
  Operator root = Operator::UserAttribute;
  const std::string* name = nullptr;  ///< without `user.` and `resource.`
  const AttributeType* type = nullptr;
};

/// Gives dotted names their meaning.
class AttributeNames {
 public:
  /// All must outlive the object.
  AttributeNames(const Schema& schema, Use use, Problems& problems)
      : schema_(schema), use_(use), problems_(problems) {}

  /// The attribute; nothing if there is none that may be read here, which is told.
  [[nodiscard]] std::optional<Attribute> find(const SyntaxNode& name);

  /// Whether the network behind `networks.` exists; if not, that is told.
  [[nodiscard]] bool has_network(const SyntaxNode& name);
  /// Likewise of the window behind `windows.`.
  [[nodiscard]] bool has_window(const SyntaxNode& name);
  /// The name behind `conditions.` of a condition that is named so; empty if it is none.
  [[nodiscard]] std::string_view named_condition(const SyntaxNode& name) const;
  /// Of `lists.ID` the id; empty: no list is called so.
  [[nodiscard]] std::string_view list(const SyntaxNode& name) const;
  /// Whether the machine has the time zone; if not, that is told at `range`.
  [[nodiscard]] bool has_zone(std::string_view zone, Range range);

  /// Whether a bound variable of this name would hide nothing.
  [[nodiscard]] bool is_free(std::string_view word) const;

 private:
  [[nodiscard]] std::optional<Attribute> look_up(std::string_view name) const;
  /// Whether a network or window is declared; `kind` is what it is.
  [[nodiscard]] bool is_declared(const SyntaxNode& name,
                                 const std::set<std::string, std::less<>>& known,
                                 std::string_view kind);
  /// Tells why a name that exists, or will, cannot stand here.
  [[nodiscard]] bool is_refused(const SyntaxNode& name, bool exists);
  void tell_unknown(const SyntaxNode& name);
  [[nodiscard]] std::string help_for(std::string_view name);
  [[nodiscard]] std::string near_name(std::string_view name);
  [[nodiscard]] const std::vector<std::string>& all_names();

  const Schema& schema_;
  Use use_;
  Problems& problems_;
  std::vector<std::string> all_names_;  // filled by the first unknown name
};

[[nodiscard]] bool is_network_name(const SyntaxNode& node);
[[nodiscard]] bool is_window_name(const SyntaxNode& node);

/// `did you mean X?` if a candidate is near, else nothing.
[[nodiscard]] std::string suggestion(std::string_view word,
                                     std::span<const std::string_view> candidates,
                                     std::string_view prefix = {});

}  // namespace accessdrift::cel
