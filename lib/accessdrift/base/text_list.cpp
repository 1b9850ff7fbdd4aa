#include "accessdrift/base/text_list.h"

#include <algorithm>
#include <utility>

namespace accessdrift {

TextList::TextList(Texts texts) : size_(texts.size()) {
  if (texts.empty()) return;
  table_ = std::make_shared<const Texts>(std::move(texts));
  runs_.push_back({});
}

TextList::TextList(std::shared_ptr<const Texts> table, std::span<const std::uint32_t> places)
    : table_(std::move(table)), size_(places.size()) {
  for (std::uint32_t i = 0; i < places.size(); ++i)
    if (i == 0 || places[i] != places[i - 1] + 1) runs_.push_back({places[i], i});
  runs_.shrink_to_fit();
}

TextList TextList::all_but(std::shared_ptr<const Texts> table,
                           std::span<const std::uint32_t> places) {
  TextList list;
  std::uint32_t next = 0;
  const auto add_until = [&](std::uint32_t end) {
    if (next < end) list.runs_.push_back({next, static_cast<std::uint32_t>(list.size_)});
    list.size_ += end - next;
    next = end + 1;
  };
  for (const std::uint32_t place : places) add_until(place);
  add_until(static_cast<std::uint32_t>(table->size()));
  list.runs_.shrink_to_fit();
  list.table_ = std::move(table);
  return list;
}

std::size_t TextList::run_of(std::size_t place) const {
  const auto after = std::ranges::upper_bound(runs_, place, {}, &Run::in_list);
  return after == runs_.begin() ? 0 : static_cast<std::size_t>(after - runs_.begin()) - 1;
}

bool TextList::has_prefix(std::string_view prefix) const {
  const auto first = std::ranges::lower_bound(*this, prefix);
  return first != end() && first->starts_with(prefix);
}

bool operator==(const TextList& a, const TextList& b) {
  if (a.size_ != b.size_) return false;
  if (a.table_ == b.table_ && a.runs_ == b.runs_) return true;
  return std::ranges::equal(a, b);
}

std::strong_ordering operator<=>(const TextList& a, const TextList& b) {
  const bool is_one_table = a.table_ == b.table_;
  std::size_t run_a = 0;
  std::size_t run_b = 0;
  const std::size_t both = std::min(a.size_, b.size_);
  for (std::size_t place = 0; place < both;) {
    while (a.end_of(run_a) <= place) ++run_a;
    while (b.end_of(run_b) <= place) ++run_b;
    const std::string& of_a = a.at(run_a, place);
    const std::string& of_b = b.at(run_b, place);
    if (is_one_table && &of_a == &of_b) {
      place = std::min(a.end_of(run_a), b.end_of(run_b));
      continue;
    }
    if (const auto order = of_a <=> of_b; order != 0) return order;
    ++place;
  }
  return a.size_ <=> b.size_;
}

}  // namespace accessdrift
