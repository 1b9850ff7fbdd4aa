#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/base/text_list.h"

namespace accessdrift {

/// Writes JSON in the order of the calls: ordered keys, integers only, LF. Every text goes through
/// `escape_json`. The members of the outermost value and the elements of its arrays stand on lines
/// of their own, everything deeper is compact, unless asked for otherwise.
///
/// REQUIRES: calls that make a valid value; in an object every value follows a `key`.
class JsonWriter {
 public:
  /// What stands on a line: the whole, a member of the outermost value or an element of its arrays,
  /// or members and elements of those elements, too.
  enum class Lines : std::uint8_t { One = 0, Outer = 2, Nested = 4 };
  explicit JsonWriter(Lines lines = Lines::Outer)
      : broken_levels_(static_cast<std::size_t>(lines)) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& count(std::size_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  /// An array of texts.
  JsonWriter& texts(const TextList& values);

  /// What was written, with a line break at its end.
  [[nodiscard]] std::string take();

 private:
  struct Level {
    char closer;
    bool is_empty = true;
  };

  void start_value();
  void start_item();
  void open(char opener, char closer);
  void close();
  [[nodiscard]] bool is_on_own_line() const;

  std::size_t broken_levels_;  ///< objects on odd ones, arrays on even ones
  std::string out_;
  std::vector<Level> levels_;
  bool follows_key_ = false;
};

}  // namespace accessdrift
