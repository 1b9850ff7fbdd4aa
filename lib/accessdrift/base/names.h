#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "accessdrift/base/id.h"

namespace accessdrift {

/// A text, as a number. Equal texts have equal numbers within one `Names`.
using Name = Id<struct NameTag>;

/// Texts and their numbers, dense from 0 in order of first sight. One table serves everything that is compared, so that the two
/// sides of a comparison speak of the same numbers. Not thread-safe while it grows; look-ups are.
///
/// Cost: a look-up is one hash and, as a rule, one comparison; no allocation. Views stay valid as long as the table.
class Names {
 public:
  Names();
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  [[nodiscard]] Name intern(std::string_view text);
  /// None if the text was never interned.
  [[nodiscard]] Name find(std::string_view text) const;
  [[nodiscard]] std::string_view text(Name name) const {
    const Entry& entry = entries_[name.index()];
    return {entry.begin, entry.length};
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    const char* begin;
    std::uint32_t length;
    std::uint32_t hash;
  };

  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  const char* keep(std::string_view text);
  void grow();

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_;  // 0: free, else entry + 1; a power of two long
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  char* block_at_ = nullptr;
};

}  // namespace accessdrift
