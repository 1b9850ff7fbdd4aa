#include "accessdrift/format/terraform/marked.h"

#include <algorithm>

#include "accessdrift/format/named_unknown.h"
#include "accessdrift/format/terraform/instances.h"

namespace accessdrift::terraform {
namespace {

using source::find;

bool is_true_mark(const std::optional<NodeView>& mark) {
  return mark && mark->kind() == NodeKind::Boolean && source::is_true(mark);
}

std::optional<NodeView> item_at(const std::optional<NodeView>& list, std::size_t place) {
  std::optional<NodeView> found;
  if (!list) return found;
  std::size_t count = 0;
  source::each_item(*list, [&](NodeView item) {
    if (count++ == place) found = item;
  });
  return found;
}

std::optional<NodeView> entry_in(const std::optional<NodeView>& node, std::string_view key) {
  const std::optional<NodeView> mapping = only_block(node);
  return mapping ? find(*mapping, key) : std::nullopt;
}

/// Likewise in a mark, which may be one of the whole block.
std::optional<NodeView> mark_in(const std::optional<NodeView>& mark, std::string_view key) {
  const std::optional<NodeView> first =
      mark && mark->is_sequence() ? item_at(mark, 0) : std::nullopt;
  return is_true_mark(first) ? first : entry_in(mark, key);
}

/// What a mark says of a part.
template <typename Part>
std::optional<NodeView> mark_of(const std::optional<NodeView>& mark, Part part) {
  return is_true_mark(mark) ? mark : part(mark);
}

std::size_t size_of(const std::optional<NodeView>& list) {
  std::size_t count = 0;
  if (list) source::each_item(*list, [&](NodeView) { ++count; });
  return count;
}

}  // namespace

std::optional<NodeView> only_block(const std::optional<NodeView>& value) {
  if (!value || !value->is_sequence()) return value;
  if (value->is_empty_collection()) return std::nullopt;
  const NodeView first = value->first_child();
  return first.is_mapping() ? std::optional(first) : std::nullopt;
}

Marked Marked::in(std::string_view key) const {
  const auto part = [&](const std::optional<NodeView>& mark) { return mark_in(mark, key); };
  return {entry_in(value_, key), mark_of(unknown_, part), mark_of(sensitive_, part)};
}

Marked Marked::at(std::size_t place) const {
  const auto part = [&](const std::optional<NodeView>& mark) { return item_at(mark, place); };
  return {part(value_), mark_of(unknown_, part), mark_of(sensitive_, part)};
}

std::size_t Marked::size() const { return std::max(size_of(value_), size_of(unknown_)); }

bool Marked::is_unknown() const { return unknown_ && holds_true(*unknown_); }

bool Marked::is_sensitive() const {
  const bool is_empty = !value_ || (!value_->is_scalar() && value_->is_empty_collection());
  return !is_empty && sensitive_ && holds_true(*sensitive_);
}

bool Marked::is_all_untold() const { return is_true_mark(unknown_) || is_true_mark(sensitive_); }

std::string Marked::untold_name(std::string_view what, std::string_view owner) const {
  std::string name(what);
  if (is_unknown()) return name + " that " + std::string(owner) + " will have";
  name += ' ';
  return name + source::digits_of(value_ ? source::said_in(*value_) : std::string());
}

}  // namespace accessdrift::terraform
