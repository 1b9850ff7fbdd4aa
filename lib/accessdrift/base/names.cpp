#include "accessdrift/base/names.h"

#include <algorithm>
#include <cstring>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::size_t kFirstSlots = 1024;

}  // namespace

Names::Names() : slots_(kFirstSlots) {}

std::size_t Names::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].place != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && record_at(slots_[at].place).text() == text) break;
  }
  return at;
}

Name Names::find(std::string_view text, std::uint32_t hash) const {
  const Place found = slots_[slot_of(text, hash)].place;
  return found == 0 ? Name{} : Name{record_at(found).number};
}

Name Names::find(std::string_view text) const { return find(text, hash_of(text)); }

void Names::find(std::span<const std::string_view> texts, std::span<Name> names) const {
  for (std::size_t from = 0; from < texts.size(); from += kTogether) {
    const std::size_t count = std::min(kTogether, texts.size() - from);
    Hashes hashes;
    prefetch(texts.subspan(from, count), hashes);
    for (std::size_t i = 0; i < count; ++i) names[from + i] = find(texts[from + i], hashes[i]);
  }
}

Name Names::intern(std::string_view text) { return intern(text, hash_of(text)); }

void Names::intern(std::span<const std::string_view> texts, std::span<Name> names) {
  for (std::size_t from = 0; from < texts.size(); from += kTogether) {
    const std::size_t count = std::min(kTogether, texts.size() - from);
    Hashes hashes;
    prefetch(texts.subspan(from, count), hashes);
    for (std::size_t i = 0; i < count; ++i) names[from + i] = intern(texts[from + i], hashes[i]);
  }
}

void Names::prefetch(std::span<const std::string_view> texts) const {
  Hashes hashes;
  prefetch(texts.first(std::min(texts.size(), kTogether)), hashes);
}

void Names::prefetch(std::span<const std::string_view> texts, Hashes& hashes) const {
  const auto slot_of_hash = [this](std::uint32_t hash) -> const Slot& {
    return slots_[hash & (slots_.size() - 1)];
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    hashes[i] = hash_of(texts[i]);
    __builtin_prefetch(&slot_of_hash(hashes[i]));
  }
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Slot& slot = slot_of_hash(hashes[i]);
    if (slot.hash == hashes[i] && slot.place != 0) __builtin_prefetch(&record_at(slot.place));
  }
}

Name Names::intern(std::string_view text, std::uint32_t hash) {
  std::size_t at = slot_of(text, hash);
  if (slots_[at].place != 0) return Name{record_at(slots_[at].place).number};
  if ((places_.size() + 1) * 2 > slots_.size()) {
    grow();
    at = slot_of(text, hash);
  }
  slots_[at] = {keep(text), hash};
  places_.push_back(slots_[at].place);
  return Name{places_.size() - 1};
}

Names::Place Names::keep(std::string_view text) {
  const std::size_t needed = 1 + (text.size() + sizeof(Record) - 1) / sizeof(Record);
  const bool is_at_end = next_ % kBlockRecords == 0;
  if (is_at_end || next_ % kBlockRecords + needed > kBlockRecords) {
    const std::size_t first = blocks_.empty() ? 1 : 0;
    const std::size_t blocks = (first + needed + kBlockRecords - 1) / kBlockRecords;
    allocations_.push_back(std::make_unique_for_overwrite<Record[]>(blocks * kBlockRecords));
    next_ = static_cast<Place>(blocks_.size() * kBlockRecords + first);
    for (std::size_t i = 0; i < blocks; ++i)
      blocks_.push_back(&allocations_.back()[i * kBlockRecords]);
  }
  const Place place = next_;
  Record* const kept = &blocks_[place / kBlockRecords][place % kBlockRecords];
  *kept = {static_cast<std::uint32_t>(places_.size()), static_cast<std::uint32_t>(text.size())};
  if (!text.empty()) std::memcpy(kept + 1, text.data(), text.size());
  next_ += static_cast<Place>(needed);
  return place;
}

void Names::grow() {
  std::vector<Slot> wider(slots_.size() * 2);
  const std::size_t mask = wider.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.place == 0) continue;
    std::size_t at = slot.hash & mask;
    while (wider[at].place != 0) at = (at + 1) & mask;
    wider[at] = slot;
  }
  slots_.swap(wider);
}

}  // namespace accessdrift
