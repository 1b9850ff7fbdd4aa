#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Texts in an order, never changed. Lists may share a table of which each has some: then it takes
/// as much as it has runs of neighbours in the table. Copies are cheap.
class TextList {
 public:
  using Texts = std::vector<std::string>;
  /// Neighbours in the table, up to the next run: where they start there, and in the list.
  struct Run {
    std::uint32_t in_table = 0;
    std::uint32_t in_list = 0;
    friend bool operator==(const Run&, const Run&) = default;
  };

  TextList() = default;
  TextList(Texts texts);  // NOLINT(google-explicit-constructor): it is that list
  TextList(std::initializer_list<std::string> texts) : TextList(Texts(texts)) {}
  /// Those of a table that stand at these places. REQUIRES: ascending, each once.
  TextList(std::shared_ptr<const Texts> table, std::span<const std::uint32_t> places);
  /// All others of it. REQUIRES: likewise.
  [[nodiscard]] static TextList all_but(std::shared_ptr<const Texts> table,
                                        std::span<const std::uint32_t> places);

  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): iterators have these names
    using value_type = std::string;
    using reference = const std::string&;
    using pointer = const std::string*;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::random_access_iterator_tag;
    // NOLINTEND(readability-identifier-naming)

    Iterator() = default;
    Iterator(const TextList& list, std::size_t position) : list_(&list), position_(position) {
      find_run();
    }
    reference operator*() const { return list_->at(run_, position_); }
    pointer operator->() const { return &**this; }
    reference operator[](difference_type by) const { return *(*this + by); }
    Iterator& operator++() {
      ++position_;
      if (run_ + 1 < list_->runs_.size() && list_->runs_[run_ + 1].in_list == position_) ++run_;
      return *this;
    }
    Iterator& operator--() { return *this += -1; }
    Iterator& operator+=(difference_type by) {
      position_ = static_cast<std::size_t>(static_cast<difference_type>(position_) + by);
      find_run();
      return *this;
    }
    Iterator& operator-=(difference_type by) { return *this += -by; }
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    Iterator operator--(int) {
      Iterator old = *this;
      --*this;
      return old;
    }
    friend Iterator operator+(Iterator at, difference_type by) { return at += by; }
    friend Iterator operator+(difference_type by, Iterator at) { return at += by; }
    friend Iterator operator-(Iterator at, difference_type by) { return at -= by; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) {
      return static_cast<difference_type>(a.position_) - static_cast<difference_type>(b.position_);
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.position_ == b.position_;
    }
    friend auto operator<=>(const Iterator& a, const Iterator& b) {
      return a.position_ <=> b.position_;
    }

   private:
    void find_run() { run_ = list_->run_of(position_); }

    const TextList* list_ = nullptr;
    std::size_t position_ = 0;
    std::size_t run_ = 0;
  };

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Iterator begin() const { return {*this, 0}; }
  [[nodiscard]] Iterator end() const { return {*this, size_}; }
  [[nodiscard]] const std::string& operator[](std::size_t place) const {
    return at(run_of(place), place);
  }
  [[nodiscard]] const std::string& front() const { return (*this)[0]; }
  operator Texts() const { return {begin(), end()}; }  // NOLINT(google-explicit-constructor)

  /// Whether one starts so. REQUIRES: they are sorted as bytes.
  [[nodiscard]] bool has_prefix(std::string_view prefix) const;

  friend bool operator==(const TextList& a, const TextList& b);
  /// Text by text. Cost: of lists that share a table that of their runs.
  friend std::strong_ordering operator<=>(const TextList& a, const TextList& b);

 private:
  [[nodiscard]] const std::string& at(std::size_t run, std::size_t place) const {
    return (*table_)[runs_[run].in_table + (place - runs_[run].in_list)];
  }
  /// The last one that does not start behind it.
  [[nodiscard]] std::size_t run_of(std::size_t place) const;
  [[nodiscard]] std::size_t end_of(std::size_t run) const {
    return run + 1 < runs_.size() ? runs_[run + 1].in_list : size_;
  }

  std::shared_ptr<const Texts> table_;
  std::vector<Run> runs_;
  std::size_t size_ = 0;
};

}  // namespace accessdrift
