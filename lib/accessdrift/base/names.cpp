#include "accessdrift/base/names.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace accessdrift {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 16U;
constexpr std::size_t kFirstSlots = 1024;

std::uint32_t hash_of(std::string_view text) {
  const std::size_t wide = std::hash<std::string_view>{}(text);
  return static_cast<std::uint32_t>(wide ^ (wide >> 32U));
}

}  // namespace

Names::Names() : slots_(kFirstSlots, 0) {}

std::size_t Names::slot_of(std::string_view text, std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot] != 0) {
    const Entry& entry = entries_[slots_[slot] - 1];
    if (entry.hash == hash && std::string_view(entry.begin, entry.length) == text) return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

Name Names::find(std::string_view text) const {
  const std::uint32_t found = slots_[slot_of(text, hash_of(text))];
  return found == 0 ? Name{} : Name{std::uint32_t{found - 1}};
}

Name Names::intern(std::string_view text) {
  const std::uint32_t hash = hash_of(text);
  std::size_t slot = slot_of(text, hash);
  if (slots_[slot] != 0) return Name{std::uint32_t{slots_[slot] - 1}};
  if ((entries_.size() + 1) * 2 > slots_.size()) {
    grow();
    slot = slot_of(text, hash);
  }
  entries_.push_back({keep(text), static_cast<std::uint32_t>(text.size()), hash});
  slots_[slot] = static_cast<std::uint32_t>(entries_.size());
  return Name{entries_.size() - 1};
}

const char* Names::keep(std::string_view text) {
  if (text.size() > block_left_) {
    block_left_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_left_));
    block_at_ = blocks_.back().get();
  }
  char* const kept = block_at_;
  if (!text.empty()) std::memcpy(kept, text.data(), text.size());
  block_at_ += text.size();
  block_left_ -= text.size();
  return kept;
}

void Names::grow() {
  std::vector<std::uint32_t> wider(slots_.size() * 2, 0);
  const std::size_t mask = wider.size() - 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    std::size_t slot = entries_[i].hash & mask;
    while (wider[slot] != 0) slot = (slot + 1) & mask;
    wider[slot] = static_cast<std::uint32_t>(i + 1);
  }
  slots_.swap(wider);
}

}  // namespace accessdrift
