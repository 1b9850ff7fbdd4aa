#include "accessdrift/engine/identity_set.h"

#include <roaring/roaring.h>

#include <utility>

namespace accessdrift {
namespace {

constexpr std::uint64_t kSeed = 0x9E3779B97F4A7C15ULL;

std::uint64_t with(std::uint64_t mixed, std::uint64_t number) {
  mixed = (mixed ^ number) * 0xFF51AFD7ED558CCDULL;
  return mixed ^ mixed >> 32U;
}

}  // namespace

IdentitySet::IdentitySet() : bits_(nullptr) {}
IdentitySet::~IdentitySet() {
  if (bits_ != nullptr) roaring_bitmap_free(bits_);
}
IdentitySet::IdentitySet(const IdentitySet& other)
    : bits_(other.bits_ == nullptr ? nullptr : roaring_bitmap_copy(other.bits_)) {}
IdentitySet::IdentitySet(IdentitySet&& other) noexcept
    : bits_(std::exchange(other.bits_, nullptr)) {}
IdentitySet& IdentitySet::operator=(const IdentitySet& other) {
  if (this != &other) *this = IdentitySet(other);
  return *this;
}
IdentitySet& IdentitySet::operator=(IdentitySet&& other) noexcept {
  std::swap(bits_, other.bits_);
  return *this;
}

IdentitySet IdentitySet::first(std::uint32_t count) {
  return count == 0 ? IdentitySet() : IdentitySet(roaring_bitmap_from_range(0, count, 1));
}

IdentitySet IdentitySet::of(std::span<const std::uint32_t> numbers) {
  return numbers.empty() ? IdentitySet()
                         : IdentitySet(roaring_bitmap_of_ptr(numbers.size(), numbers.data()));
}

void IdentitySet::add(IdentityIndex identity) {
  if (bits_ == nullptr) bits_ = roaring_bitmap_create();
  roaring_bitmap_add(bits_, identity.number);
}

IdentitySet& IdentitySet::operator|=(const IdentitySet& other) {
  if (other.bits_ == nullptr) return *this;
  if (bits_ == nullptr) return *this = other;
  roaring_bitmap_or_inplace(bits_, other.bits_);
  return *this;
}

IdentitySet& IdentitySet::operator&=(const IdentitySet& other) {
  if (bits_ == nullptr) return *this;
  if (other.bits_ == nullptr) return *this = IdentitySet();
  roaring_bitmap_and_inplace(bits_, other.bits_);
  return *this;
}

IdentitySet& IdentitySet::operator-=(const IdentitySet& other) {
  if (bits_ != nullptr && other.bits_ != nullptr) roaring_bitmap_andnot_inplace(bits_, other.bits_);
  return *this;
}

IdentitySet operator&(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr || b.bits_ == nullptr) return {};
  return IdentitySet(roaring_bitmap_and(a.bits_, b.bits_));
}

IdentitySet operator-(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr || b.bits_ == nullptr) return a;
  return IdentitySet(roaring_bitmap_andnot(a.bits_, b.bits_));
}

IdentitySet operator^(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr) return b;
  if (b.bits_ == nullptr) return a;
  return IdentitySet(roaring_bitmap_xor(a.bits_, b.bits_));
}

bool operator==(const IdentitySet& a, const IdentitySet& b) {
  if (a.bits_ == nullptr || b.bits_ == nullptr) return a.is_empty() && b.is_empty();
  return roaring_bitmap_equals(a.bits_, b.bits_);
}

bool IdentitySet::contains(IdentityIndex identity) const {
  return bits_ != nullptr && roaring_bitmap_contains(bits_, identity.number);
}
bool IdentitySet::is_empty() const { return bits_ == nullptr || roaring_bitmap_is_empty(bits_); }
std::uint64_t IdentitySet::size() const {
  return bits_ == nullptr ? 0 : roaring_bitmap_get_cardinality(bits_);
}

bool IdentitySet::intersects(const IdentitySet& other) const {
  return bits_ != nullptr && other.bits_ != nullptr && roaring_bitmap_intersect(bits_, other.bits_);
}

bool IdentitySet::is_subset_of(const IdentitySet& other) const {
  // Not roaring_bitmap_is_subset: it may read one element too far.
  if (bits_ == nullptr) return true;
  if (other.bits_ == nullptr) return is_empty();
  return roaring_bitmap_andnot_cardinality(bits_, other.bits_) == 0;
}

IdentityIndex IdentitySet::smallest() const {
  return IdentityIndex{std::uint32_t{roaring_bitmap_minimum(bits_)}};
}

IdentityIndex IdentitySet::largest() const {
  return IdentityIndex{std::uint32_t{roaring_bitmap_maximum(bits_)}};
}

std::vector<std::uint32_t> IdentitySet::numbers() const {
  std::vector<std::uint32_t> all(size());
  if (!all.empty()) roaring_bitmap_to_uint32_array(bits_, all.data());
  return all;
}

std::uint64_t IdentitySet::hash() const {
  std::uint64_t mixed = kSeed;
  for (const std::uint32_t number : numbers()) mixed = with(mixed, number);
  return mixed;
}

std::uint64_t IdentitySet::sketch() const {
  constexpr std::uint32_t kLookUps = 8;
  const std::uint64_t count = size();
  if (count <= 2 * kLookUps) return hash();
  std::uint64_t mixed = with(kSeed, count);
  for (std::uint32_t i = 0; i <= kLookUps; ++i) {
    std::uint32_t number = 0;
    (void)roaring_bitmap_select(bits_, static_cast<std::uint32_t>((count - 1) * i / kLookUps),
                                &number);
    mixed = with(mixed, number);
  }
  return mixed;
}

void IdentitySet::compact() {
  if (bits_ == nullptr) return;
  roaring_bitmap_run_optimize(bits_);
  roaring_bitmap_shrink_to_fit(bits_);
}

std::size_t IdentitySet::bytes() const {
  return bits_ == nullptr ? 0 : roaring_bitmap_portable_size_in_bytes(bits_);
}

}  // namespace accessdrift
