#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "accessdrift/base/source_text.h"

namespace accessdrift::proxysql {

/// A word of SQL, as SQLite or MySQL reads it.
struct DumpWord {
  enum class Kind : std::uint8_t { End, Name, Number, Text, Sign };
  Kind kind = Kind::End;
  std::string text;  ///< of a name that is not quoted in lower case
  bool is_quoted = false;
  Place place;

  [[nodiscard]] bool is(std::string_view word) const {
    return kind == Kind::Name && !is_quoted && text == word;
  }
  [[nodiscard]] bool is_sign(char sign) const { return kind == Kind::Sign && text[0] == sign; }
};

/// Takes a dump apart. Cost: linear.
class DumpWords {
 public:
  explicit DumpWords(std::string_view bytes);

  [[nodiscard]] DumpWord next();

 private:
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(at_); }
  void skip_blanks();
  std::string_view take_while(bool (*is_part)(char));
  void take_quoted(DumpWord& word, char quote);

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool has_escapes_ = false;  ///< of MySQL
};

}  // namespace accessdrift::proxysql
