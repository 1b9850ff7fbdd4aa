#include "accessdrift/engine/identity_set.h"

#include <roaring/roaring.h>

#include <atomic>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::uint64_t kSeed = 0x9E3779B97F4A7C15ULL;

std::uint64_t with(std::uint64_t mixed, std::uint64_t number) {
  mixed = (mixed ^ number) * 0xFF51AFD7ED558CCDULL;
  return mixed ^ mixed >> 32U;
}

}  // namespace

IdentitySet::IdentitySet(roaring_bitmap_s* taken) : bits_(taken, roaring_bitmap_free) {}

bool IdentitySet::is_shared() const {
  const bool is_shared = bits_.use_count() > 1;
  // Whoever gave it up on another thread is done with it.
  std::atomic_thread_fence(std::memory_order_acquire);
  return is_shared;
}

roaring_bitmap_s* IdentitySet::own() {
  if (bits_ == nullptr) {
    *this = IdentitySet(roaring_bitmap_create());
  } else if (is_shared()) {
    *this = IdentitySet(roaring_bitmap_copy(bits_.get()));
  }
  return bits_.get();
}

IdentitySet IdentitySet::first(std::uint32_t count) {
  return count == 0 ? IdentitySet() : IdentitySet(roaring_bitmap_from_range(0, count, 1));
}

IdentitySet IdentitySet::of(std::span<const std::uint32_t> numbers) {
  return numbers.empty() ? IdentitySet()
                         : IdentitySet(roaring_bitmap_of_ptr(numbers.size(), numbers.data()));
}

void IdentitySet::add(IdentityIndex identity) { roaring_bitmap_add(own(), identity.number); }

void IdentitySet::remove(IdentityIndex identity) {
  if (contains(identity)) roaring_bitmap_remove(own(), identity.number);
}

IdentitySet& IdentitySet::operator|=(const IdentitySet& other) {
  if (other.bits_ == nullptr || bits_ == other.bits_) return *this;
  if (bits_ == nullptr) return *this = other;
  if (is_shared()) return *this = IdentitySet(roaring_bitmap_or(bits_.get(), other.bits_.get()));
  roaring_bitmap_or_inplace(bits_.get(), other.bits_.get());
  return *this;
}

IdentitySet& IdentitySet::operator&=(const IdentitySet& other) {
  if (bits_ == other.bits_) return *this;
  if (bits_ == nullptr || other.bits_ == nullptr || is_shared()) return *this = *this & other;
  roaring_bitmap_and_inplace(bits_.get(), other.bits_.get());
  return *this;
}

IdentitySet& IdentitySet::operator-=(const IdentitySet& other) {
  if (bits_ == nullptr || other.bits_ == nullptr) return *this;
  if (bits_ == other.bits_ || is_shared()) return *this = *this - other;
  roaring_bitmap_andnot_inplace(bits_.get(), other.bits_.get());
  return *this;
}

IdentitySet operator&(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr || b.bits_ == nullptr) return {};
  if (a.bits_ == b.bits_) return a;
  return IdentitySet(roaring_bitmap_and(a.bits_.get(), b.bits_.get()));
}

IdentitySet operator-(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr || b.bits_ == nullptr) return a;
  if (a.bits_ == b.bits_) return {};
  return IdentitySet(roaring_bitmap_andnot(a.bits_.get(), b.bits_.get()));
}

IdentitySet operator^(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr) return b;
  if (b.bits_ == nullptr) return a;
  return IdentitySet(roaring_bitmap_xor(a.bits_.get(), b.bits_.get()));
}

bool operator==(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == b.bits_) return true;
  if (a.bits_ == nullptr || b.bits_ == nullptr) return a.is_empty() && b.is_empty();
  return roaring_bitmap_equals(a.bits_.get(), b.bits_.get());
}

bool IdentitySet::contains(IdentityIndex identity) const {
  return bits_ != nullptr && roaring_bitmap_contains(bits_.get(), identity.number);
}
bool IdentitySet::is_empty() const {
  return bits_ == nullptr || roaring_bitmap_is_empty(bits_.get());
}
std::uint64_t IdentitySet::size() const {
  return bits_ == nullptr ? 0 : roaring_bitmap_get_cardinality(bits_.get());
}

bool IdentitySet::intersects(const IdentitySet& other) const {
  return bits_ != nullptr && other.bits_ != nullptr &&
         roaring_bitmap_intersect(bits_.get(), other.bits_.get());
}

bool IdentitySet::is_subset_of(const IdentitySet& other) const {
  // Not roaring_bitmap_is_subset: it may read one element too far.
  if (bits_ == nullptr) return true;
  if (other.bits_ == nullptr) return is_empty();
  return roaring_bitmap_andnot_cardinality(bits_.get(), other.bits_.get()) == 0;
}

IdentityIndex IdentitySet::smallest() const {
  return IdentityIndex{std::uint32_t{roaring_bitmap_minimum(bits_.get())}};
}

IdentityIndex IdentitySet::largest() const {
  return IdentityIndex{std::uint32_t{roaring_bitmap_maximum(bits_.get())}};
}

std::vector<std::uint32_t> IdentitySet::numbers() const {
  std::vector<std::uint32_t> all(size());
  if (!all.empty()) roaring_bitmap_to_uint32_array(bits_.get(), all.data());
  return all;
}

std::uint64_t IdentitySet::hash() const {
  std::uint64_t mixed = kSeed;
  for (const std::uint32_t number : numbers()) mixed = with(mixed, number);
  return mixed;
}

std::uint64_t IdentitySet::sketch() const {
  constexpr std::uint64_t kLookUps = 8;
  const std::uint64_t count = size();
  if (count <= 2 * kLookUps) return hash();
  std::uint64_t mixed = with(kSeed, count);
  const std::uint32_t first = smallest().number;
  const std::uint32_t last = largest().number;
  roaring_uint32_iterator_t at;
  roaring_init_iterator(bits_.get(), &at);
  for (std::uint64_t i = 0; i <= kLookUps; ++i) {
    const std::uint64_t wanted = first + (last - first) * i / kLookUps;
    (void)roaring_move_uint32_iterator_equalorlarger(&at, static_cast<std::uint32_t>(wanted));
    mixed = with(mixed, at.current_value);
  }
  return mixed;
}

void IdentitySet::compact() {
  if (bits_ == nullptr) return;
  roaring_bitmap_run_optimize(own());
  roaring_bitmap_shrink_to_fit(own());
}

std::size_t IdentitySet::bytes() const {
  return bits_ == nullptr ? 0 : roaring_bitmap_portable_size_in_bytes(bits_.get());
}

}  // namespace accessdrift
