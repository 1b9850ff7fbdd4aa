#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/base/names.h"
#include "accessdrift/format/format.h"

/// What readers of other systems' files share. They are lenient where those systems are: a key that
/// is not known is left alone.
namespace accessdrift::source {

/// The value of a key; nothing if it is not there, is null, or if the node is no mapping.
[[nodiscard]] std::optional<NodeView> find(NodeView mapping, std::string_view key);
/// A value that is a text which is not empty.
[[nodiscard]] std::optional<NodeView> find_text(NodeView mapping, std::string_view key);
/// The text of it, or nothing.
[[nodiscard]] std::string_view text_of(NodeView mapping, std::string_view key);

/// Whether a value is there that is true.
[[nodiscard]] bool is_true(const std::optional<NodeView>& value);

/// A truth value; some systems write it as a text. Nothing of what is neither true nor false.
[[nodiscard]] std::optional<bool> truth(NodeView mapping, std::string_view key);

/// Calls `visit(item)` for each element of a list; none if the key is not there or is no list.
template <typename Visit>
void each_item(NodeView list, Visit&& visit) {
  if (!list.is_sequence()) return;
  for (NodeView item = list.first_child(); !item.is_end(list); item = item.next_sibling())
    visit(item);
}
template <typename Visit>
void each_item(NodeView mapping, std::string_view key, Visit&& visit) {
  if (const std::optional<NodeView> list = find(mapping, key)) each_item(*list, visit);
}

/// Calls `visit(key, value)` for each entry of a mapping.
template <typename Visit>
void each_entry(NodeView mapping, Visit&& visit) {
  if (!mapping.is_mapping()) return;
  for (NodeView key = mapping.first_child(); !key.is_end(mapping);) {
    const NodeView value = key.next_sibling();
    visit(key, value);
    key = value.next_sibling();
  }
}

/// Adds a problem at a place; label, notes and help may be filled in.
Diagnostic& report(SourceReading& reading, std::string_view code, std::string message, Span span);
/// Tells of a key that has something else than a list; what is not there is none.
void expect_list(SourceReading& reading, NodeView mapping, std::string_view key);
/// Of something that is read as if it were not there.
Diagnostic& warn(SourceReading& reading, std::string_view code, std::string message, Span span);

/// Something odd, for `lint`; label, notes and help may be filled in.
Diagnostic& remark(SourceReading::File& file, std::string_view code, Severity severity,
                   std::string message, Place place);

/// Stars instead of what may not be shown; lines stay lines.
void hide(std::string& bytes, Place place);
/// Shows other bytes of a file, at equal places; what was shown before lives as long as these.
void show_instead(SourceReading::File& file, std::string bytes);

/// Makes a group one whose further members are not known; the first reason stays.
void open(GroupDeclaration& group, Place place);

/// Ids of people in other systems compare without regard to ASCII case, all of them.
[[nodiscard]] Name intern_folded(SourceReading& reading, std::string_view id);

}  // namespace accessdrift::source
