#pragma once

#include <set>
#include <string>
#include <vector>

#include "accessdrift/format/pgbouncer/files.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::pgbouncer {

/// `key = value` of a section, and where both stand.
struct Setting {
  std::string section;
  std::string key;
  std::string value;
  SourceReading::File* file = nullptr;
  Place key_place;
  Place value_place;  ///< the value stands there byte for byte

  [[nodiscard]] Span span() const { return {file->declarations.text.get(), value_place}; }
};

/// What a configuration says, with what it includes.
struct Ini {
  std::vector<Setting> settings;  ///< in the order in which they are read
  std::set<const SourceReading::File*> included;
  bool is_whole = true;  ///< PgBouncer would load it
};

/// Reads a configuration as PgBouncer does: comments are lines of their own, a value ends with its
/// line, `%include FILE` stands for another file. Where it would refuse to load the file an error
/// is reported, of what is included, too. Cost: linear in what is read.
[[nodiscard]] Ini read_ini(SourceReading& reading, Files& files, SourceReading::File& root);

}  // namespace accessdrift::pgbouncer
