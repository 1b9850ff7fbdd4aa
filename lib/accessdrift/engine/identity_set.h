#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "accessdrift/base/id.h"

struct roaring_bitmap_s;

namespace accessdrift {

/// Somebody whose access is compared: a person on both sides, or `anonymous` (number 0). Dense; one
/// numbering serves both sides.
using IdentityIndex = Id<struct IdentityTag>;
inline constexpr IdentityIndex kAnonymousIdentity{std::uint32_t{0}};

/// Larger sets are taken as a whole where that can be, not one by one.
inline constexpr std::size_t kManyIdentities = 256;

/// A set of identities: a few as they are, more of them compressed (ranges, sparse and dense runs
/// alike). A value; copies of what is compressed share it until one is changed.
class IdentitySet {
 public:
  IdentitySet() = default;

  /// The identities from 0 on, `count` of them.
  static IdentitySet first(std::uint32_t count);
  /// In any order, repetitions allowed.
  static IdentitySet of(std::span<const std::uint32_t> numbers);

  void add(IdentityIndex identity);
  void remove(IdentityIndex identity);
  IdentitySet& operator|=(const IdentitySet& other);
  IdentitySet& operator&=(const IdentitySet& other);
  IdentitySet& operator-=(const IdentitySet& other);
  friend IdentitySet operator|(IdentitySet a, const IdentitySet& b) { return std::move(a |= b); }
  friend IdentitySet operator&(const IdentitySet& a, const IdentitySet& b);
  friend IdentitySet operator-(const IdentitySet& a, const IdentitySet& b);
  /// In one of the two only.
  friend IdentitySet operator^(const IdentitySet& a, const IdentitySet& b);
  friend bool operator==(const IdentitySet& a, const IdentitySet& b);

  [[nodiscard]] bool contains(IdentityIndex identity) const;
  [[nodiscard]] bool is_empty() const;
  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] bool intersects(const IdentitySet& other) const;
  [[nodiscard]] bool is_subset_of(const IdentitySet& other) const;
  /// REQUIRES: not empty.
  [[nodiscard]] IdentityIndex smallest() const;
  /// REQUIRES: not empty.
  [[nodiscard]] IdentityIndex largest() const;
  /// Ascending.
  [[nodiscard]] std::vector<std::uint32_t> numbers() const;
  /// Equal sets have equal hashes. Cost: linear.
  [[nodiscard]] std::uint64_t hash() const;
  /// Equal sets have equal sketches, too, but large ones that differ in few identities may share
  /// one. Cost: of a large set a few look-ups.
  [[nodiscard]] std::uint64_t sketch() const;

  /// Makes runs compact; for sets that stay, and are not shared with a copy.
  void compact();
  /// What the set takes, compressed as it is.
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Numbers = std::vector<std::uint32_t>;

  explicit IdentitySet(roaring_bitmap_s* taken);
  /// REQUIRES: ascending, each once.
  explicit IdentitySet(Numbers numbers);
  [[nodiscard]] bool is_few() const { return many_ == nullptr; }
  /// Of few those that `other` has, or has not.
  [[nodiscard]] IdentitySet few_in(const IdentitySet& other, bool is_in) const;
  [[nodiscard]] bool is_shared() const;
  /// What may be changed: held by nobody else.
  [[nodiscard]] roaring_bitmap_s* own();
  /// Holds them as they are if few are left.
  void settle();

  Numbers few_;                             ///< ascending; none where they are many
  std::shared_ptr<roaring_bitmap_s> many_;  ///< more than `kManyIdentities`; null: they are few
};

}  // namespace accessdrift
