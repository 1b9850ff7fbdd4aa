#include "accessdrift/region/text_cells.h"

#include <algorithm>
#include <tuple>

#include "accessdrift/base/text.h"

namespace accessdrift {
TextCells::TextCells(std::vector<TextTest> tests, const std::optional<std::string>& domain,
                     const TextBounds& bounds)
    : TextCells(partition_texts(std::move(tests), domain, bounds), bounds) {}

TextCells TextCells::listed(std::vector<std::string> texts) {
  TextPartition partition;
  partition.words = TextWords(std::move(texts), {});
  return {std::move(partition), TextBounds{}};
}

TextCells::TextCells(TextPartition partition, const TextBounds& bounds)
    : partition_(std::move(partition)) {
  if (partition_.has_too_many_cells) {
    size_ = bounds.cells + 1;
    return;
  }
  number_constants();
  number_classes();
  if (has_other_) name_other();
}

void TextCells::number_constants() {
  const TextWords& words = partition_.words;
  for (std::uint32_t word = 0; word < words.size(); ++word) {
    const std::uint32_t mark =
        words.is_name(word) ? partition_.product.mark_of(words[word]) : TextWords::kNone;
    cells_of_words_.push_back(mark == TextWords::kNone ? TextWords::kNone : size_);
    if (mark == TextWords::kNone) continue;
    marks_.push_back(mark);
    examples_.push_back(words[word]);
    ++size_;
  }
  constants_ = size_;
}

bool TextCells::passes_none(const TextClass& one) const {
  const std::vector<bool>& accepts = partition_.product.accepts()[one.mark];
  return one.prefix == TextWords::kNone && std::ranges::find(accepts, true) == accepts.end();
}

void TextCells::number_classes() {
  std::vector<TextClass> classes = std::move(partition_.classes);
  partition_.classes = {};
  const auto place = [this](const TextClass& one) {
    return std::tuple(passes_none(one), code_points(one.example), std::string_view(one.example));
  };
  std::ranges::sort(classes, {}, place);
  has_other_ = !classes.empty() && passes_none(classes.back());
  for (TextClass& one : classes) {
    cells_of_classes_.push_back({{one.prefix, one.mark}, size_++});
    marks_.push_back(one.mark);
    examples_.push_back(std::move(one.example));
  }
  std::ranges::sort(cells_of_classes_);
}

/// If it can be, `other`, or `other2` and so on if that is a constant.
void TextCells::name_other() {
  std::string name = "other";
  auto cell = cell_of(name);
  for (int suffix = 2; cell && is_constant(*cell); ++suffix) {
    name = "other" + std::to_string(suffix);
    cell = cell_of(name);
  }
  if (cell == size_ - 1) examples_.back() = name;
}

std::optional<std::uint32_t> TextCells::cell_of(std::string_view text) const {
  const TextWords::Place place = partition_.words.place(text);
  if (place.name != TextWords::kNone) {
    const std::uint32_t cell = cells_of_words_[place.name];
    return cell == TextWords::kNone ? std::nullopt : std::optional(cell);
  }
  const ClassKey key{place.prefix, partition_.product.mark_of(text)};
  const auto found = std::ranges::lower_bound(cells_of_classes_, key, {},
                                              &std::pair<ClassKey, std::uint32_t>::first);
  if (found == cells_of_classes_.end() || found->first != key) return std::nullopt;
  return found->second;
}

bool TextCells::holds(std::size_t test, std::uint32_t cell) const {
  const TextTest& asked = partition_.exact[test];
  switch (asked.kind) {
    case TextTest::Kind::Equals:
      return is_constant(cell) && examples_[cell] == asked.argument;
    case TextTest::Kind::StartsWith:
      return examples_[cell].starts_with(asked.argument);
    default:
      return partition_.product.accepts()[marks_[cell]][test - first_automaton()];
  }
}

}  // namespace accessdrift
