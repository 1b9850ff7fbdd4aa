#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "accessdrift/base/text_edit.h"
#include "accessdrift/document/document.h"

namespace accessdrift::native {

/// Says how the text of a file changes where a fact comes or goes; its other lines, comments and
/// layout stay. What it cannot say so (a list behind what is no plain layout) is nothing; whether
/// the file then says what was meant, who reads it again finds out.
class Rewriter {
 public:
  /// REQUIRES: the file was read before, so it has no errors.
  explicit Rewriter(std::shared_ptr<const SourceText> text);

  /// Adds a string to the list under a key of the mapping at `body`; the key too, if it is not
  /// there.
  [[nodiscard]] std::optional<TextEdit> add_to_list(Place body, std::string_view key,
                                                    std::string_view value) const;
  /// Takes out the item of the innermost list around `place`; `[]` is left of a list of one.
  [[nodiscard]] std::optional<TextEdit> remove_item(Place place) const;
  /// Takes out a key and its value; `{}` is left of a mapping of one.
  [[nodiscard]] std::optional<TextEdit> remove_key(Place body, std::string_view key) const;
  /// Likewise, by where the key stands.
  [[nodiscard]] std::optional<TextEdit> remove_key(Place key) const;

 private:
  [[nodiscard]] std::string_view bytes() const { return document_.text->bytes(); }
  [[nodiscard]] bool is_json() const { return document_.text->path().ends_with(".json"); }
  /// `{` or `[` begins it.
  [[nodiscard]] bool is_flow(NodeView collection) const;
  [[nodiscard]] std::optional<NodeView> innermost(NodeKind kind, Place place) const;
  [[nodiscard]] std::optional<NodeView> mapping_at(Place body) const;
  [[nodiscard]] std::string written(std::string_view value) const;
  [[nodiscard]] std::optional<TextEdit> add_to_flow(NodeView list, std::string_view value) const;
  [[nodiscard]] std::optional<TextEdit> add_to_block(NodeView list, std::string_view value) const;
  [[nodiscard]] std::optional<TextEdit> add_key(NodeView mapping, std::string_view key,
                                                std::string_view value) const;
  /// Of the mapping the key at `i` of its keys and values, by turns.
  [[nodiscard]] std::optional<TextEdit> remove_entry(NodeView mapping, std::size_t i) const;
  /// Where the line of a byte begins, and one past its line break or the end of the file.
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t line_end(std::uint32_t at) const;
  /// As the first line of the file ends.
  [[nodiscard]] std::string_view line_break() const;

  Document document_;
};

}  // namespace accessdrift::native
