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
  const std::optional<NodeView> mapping = node && node->is_sequence() ? item_at(node, 0) : node;
  return mapping ? find(*mapping, key) : std::nullopt;
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

Marked Marked::in(std::string_view key) const {
  const auto part = [&](const std::optional<NodeView>& mark) { return entry_in(mark, key); };
  return {part(value_), mark_of(unknown_, part), mark_of(sensitive_, part)};
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
