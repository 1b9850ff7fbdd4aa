#include "accessdrift/engine/identity_set.h"

#include <roaring/roaring.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

namespace accessdrift {
namespace {

constexpr std::uint64_t kSeed = 0x9E3779B97F4A7C15ULL;

std::uint64_t with(std::uint64_t mixed, std::uint64_t number) {
  mixed = (mixed ^ number) * 0xFF51AFD7ED558CCDULL;
  return mixed ^ mixed >> 32U;
}

}  // namespace

IdentitySet::IdentitySet(roaring_bitmap_s* taken) : many_(taken, roaring_bitmap_free) { settle(); }

IdentitySet::IdentitySet(Numbers numbers) : few_(std::move(numbers)) {
  if (few_.size() > kManyIdentities) (void)own();
}

void IdentitySet::settle() {
  const std::uint64_t count = roaring_bitmap_get_cardinality(many_.get());
  if (count > kManyIdentities) return;
  few_.resize(count);
  roaring_bitmap_to_uint32_array(many_.get(), few_.data());
  many_ = nullptr;
}

bool IdentitySet::is_shared() const {
  const bool is_shared = many_.use_count() > 1;
  // Whoever gave it up on another thread is done with it.
  std::atomic_thread_fence(std::memory_order_acquire);
  return is_shared;
}

roaring_bitmap_s* IdentitySet::own() {
  if (is_few()) {
    many_ = {roaring_bitmap_of_ptr(few_.size(), few_.data()), roaring_bitmap_free};
    few_ = {};
  } else if (is_shared()) {
    many_ = {roaring_bitmap_copy(many_.get()), roaring_bitmap_free};
  }
  return many_.get();
}

IdentitySet IdentitySet::first(std::uint32_t count) {
  return count == 0 ? IdentitySet() : IdentitySet(roaring_bitmap_from_range(0, count, 1));
}

IdentitySet IdentitySet::of(std::span<const std::uint32_t> numbers) {
  if (numbers.size() > kManyIdentities)
    return IdentitySet(roaring_bitmap_of_ptr(numbers.size(), numbers.data()));
  Numbers sorted(numbers.begin(), numbers.end());
  if (!std::ranges::is_sorted(sorted)) std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  return IdentitySet(std::move(sorted));
}

void IdentitySet::add(IdentityIndex identity) {
  if (!is_few()) {
    if (!contains(identity)) roaring_bitmap_add(own(), identity.number);
    return;
  }
  const auto at = std::ranges::lower_bound(few_, identity.number);
  if (at != few_.end() && *at == identity.number) return;
  few_.insert(at, identity.number);
  if (few_.size() > kManyIdentities) (void)own();
}

void IdentitySet::remove(IdentityIndex identity) {
  if (!contains(identity)) return;
  if (is_few()) {
    few_.erase(std::ranges::lower_bound(few_, identity.number));
  } else {
    roaring_bitmap_remove(own(), identity.number);
    settle();
  }
}

IdentitySet IdentitySet::few_in(const IdentitySet& other, bool is_in) const {
  Numbers some(few_.size());
  auto end = some.begin();
  if (!other.is_few()) {
    end = std::ranges::copy_if(few_, end, [&](std::uint32_t number) {
            return roaring_bitmap_contains(other.many_.get(), number) == is_in;
          }).out;
  } else if (is_in) {
    end = std::ranges::set_intersection(few_, other.few_, end).out;
  } else {
    end = std::ranges::set_difference(few_, other.few_, end).out;
  }
  some.erase(end, some.end());
  return IdentitySet(std::move(some));
}

IdentitySet& IdentitySet::operator|=(const IdentitySet& other) {
  if (is_few() && other.is_few()) {
    if (few_.empty()) return *this = other;
    Numbers all;
    all.reserve(few_.size() + other.few_.size());
    std::ranges::set_union(few_, other.few_, std::back_inserter(all));
    *this = IdentitySet(std::move(all));
  } else if (other.is_few()) {
    for (const std::uint32_t number : other.few_) add(IdentityIndex{number});
  } else if (is_few()) {
    IdentitySet all = other;
    for (const std::uint32_t number : few_) all.add(IdentityIndex{number});
    *this = std::move(all);
  } else if (many_ != other.many_) {
    if (is_shared()) return *this = IdentitySet(roaring_bitmap_or(many_.get(), other.many_.get()));
    roaring_bitmap_or_inplace(many_.get(), other.many_.get());
  }
  return *this;
}

IdentitySet& IdentitySet::operator&=(const IdentitySet& other) {
  if (is_few() || other.is_few() || many_ == other.many_ || is_shared())
    return *this = *this & other;
  roaring_bitmap_and_inplace(many_.get(), other.many_.get());
  settle();
  return *this;
}

IdentitySet& IdentitySet::operator-=(const IdentitySet& other) {
  if (is_few()) return *this = few_in(other, false);
  if (other.is_few()) {
    const IdentitySet removed = other.few_in(*this, true);
    if (removed.is_empty()) return *this;
    for (const std::uint32_t number : removed.few_) roaring_bitmap_remove(own(), number);
    settle();
    return *this;
  }
  if (many_ == other.many_ || is_shared()) return *this = *this - other;
  roaring_bitmap_andnot_inplace(many_.get(), other.many_.get());
  settle();
  return *this;
}

IdentitySet operator&(const IdentitySet& a, const IdentitySet& b) {
  if (a.is_few()) return a.few_in(b, true);
  if (b.is_few()) return b.few_in(a, true);
  if (a.many_ == b.many_) return a;
  return IdentitySet(roaring_bitmap_and(a.many_.get(), b.many_.get()));
}

IdentitySet operator-(const IdentitySet& a, const IdentitySet& b) {
  if (a.is_few()) return a.few_in(b, false);
  if (b.is_few()) {
    IdentitySet rest = a;
    return rest -= b;
  }
  if (a.many_ == b.many_) return {};
  return IdentitySet(roaring_bitmap_andnot(a.many_.get(), b.many_.get()));
}

IdentitySet operator^(const IdentitySet& a, const IdentitySet& b) {
  if (a.is_few() || b.is_few()) return (a - b) | (b - a);
  return IdentitySet(roaring_bitmap_xor(a.many_.get(), b.many_.get()));
}

bool operator==(const IdentitySet& a, const IdentitySet& b) {
  if (a.is_few() || b.is_few()) return a.is_few() && b.is_few() && a.few_ == b.few_;
  return a.many_ == b.many_ || roaring_bitmap_equals(a.many_.get(), b.many_.get());
}

bool IdentitySet::contains(IdentityIndex identity) const {
  if (is_few()) return std::ranges::binary_search(few_, identity.number);
  return roaring_bitmap_contains(many_.get(), identity.number);
}

bool IdentitySet::is_empty() const { return is_few() && few_.empty(); }

std::uint64_t IdentitySet::size() const {
  return is_few() ? few_.size() : roaring_bitmap_get_cardinality(many_.get());
}

bool IdentitySet::intersects(const IdentitySet& other) const {
  if (is_few() || other.is_few()) {
    const IdentitySet& few = is_few() ? *this : other;
    const IdentitySet& of = is_few() ? other : *this;
    return std::ranges::any_of(
        few.few_, [&](std::uint32_t number) { return of.contains(IdentityIndex{number}); });
  }
  return roaring_bitmap_intersect(many_.get(), other.many_.get());
}

bool IdentitySet::is_subset_of(const IdentitySet& other) const {
  if (is_few())
    return std::ranges::all_of(
        few_, [&](std::uint32_t number) { return other.contains(IdentityIndex{number}); });
  // Not roaring_bitmap_is_subset: it may read one element too far.
  return !other.is_few() && roaring_bitmap_andnot_cardinality(many_.get(), other.many_.get()) == 0;
}

IdentityIndex IdentitySet::smallest() const {
  return IdentityIndex{is_few() ? few_.front() : roaring_bitmap_minimum(many_.get())};
}

IdentityIndex IdentitySet::largest() const {
  return IdentityIndex{is_few() ? few_.back() : roaring_bitmap_maximum(many_.get())};
}

std::vector<std::uint32_t> IdentitySet::numbers() const {
  if (is_few()) return few_;
  std::vector<std::uint32_t> all(size());
  roaring_bitmap_to_uint32_array(many_.get(), all.data());
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
  if (is_few()) return hash();
  std::uint64_t mixed = with(kSeed, count);
  const std::uint32_t first = smallest().number;
  const std::uint32_t last = largest().number;
  roaring_uint32_iterator_t at;
  roaring_init_iterator(many_.get(), &at);
  for (std::uint64_t i = 0; i <= kLookUps; ++i) {
    const std::uint64_t wanted = first + (last - first) * i / kLookUps;
    (void)roaring_move_uint32_iterator_equalorlarger(&at, static_cast<std::uint32_t>(wanted));
    mixed = with(mixed, at.current_value);
  }
  return mixed;
}

void IdentitySet::compact() {
  if (is_few() || is_shared()) return;
  roaring_bitmap_run_optimize(many_.get());
  roaring_bitmap_shrink_to_fit(many_.get());
}

std::size_t IdentitySet::bytes() const {
  return is_few() ? few_.size() * sizeof(few_.front())
                  : roaring_bitmap_portable_size_in_bytes(many_.get());
}

}  // namespace accessdrift
