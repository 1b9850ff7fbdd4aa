#include "accessdrift/base/zone_file_data.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>

namespace accessdrift {
namespace {

constexpr std::size_t kTypeSize = 6;
constexpr int kLeastOffset = -89'999;
constexpr int kMostOffset = 93'599;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}

std::int32_t signed_32(std::string_view bytes) {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(big_endian(bytes)));
}

Instant instant_in(std::string_view bytes) {
  return bytes.size() == 4 ? signed_32(bytes) : static_cast<Instant>(big_endian(bytes));
}

/// Gives the bytes from front to back. What is asked beyond the end makes all that follows empty,
/// and `is_good` false.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::uint64_t count) {
    is_good_ = is_good_ && count <= rest_.size();
    if (!is_good_) return {};
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  [[nodiscard]] bool is_good() const { return is_good_; }
  [[nodiscard]] std::string_view rest() const { return is_good_ ? rest_ : std::string_view(); }

 private:
  std::string_view rest_;
  bool is_good_ = true;
};

struct Header {
  char version = 0;
  std::uint64_t utc_marks = 0;
  std::uint64_t standard_marks = 0;
  std::uint64_t leap_seconds = 0;
  std::uint64_t transitions = 0;
  std::uint64_t types = 0;
  std::uint64_t name_bytes = 0;
};

std::optional<Header> take_header(Bytes& bytes) {
  constexpr std::size_t kUnused = 15;
  const bool is_zone_file = bytes.take(4) == "TZif";
  const std::string_view version = bytes.take(1);
  bytes.take(kUnused);
  std::array<std::uint64_t, 6> counts{};
  for (std::uint64_t& count : counts) count = big_endian(bytes.take(4));
  if (!is_zone_file || !bytes.is_good()) return std::nullopt;
  const char number = version.front();
  if (number != '\0' && (number < '2' || number > '4')) return std::nullopt;
  return Header{number, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]};
}

/// The data after a header, cut into its arrays. `width`: bytes of an instant.
struct Block {
  std::size_t width = 8;
  std::string_view instants;
  std::string_view types_of_transitions;
  std::string_view types;
  std::string_view name_bytes;
};

/// Empty arrays if the bytes end too early.
Block take_block(Bytes& bytes, const Header& header, std::size_t width) {
  const Block block{width, bytes.take(header.transitions * width), bytes.take(header.transitions),
                    bytes.take(header.types * kTypeSize), bytes.take(header.name_bytes)};
  bytes.take(header.leap_seconds * (width + 4));
  bytes.take(header.standard_marks);
  bytes.take(header.utc_marks);
  return block;
}

bool are_counts_sound(const Header& header) {
  const auto fits = [&](std::uint64_t marks) { return marks == 0 || marks == header.types; };
  constexpr std::uint64_t kMostTypes = 256;
  return header.leap_seconds == 0 && header.types >= 1 && header.types <= kMostTypes &&
         header.name_bytes >= 1 && fits(header.standard_marks) && fits(header.utc_marks);
}

/// The types' offsets; nothing if a type is malformed.
std::optional<std::vector<int>> offsets_of(const Block& block) {
  std::vector<int> offsets;
  for (std::size_t at = 0; at < block.types.size(); at += kTypeSize) {
    const std::string_view type = block.types.substr(at, kTypeSize);
    const int offset = signed_32(type.substr(0, 4));
    const std::uint64_t is_daylight = big_endian(type.substr(4, 1));
    const std::uint64_t name = big_endian(type.substr(5, 1));
    if (offset < kLeastOffset || offset > kMostOffset) return std::nullopt;
    if (is_daylight > 1 || name >= block.name_bytes.size()) return std::nullopt;
    offsets.push_back(offset);
  }
  return offsets;
}

std::optional<ZoneFileData> unpack(const Block& block) {
  const auto offsets = offsets_of(block);
  if (!offsets) return std::nullopt;
  ZoneFileData data;
  data.first_offset = offsets->front();
  data.transitions.reserve(block.types_of_transitions.size());
  for (std::size_t i = 0; i < block.types_of_transitions.size(); ++i) {
    const auto type = static_cast<unsigned char>(block.types_of_transitions[i]);
    if (type >= offsets->size()) return std::nullopt;
    data.transitions.push_back(
        {instant_in(block.instants.substr(i * block.width, block.width)), (*offsets)[type]});
  }
  const bool is_ascending =
      std::ranges::adjacent_find(data.transitions, std::ranges::greater_equal(),
                                 &ZoneFileData::Transition::at) == data.transitions.end();
  if (!is_ascending) return std::nullopt;
  return data;
}

std::optional<ZoneFileData> read_block(Bytes& bytes, const Header& header, std::size_t width) {
  if (!are_counts_sound(header)) return std::nullopt;
  const Block block = take_block(bytes, header, width);
  if (!bytes.is_good()) return std::nullopt;
  return unpack(block);
}

/// The text between the two line breaks that it must begin and end with.
std::optional<std::string_view> last_line(std::string_view rest) {
  if (rest.size() < 2 || !rest.starts_with('\n') || !rest.ends_with('\n')) return std::nullopt;
  const std::string_view line = rest.substr(1, rest.size() - 2);
  if (line.find('\n') != std::string_view::npos) return std::nullopt;
  return line;
}

}  // namespace

std::optional<ZoneFileData> read_zone_file_data(std::string_view tzif) {
  Bytes bytes(tzif);
  const auto first = take_header(bytes);
  if (!first) return std::nullopt;
  if (first->version == '\0') {
    auto data = read_block(bytes, *first, 4);
    return bytes.rest().empty() ? data : std::nullopt;
  }
  take_block(bytes, *first, 4);
  const auto second = take_header(bytes);
  if (!second || second->version != first->version) return std::nullopt;
  auto data = read_block(bytes, *second, 8);
  const auto rule = last_line(bytes.rest());
  if (!data || !rule) return std::nullopt;
  data->rule = *rule;
  return data;
}

}  // namespace accessdrift
