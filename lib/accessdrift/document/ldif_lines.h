#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/source_text.h"

namespace accessdrift {

/// A line of LDIF with those that go on with it, their line breaks taken out.
struct LdifLine {
  /// Astray: it goes on with a line that is not there.
  enum class Kind { End, Blank, Text, Astray };
  Kind kind = Kind::End;
  std::string_view text;  ///< until the next line is asked for
  Place place;            ///< of all of it
  /// Where the parts begin, in the text and in the file.
  const std::vector<std::pair<std::size_t, std::uint32_t>>* parts = nullptr;

  /// Where a character of the text stands in the file; behind the last one, where the line ends.
  [[nodiscard]] std::uint32_t offset(std::size_t at) const;
};

/// Splits a file into its lines (RFC 2849: LF or CR LF), folded ones joined, comments left out.
class LdifLines {
 public:
  explicit LdifLines(std::string_view bytes);
  [[nodiscard]] LdifLine next();

 private:
  /// The text of the physical line at `at_`, which moves behind it.
  std::string_view take();

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string joined_;
  std::vector<std::pair<std::size_t, std::uint32_t>> parts_;
};

}  // namespace accessdrift
