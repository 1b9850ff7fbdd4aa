#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift {

/// Writes JSON in the order of the calls: ordered keys, integers only, LF. Every text goes through
/// `escape_json`. The members of the outermost value and the elements of its arrays stand on lines
/// of their own, everything deeper is compact.
///
/// REQUIRES: calls that make a valid value; in an object every value follows a `key`.
class JsonWriter {
 public:
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
  JsonWriter& texts(const std::vector<std::string>& values);

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

  std::string out_;
  std::vector<Level> levels_;
  bool follows_key_ = false;
};

}  // namespace accessdrift
