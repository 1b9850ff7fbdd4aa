#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"
#include "accessdrift/format/terraform/marked.h"

/// What `terraform show -json` prints of a plan or a state (also OpenTofu's): instances of
/// resources and what becomes of them.
namespace accessdrift::terraform {

/// One instance of a resource.
struct Instance {
  NodeView address;  ///< `google_iap_web_iam_member.ana["eu"]`
  std::string_view type;
  bool is_data = false;  ///< it is only read
  std::vector<std::string_view> actions;
  std::optional<NodeView> before;  ///< its values; nothing: it is not there
  std::optional<NodeView> after;
  std::optional<NodeView> unknown;  ///< of the values after
  std::optional<NodeView> before_sensitive;
  std::optional<NodeView> after_sensitive;

  [[nodiscard]] std::string_view name() const { return address.scalar(); }
  [[nodiscard]] bool does(std::string_view action) const;
  /// Whether it, or a part of it, is known only after the changes are made.
  [[nodiscard]] bool is_unknown(std::string_view key) const;
  /// What it has at a moment.
  [[nodiscard]] Marked values(Moment moment) const;
  [[nodiscard]] bool changes() const { return does("create") || does("update") || does("delete"); }
};

enum class Kind : std::uint8_t { Plan, State };

/// Whether any of the marks of a value is true.
[[nodiscard]] bool holds_true(NodeView marks);

/// What a file is, by its keys; nothing of others.
[[nodiscard]] std::optional<Kind> kind_of(NodeView root);

/// All instances, in the order of the file; of a plan those that it changes first. Those that the
/// plan leaves as they are, are there before and after.
[[nodiscard]] std::vector<Instance> instances_of(NodeView root, Diagnostics& problems);

}  // namespace accessdrift::terraform
