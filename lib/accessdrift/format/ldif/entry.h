#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/format/source_reading.h"

namespace accessdrift::ldif {

/// What an entry is, by its object classes or, without any, by its attributes.
enum class Kind : std::uint8_t { Other, Person, Service, Group };

/// An entry of a directory, as a document has it.
class Entry {
 public:
  explicit Entry(NodeView record) : record_(record) {}

  [[nodiscard]] NodeView view() const { return record_; }
  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool has_class(std::string_view folded) const;

  /// Its distinguished name, as it is written.
  [[nodiscard]] NodeView dn() const { return record_.first_child().next_sibling(); }

  /// The values of an attribute, by its folded name, without those with options (`cn;lang-de`).
  /// Nothing: it has none.
  [[nodiscard]] std::optional<NodeView> values(std::string_view folded) const;
  /// Calls `visit(value)` for each of them.
  template <typename Visit>
  void each(std::string_view folded, Visit&& visit) const {
    const std::optional<NodeView> list = values(folded);
    if (!list) return;
    source::each_item(*list, [&](NodeView value) {
      if (value.is_scalar()) visit(value);
    });
  }
  /// The first value that is a text.
  [[nodiscard]] std::optional<NodeView> first_text(std::string_view folded) const;
  /// The first value, whatever its bytes are.
  [[nodiscard]] std::optional<NodeView> first(std::string_view folded) const;

 private:
  NodeView record_;
};

/// A value that can be shown: valid UTF-8, not empty and without control characters.
[[nodiscard]] bool is_text(NodeView value);
/// Of an attribute or class that is not written in one case.
[[nodiscard]] bool equals_folded(std::string_view text, std::string_view folded);

/// Whether a record begins with its name.
[[nodiscard]] bool is_entry(NodeView record);

/// Calls `visit(entry)` for each entry of a document; what clients print behind them is none.
template <typename Visit>
void each_entry(NodeView root, Visit&& visit) {
  source::each_item(root, [&](NodeView record) {
    if (is_entry(record)) visit(Entry(record));
  });
}

}  // namespace accessdrift::ldif
