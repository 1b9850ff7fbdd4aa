#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/tree_writer.h"
#include "accessdrift/format/terraform/instances.h"
#include "accessdrift/format/terraform/references.h"

namespace accessdrift::terraform {

/// Copies a value as it is; `at`: with this place in place of its own ones, which are of another
/// text.
void copy(TreeWriter& writer, NodeView value, std::optional<Place> at = {});

/// How the API that a resource stands for spells its values: keys in camel case, blocks that can
/// stand once without the list around them, what is null or empty left out.
struct Spelling {
  std::span<const std::string_view> lists;  ///< keys whose lists stay lists of mappings
  bool is_camel = true;
};
/// `access_settings` as `accessSettings`.
[[nodiscard]] std::string camel(std::string_view key);
void copy_as_api(TreeWriter& writer, NodeView value, const Spelling& spelling);
/// Writes the entries of a mapping so, but for the keys of `left_out`.
void copy_entries_as_api(TreeWriter& writer, NodeView values, const Spelling& spelling,
                         std::span<const std::string_view> left_out = {});

/// Begins what the readers of Google's policies are told of an instance: its kind, address and
/// actions. What it is before and after is to be written, and the mapping to be ended.
void begin_item(TreeWriter& writer, std::string_view kind, const Instance& instance);

/// That an attribute is known only after the changes are made; `label`: what follows.
void tell_unknown(Diagnostics& problems, const Instance& instance, std::string_view name,
                  NodeView values, std::string_view label = "so what it will be is an unknown");
/// That nothing is told of an attribute, for one of both reasons.
void tell_untold(Diagnostics& problems, const Instance& instance, std::string_view name,
                 const Marked& marked, NodeView values);

/// What a file tells of one moment.
struct Told {
  NodeView root;
  const std::vector<Instance>& instances;
  const References& references;
  Moment moment;
  Diagnostics& problems;

  /// Of each resource of a type that is there: the instance and its values.
  template <typename Visit>
  void each(std::string_view type, Visit visit) const {
    for (const Instance& one : instances) {
      const std::optional<NodeView>& values = moment == Moment::Before ? one.before : one.after;
      if (one.type == type && values && !one.is_data) visit(one, *values);
    }
  }
};

/// An entry of a mapping.
void write_text(TreeWriter& writer, std::string_view key, std::string_view value, Place place);
/// Begins a list of a mapping.
void begin_list(TreeWriter& writer, std::string_view key, Place place);

}  // namespace accessdrift::terraform
