#include "accessdrift/report/line_hash.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift {
namespace {

constexpr std::size_t kUnitsHashed = 100;
constexpr std::uint64_t kBase = 37;
constexpr char16_t kEndOfText = 0xFFFF;

/// What is hashed of a text.
struct HashedUnits {
  std::vector<char16_t> units;
  std::vector<std::size_t> line_starts;  ///< places in `units`
};

class UnitReader {
 public:
  HashedUnits read(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = std::max<std::size_t>(utf8_length(text.substr(at)), 1);
      add_character(text.substr(at, length));
      at += length;
    }
    add(kEndOfText);
    return std::move(read_);
  }

 private:
  void add_character(std::string_view character) {
    const bool follows_return = std::exchange(follows_return_, character == "\r");
    if (character == " " || character == "\t" || (follows_return && character == "\n")) return;
    const std::uint32_t code = character == "\r" ? std::uint32_t{'\n'} : code_of(character);
    if (code < 0x10000U) {
      add(static_cast<char16_t>(code));
      return;
    }
    add(static_cast<char16_t>(0xD7C0U + (code >> 10U)));
    add(static_cast<char16_t>(0xDC00U + (code & 0x3FFU)));
  }

  static std::uint32_t code_of(std::string_view character) {
    const auto byte = [&](std::size_t i) {
      return std::uint32_t{static_cast<unsigned char>(character[i])};
    };
    if (character.size() == 1) return byte(0);
    std::uint32_t code = byte(0) & (0x7FU >> character.size());
    for (std::size_t i = 1; i < character.size(); ++i) code = (code << 6U) | (byte(i) & 0x3FU);
    return code;
  }

  void add(char16_t unit) {
    if (starts_line_) read_.line_starts.push_back(read_.units.size());
    starts_line_ = unit == u'\n';
    read_.units.push_back(unit);
  }

  HashedUnits read_;
  bool starts_line_ = true;
  bool follows_return_ = false;
};

}  // namespace

LineHashes::LineHashes(std::string_view text) {
  HashedUnits read = UnitReader().read(text);
  read.units.resize(read.units.size() + kUnitsHashed);
  std::uint64_t leaving = 1;  // the weight of a unit that leaves the window
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < kUnitsHashed; ++i) {
    leaving *= kBase;
    hash = hash * kBase + read.units[i];
  }
  std::unordered_map<std::uint64_t, std::size_t> counts;
  std::size_t at = 0;
  for (const std::size_t start : read.line_starts) {
    for (; at < start; ++at)
      hash = hash * kBase + read.units[at + kUnitsHashed] - leaving * read.units[at];
    lines_.push_back({hash, ++counts[hash]});
  }
}

std::string LineHashes::of(std::size_t line) const {
  if (line == 0 || line > lines_.size()) return {};
  return fmt::format("{:x}:{}", lines_[line - 1].hash, lines_[line - 1].count);
}

}  // namespace accessdrift
