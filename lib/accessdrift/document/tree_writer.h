#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/document.h"

namespace accessdrift {

/// Makes a document whose values stand at places of a text that says the same in another shape:
/// what one system writes, in the spelling of another. Children of a mapping are written key,
/// value, ….
class TreeWriter {
 public:
  explicit TreeWriter(std::shared_ptr<const SourceText> text);

  void begin_mapping(Place place) { begin(NodeKind::Mapping, place); }
  void begin_sequence(Place place) { begin(NodeKind::Sequence, place); }
  void end();
  /// A key or a value.
  void text(std::string_view text, Place place) { scalar(NodeKind::String, text, place); }
  void scalar(NodeKind kind, std::string_view text, Place place);
  /// A scalar of another document, as it is; its bytes may be hidden in this one's text.
  void copy_scalar(NodeView scalar);

  /// REQUIRES: one value was written, and all of it.
  [[nodiscard]] Document take();

 private:
  void begin(NodeKind kind, Place place);

  Document made_;
  std::vector<std::uint32_t> open_;
};

}  // namespace accessdrift
