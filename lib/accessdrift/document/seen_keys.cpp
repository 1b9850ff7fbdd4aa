#include "accessdrift/document/seen_keys.h"

#include <cstring>

namespace accessdrift {
namespace {

constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;

template <typename Number>
std::uint64_t load(const char* at) {
  Number number = 0;
  std::memcpy(&number, at, sizeof number);
  return number;
}

}  // namespace

std::uint64_t signature_of(std::string_view key) {
  const std::size_t size = key.size();
  const char* const at = key.data();
  std::uint64_t front = 0, back = 0;
  if (size >= sizeof(std::uint64_t)) {
    front = load<std::uint64_t>(at);
    back = load<std::uint64_t>(at + size - sizeof(std::uint64_t));
  } else if (size >= sizeof(std::uint32_t)) {
    front = load<std::uint32_t>(at);
    back = load<std::uint32_t>(at + size - sizeof(std::uint32_t));
  } else if (size > 0) {
    front = load<std::uint8_t>(at) | (load<std::uint8_t>(at + size / 2) << 8U);
    back = load<std::uint8_t>(at + size - 1);
  }
  return (front ^ (size * kOdd)) * kOdd ^ back;
}

}  // namespace accessdrift
