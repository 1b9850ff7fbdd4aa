#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::terraform {

/// What a block that can stand once says: the only one of its list. Nothing if it does not stand.
[[nodiscard]] std::optional<NodeView> only_block(const std::optional<NodeView>& value);

/// A value of an instance, with what Terraform marks in it: what is known only after the changes
/// are made, and what is sensitive. Marks have the shape of values; one that is true is of all that
/// lies within.
class Marked {
 public:
  Marked(std::optional<NodeView> value, std::optional<NodeView> unknown,
         std::optional<NodeView> sensitive)
      : value_(value), unknown_(unknown), sensitive_(sensitive) {}

  [[nodiscard]] const std::optional<NodeView>& value() const { return value_; }
  /// An entry of a mapping, or of the only block that a list has.
  [[nodiscard]] Marked in(std::string_view key) const;
  /// An element of a list.
  [[nodiscard]] Marked at(std::size_t place) const;
  /// Of how many elements something is told.
  [[nodiscard]] std::size_t size() const;

  /// Whether some of it is so.
  [[nodiscard]] bool is_unknown() const;
  [[nodiscard]] bool is_sensitive() const;
  [[nodiscard]] bool is_told() const { return !is_unknown() && !is_sensitive(); }
  /// Whether nothing of it is told.
  [[nodiscard]] bool is_all_untold() const;

  /// A name for what is not told of it: `what` that `owner` will have, or has. Equal sensitive
  /// values have equal names, whoever has them then.
  [[nodiscard]] std::string untold_name(std::string_view what, std::string_view owner) const;

 private:
  std::optional<NodeView> value_;
  std::optional<NodeView> unknown_;
  std::optional<NodeView> sensitive_;
};

}  // namespace accessdrift::terraform
