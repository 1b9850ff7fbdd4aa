#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Texts told apart by equality: a cell for each that is named, ascending as bytes, and, of
/// strings, one for all others.
class TextCells {
 public:
  TextCells(std::vector<std::string> named, bool has_other);

  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(named_.size()) + (has_other_ ? 1U : 0U);
  }
  /// Nothing if there is no cell for it.
  [[nodiscard]] std::optional<std::uint32_t> cell_of(std::string_view text) const;
  [[nodiscard]] bool is_other(std::uint32_t cell) const { return cell == named_.size(); }
  /// The text that is named, or a readable one that is not.
  [[nodiscard]] std::string example(std::uint32_t cell) const;

 private:
  std::vector<std::string> named_;
  bool has_other_;
};

}  // namespace accessdrift
