#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace accessdrift::test {

/// What a zone file holds, for files made by hand. Each count is that of its array unless a test
/// falsifies the bytes.
struct ZoneFileSample {
  struct Type {
    std::int32_t offset = 0;
    std::uint8_t is_daylight = 0;
    std::uint8_t name = 0;
  };
  char version = '2';
  std::vector<std::pair<std::int64_t, std::uint8_t>> transitions;  ///< instant, type
  std::vector<Type> types{{}};
  std::string names = std::string("UTC\0", 4);
  std::uint32_t leap_seconds = 0;
  std::string standard_marks;
  std::string utc_marks;
  std::string rule = "UTC0";
};

inline void append_number(std::string& bytes, std::uint64_t number, unsigned width) {
  for (unsigned byte = width; byte-- > 0;)
    bytes += static_cast<char>(number >> (8U * byte) & 0xFFU);
}

inline void append_block(std::string& bytes, const ZoneFileSample& sample, unsigned width) {
  bytes += "TZif";
  bytes += sample.version;
  bytes.append(15, '\0');
  for (const std::size_t count :
       {sample.utc_marks.size(), sample.standard_marks.size(), std::size_t{sample.leap_seconds},
        sample.transitions.size(), sample.types.size(), sample.names.size()}) {
    append_number(bytes, count, 4);
  }
  for (const auto& [at, type] : sample.transitions) {
    append_number(bytes, static_cast<std::uint64_t>(at), width);
  }
  for (const auto& [at, type] : sample.transitions) bytes += static_cast<char>(type);
  for (const ZoneFileSample::Type& type : sample.types) {
    append_number(bytes, static_cast<std::uint32_t>(type.offset), 4);
    append_number(bytes, type.is_daylight, 1);
    append_number(bytes, type.name, 1);
  }
  bytes += sample.names;
  bytes.append(std::size_t{sample.leap_seconds} * (width + 4), '\0');
  bytes += sample.standard_marks + sample.utc_marks;
}

/// The bytes of the file; from version 2 on with an empty first block.
inline std::string zone_file_bytes(const ZoneFileSample& sample) {
  std::string bytes;
  if (sample.version == '\0') {
    append_block(bytes, sample, 4);
    return bytes;
  }
  ZoneFileSample empty;
  empty.version = sample.version;
  append_block(bytes, empty, 4);
  append_block(bytes, sample, 8);
  return bytes + "\n" + sample.rule + "\n";
}

}  // namespace accessdrift::test
