#include "accessdrift/region/text_cells.h"

#include <algorithm>
#include <utility>

namespace accessdrift {

TextCells::TextCells(std::vector<std::string> named, bool has_other)
    : named_(std::move(named)), has_other_(has_other) {
  std::ranges::sort(named_);
  const auto repeated = std::ranges::unique(named_);
  named_.erase(repeated.begin(), repeated.end());
}

std::optional<std::uint32_t> TextCells::cell_of(std::string_view text) const {
  const auto found = std::ranges::lower_bound(named_, text);
  if (found != named_.end() && *found == text)
    return static_cast<std::uint32_t>(found - named_.begin());
  if (has_other_) return static_cast<std::uint32_t>(named_.size());
  return std::nullopt;
}

std::string TextCells::example(std::uint32_t cell) const {
  if (!is_other(cell)) return named_[cell];
  std::string example = "other";
  for (int suffix = 2; std::ranges::binary_search(named_, example); ++suffix)
    example = "other" + std::to_string(suffix);
  return example;
}

}  // namespace accessdrift
