#include "accessdrift/region/value_cells.h"

#include <algorithm>

namespace accessdrift {
namespace {

template <typename T>
std::vector<T> constants_of(const AttributeTests& tests) {
  std::vector<T> constants;
  for (const Value& value : tests.constants) {
    if (const T* const constant = std::get_if<T>(&value)) constants.push_back(*constant);
  }
  return constants;
}

TextCells text_cells(const AttributeTests& tests, std::uint32_t most) {
  std::vector<std::string> named = declared_values(tests, TypeKind::Enum);
  if (!has_kind(tests, TypeKind::String)) return TextCells::listed(std::move(named));
  std::ranges::copy(constants_of<std::string>(tests), std::back_inserter(named));
  std::vector<TextTest> all;
  if (!tests.are_texts_over) all = tests.texts;
  for (std::string& text : named) all.push_back({TextTest::Kind::Equals, std::move(text)});
  TextBounds bounds;
  bounds.cells = most;
  return TextCells(std::move(all), std::nullopt, bounds);
}

}  // namespace

bool has_kind(const AttributeTests& tests, TypeKind kind) {
  return std::ranges::any_of(tests.types,
                             [kind](const AttributeType& type) { return type.kind == kind; });
}

std::vector<std::string> declared_values(const AttributeTests& tests, TypeKind kind) {
  std::vector<std::string> values;
  for (const AttributeType& type : tests.types) {
    if (type.kind == kind) values.insert(values.end(), type.values.begin(), type.values.end());
  }
  return values;
}

bool may_be_absent(const AttributeTests& tests) {
  return tests.types.empty() || !std::ranges::all_of(tests.types, &AttributeType::is_required);
}

std::vector<bool> ValueCells::Run::of(const std::vector<bool>& inside) const {
  const auto begin = inside.begin() + first;
  return {begin, begin + count};
}

ValueCells::ValueCells(const AttributeTests& tests, std::uint32_t most) {
  if (may_be_absent(tests)) absent_ = append(1);
  if (has_kind(tests, TypeKind::Bool)) bools_ = append(2);
  if (has_kind(tests, TypeKind::Int)) {
    numbers_.emplace(constants_of<std::int64_t>(tests));
    ints_ = append(numbers_->size());
  }
  if (has_kind(tests, TypeKind::String) || has_kind(tests, TypeKind::Enum)) {
    texts_.emplace(text_cells(tests, most));
    const bool is_over = tests.are_texts_over && has_kind(tests, TypeKind::String);
    strings_ = append(is_over ? most + 1 : texts_->size());
  }
  if (has_kind(tests, TypeKind::Ip)) {
    ips_.emplace(tests.prefix_sets, most);
    addresses_ = append(ips_->size());
  }
  if (has_kind(tests, TypeKind::Set)) set_ = append(1);
  if (has_kind(tests, TypeKind::Time)) {
    times_.emplace(tests.times, most);
    periods_ = append(times_->is_over() ? most + 1 : times_->periods());
  }
  if (size_ == 0) absent_ = append(1);  // an enum without values: nothing but absent is left
}

ValueCells::Run ValueCells::append(std::uint32_t count) {
  const Run run{size_, count};
  size_ += count;
  return run;
}

std::optional<std::uint32_t> ValueCells::cell_of(const Value& value) const {
  if (const auto* const truth = std::get_if<bool>(&value); truth && bools_.count != 0) {
    return bools_.first + (*truth ? 1U : 0U);
  }
  if (const auto* const number = std::get_if<std::int64_t>(&value); number && numbers_) {
    return ints_.first + numbers_->cell_of(*number);
  }
  if (const auto* const address = std::get_if<IpAddress>(&value); address && ips_) {
    return addresses_.first + ips_->cell_of(*address);
  }
  if (const auto* const text = std::get_if<std::string>(&value); text && texts_) {
    const auto cell = texts_->cell_of(*text);
    return cell ? std::optional(strings_.first + *cell) : std::nullopt;
  }
  if (std::holds_alternative<std::set<std::string>>(value) && set_.count != 0) return set_.first;
  if (const auto* const time = std::get_if<Time>(&value); time && times_) {
    const auto period = times_->period_of(time->instant);
    return period ? std::optional(periods_.first + *period) : std::nullopt;
  }
  return std::nullopt;
}

std::vector<std::optional<Value>> ValueCells::examples() const {
  std::vector<std::optional<Value>> examples(size_);
  for (std::uint32_t i = 0; i < bools_.count; ++i) examples[bools_.first + i] = i == 1;
  for (std::uint32_t i = 0; i < ints_.count; ++i) examples[ints_.first + i] = numbers_->example(i);
  for (std::uint32_t i = 0; i < strings_.count; ++i)
    examples[strings_.first + i] = texts_->example(i);
  if (set_.count != 0) examples[set_.first] = std::set<std::string>{};
  for (std::uint32_t i = 0; i < periods_.count; ++i)
    examples[periods_.first + i] = Time{times_->begin_of(i)};
  if (ips_) std::ranges::copy(ips_->examples(), examples.begin() + addresses_.first);
  return examples;
}

}  // namespace accessdrift
