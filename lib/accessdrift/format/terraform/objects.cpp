#include "accessdrift/format/terraform/objects.h"

#include <algorithm>

#include "accessdrift/base/text.h"

namespace accessdrift::terraform {
namespace {

using source::each_entry;
using source::each_item;

bool is_empty(NodeView value) {
  if (value.kind() == NodeKind::Null) return true;
  if (!value.is_scalar()) return value.is_empty_collection();
  return value.kind() == NodeKind::String && value.scalar().empty();
}

}  // namespace

std::string camel(std::string_view key) {
  if (key == "require_screen_lock") return "requireScreenlock";
  std::string made;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool is_word =
        key[i] == '_' && i + 1 < key.size() && key[i + 1] >= 'a' && key[i + 1] <= 'z';
    made += is_word ? static_cast<char>(key[++i] - 'a' + 'A') : key[i];
  }
  return made;
}

void copy(TreeWriter& writer, NodeView value, std::optional<Place> at) {
  const Place place = at.value_or(value.place());
  if (value.is_mapping()) {
    writer.begin_mapping(place);
    each_entry(value, [&](NodeView key, NodeView inner) {
      writer.text(key.scalar(), at.value_or(key.place()));
      copy(writer, inner, at);
    });
    return writer.end();
  }
  if (value.is_sequence()) {
    writer.begin_sequence(place);
    each_item(value, [&](NodeView inner) { copy(writer, inner, at); });
    return writer.end();
  }
  if (at) return writer.scalar(value.kind(), value.scalar(), *at);
  writer.copy_scalar(value);
}

void copy_entries_as_api(TreeWriter& writer, NodeView values, const Spelling& spelling,
                         std::span<const std::string_view> left_out) {
  each_entry(values, [&](NodeView key, NodeView value) {
    if (std::ranges::find(left_out, key.scalar()) != left_out.end() || is_empty(value)) return;
    const bool stays_list = std::ranges::find(spelling.lists, key.scalar()) != spelling.lists.end();
    const bool is_block = !stays_list && value.is_sequence() && value.first_child().is_mapping();
    writer.text(spelling.is_camel ? camel(key.scalar()) : std::string(key.scalar()), key.place());
    copy_as_api(writer, is_block ? value.first_child() : value, spelling);
  });
}

void copy_as_api(TreeWriter& writer, NodeView value, const Spelling& spelling) {
  if (value.is_mapping()) {
    writer.begin_mapping(value.place());
    copy_entries_as_api(writer, value, spelling);
    return writer.end();
  }
  if (!value.is_sequence()) return writer.copy_scalar(value);
  writer.begin_sequence(value.place());
  each_item(value, [&](NodeView item) {
    if (item.kind() != NodeKind::Null) copy_as_api(writer, item, spelling);
  });
  writer.end();
}

void begin_item(TreeWriter& writer, std::string_view kind, const Instance& instance) {
  const Place place = instance.address.place();
  writer.begin_mapping(place);
  writer.text("kind", place);
  writer.text(kind, place);
  writer.text("address", place);
  writer.copy_scalar(instance.address);
  writer.text("actions", place);
  writer.begin_sequence(place);
  for (const std::string_view action : instance.actions) writer.text(action, place);
  writer.end();
}

void tell_unknown(Diagnostics& problems, const Instance& instance, std::string_view name,
                  NodeView values, std::string_view label) {
  Diagnostic& problem = problems.emplace_back();
  problem.severity = Severity::Warning;
  problem.code = "known-after-apply";
  problem.message = "`" + std::string(name) + "` of `" + shortened(instance.name()) +
                    "` is known only after the changes are made";
  problem.span = values.span();
  problem.label = label;
}

void tell_untold(Diagnostics& problems, const Instance& instance, std::string_view name,
                 const Marked& marked, NodeView values) {
  if (marked.is_unknown()) return tell_unknown(problems, instance, name, values);
  if (!marked.is_sensitive()) return;
  Diagnostic& problem = problems.emplace_back();
  problem.severity = Severity::Warning;
  problem.code = "sensitive-value";
  problem.message =
      "`" + std::string(name) + "` of `" + shortened(instance.name()) + "` is sensitive";
  problem.span = values.span();
  problem.label = "so what it is, is an unknown";
}

void write_text(TreeWriter& writer, std::string_view key, std::string_view value, Place place) {
  writer.text(key, place);
  writer.text(value, place);
}

void begin_list(TreeWriter& writer, std::string_view key, Place place) {
  writer.text(key, place);
  writer.begin_sequence(place);
}

}  // namespace accessdrift::terraform
