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

/// `most`: so many are left beside the cells of other types.
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
    texts_.emplace(text_cells(tests, most - std::min(most, size_)));
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
  return std::visit([this](const auto& of_a_type) { return this->cell_of_type(of_a_type); }, value);
}

std::optional<std::uint32_t> ValueCells::cell_of_type(bool truth) const {
  if (bools_.count == 0) return std::nullopt;
  return bools_.first + (truth ? 1U : 0U);
}

std::optional<std::uint32_t> ValueCells::cell_of_type(std::int64_t number) const {
  if (!numbers_) return std::nullopt;
  return ints_.first + numbers_->cell_of(number);
}

std::optional<std::uint32_t> ValueCells::cell_of_type(const IpAddress& address) const {
  if (!ips_) return std::nullopt;
  return addresses_.first + ips_->cell_of(address);
}

std::optional<std::uint32_t> ValueCells::cell_of_type(const std::string& text) const {
  const auto cell = texts_ ? texts_->cell_of(text) : std::nullopt;
  return cell ? std::optional(strings_.first + *cell) : std::nullopt;
}

std::optional<std::uint32_t> ValueCells::cell_of_type(const std::set<std::string>&) const {
  return set_.count == 0 ? std::nullopt : std::optional(set_.first);
}

std::optional<std::uint32_t> ValueCells::cell_of_type(const Time& time) const {
  const auto period = times_ ? times_->period_of(time.instant) : std::nullopt;
  return period ? std::optional(periods_.first + *period) : std::nullopt;
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
