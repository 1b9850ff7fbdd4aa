#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/format/proxysql/tables.h"

namespace accessdrift::proxysql {

/// A word of libconfig's grammar.
struct ConfigurationWord {
  enum class Kind : std::uint8_t { End, Name, Value, Sign, Include, Broken };
  Kind kind = Kind::End;
  Cell::Kind type = Cell::Kind::Null;  ///< of a value
  std::string text;                    ///< decoded
  Place place;

  [[nodiscard]] bool is_sign(char sign) const { return kind == Kind::Sign && text[0] == sign; }
};

/// Takes a configuration apart. Cost: linear.
class ConfigurationWords {
 public:
  explicit ConfigurationWords(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] ConfigurationWord next();

 private:
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(at_); }
  [[nodiscard]] bool is_in_line_start() const;
  void skip_blanks();
  [[nodiscard]] ConfigurationWord take_text();
  [[nodiscard]] bool take_include(ConfigurationWord& word);
  [[nodiscard]] ConfigurationWord take_plain();

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace accessdrift::proxysql
