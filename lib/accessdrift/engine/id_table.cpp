#include "accessdrift/engine/id_table.h"

#include <bit>
#include <cstring>

#include "accessdrift/base/text.h"

namespace accessdrift {

IdTable::IdTable(std::size_t count) : slots_(std::bit_ceil(2 * count + 1)) {}

bool IdTable::holds(const Slot& slot, std::string_view id) const {
  if (slot.length != id.size()) return false;
  if (slot.length <= Slot::kShort)
    return id.empty() || std::memcmp(slot.text.data(), id.data(), id.size()) == 0;
  std::uint32_t at = 0;
  std::memcpy(&at, slot.text.data(), sizeof at);
  return long_texts_[at] == id;
}

void IdTable::add(std::string_view id, std::uint32_t number) {
  const std::uint32_t hash = hash_of(id);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].number != kNone) at = (at + 1) & (slots_.size() - 1);
  Slot& slot = slots_[at];
  slot.hash = hash;
  slot.number = number;
  slot.length = static_cast<std::uint32_t>(id.size());
  if (id.size() <= Slot::kShort) {
    if (!id.empty()) std::memcpy(slot.text.data(), id.data(), id.size());
  } else {
    const auto kept = static_cast<std::uint32_t>(long_texts_.size());
    std::memcpy(slot.text.data(), &kept, sizeof kept);
    long_texts_.emplace_back(id);
  }
}

std::uint32_t IdTable::find(std::string_view id) const {
  const std::uint32_t hash = hash_of(id);
  for (std::size_t at = hash & (slots_.size() - 1); slots_[at].number != kNone;
       at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].hash == hash && holds(slots_[at], id)) return slots_[at].number;
  }
  return kNone;
}

}  // namespace accessdrift
