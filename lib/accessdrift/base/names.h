#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "accessdrift/base/id.h"

namespace accessdrift {

/// A text, as a number. Equal texts have equal numbers within one `Names`.
using Name = Id<struct NameTag>;

/// Texts and their numbers, dense from 0 in order of first sight. One table serves everything that
/// is compared, so that the two sides of a comparison speak of the same numbers. Not thread-safe
/// while it grows; look-ups are.
///
/// Cost: a look-up is one hash and, as a rule, one comparison; no allocation. Views stay valid as
/// long as the table.
class Names {
 public:
  Names();
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  [[nodiscard]] Name intern(std::string_view text);
  /// Each text's number in `names`, in order. Cheaper than one by one in a table that is larger
  /// than the processor's caches: the look-ups wait for memory together. REQUIRES: as many names as
  /// texts.
  void intern(std::span<const std::string_view> texts, std::span<Name> names);
  /// None if the text was never interned.
  [[nodiscard]] Name find(std::string_view text) const;
  /// Likewise of each, looked up together. REQUIRES: as many names as texts.
  void find(std::span<const std::string_view> texts, std::span<Name> names) const;
  /// Asks the processor to fetch what `intern` will read of these texts soon; of many, of the first
  /// 32.
  void prefetch(std::span<const std::string_view> texts) const;
  [[nodiscard]] std::string_view text(Name name) const {
    return record_at(places_[name.index()]).text();
  }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  /// What is kept of a text, its bytes behind it: all that a look-up compares lies in one place.
  struct Record {
    std::uint32_t number;
    std::uint32_t length;
    [[nodiscard]] std::string_view text() const {
      return {reinterpret_cast<const char*>(this + 1), length};
    }
  };
  /// Where a record is kept: its block, times the records of a block, and its place in the block.
  /// None is at 0.
  using Place = std::uint32_t;
  struct Slot {
    Place place = 0;  ///< 0: free
    std::uint32_t hash = 0;
  };
  static constexpr std::uint32_t kBlockRecords = 8192;

  [[nodiscard]] const Record& record_at(Place place) const {
    return blocks_[place / kBlockRecords][place % kBlockRecords];
  }
  /// As many texts as are looked up together.
  static constexpr std::size_t kTogether = 32;
  using Hashes = std::array<std::uint32_t, kTogether>;

  void prefetch(std::span<const std::string_view> texts, Hashes& hashes) const;
  [[nodiscard]] Name intern(std::string_view text, std::uint32_t hash);
  [[nodiscard]] Name find(std::string_view text, std::uint32_t hash) const;
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  Place keep(std::string_view text);
  void grow();

  std::vector<Place> places_;  ///< by number
  std::vector<Slot> slots_;    ///< a power of two long
  std::vector<std::unique_ptr<Record[]>> allocations_;
  std::vector<Record*> blocks_;  ///< equal parts of the allocations
  Place next_ = 0;
};

}  // namespace accessdrift
