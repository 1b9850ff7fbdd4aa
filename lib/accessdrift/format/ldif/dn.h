#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accessdrift::ldif {

/// A distinguished name (RFC 4514) in a form in which equal ones are equal texts: without regard to
/// case (RFC 4518), blanks around signs, runs of blanks, and how characters are escaped.
class DistinguishedName {
 public:
  /// Whether two values of a name are one, as names compare.
  [[nodiscard]] static bool are_equal(std::string_view value, std::string_view other);
  /// Nothing if it is none.
  [[nodiscard]] static std::optional<DistinguishedName> parse(std::string_view text);

  [[nodiscard]] bool is_empty() const { return parts_.empty(); }
  /// Of all of it.
  [[nodiscard]] std::string key() const { return key_from(0); }
  /// Of what it lies in.
  [[nodiscard]] std::string parent_key() const { return key_from(1); }
  /// The value of a type in its first part, as it is written; nothing if there is none.
  [[nodiscard]] std::optional<std::string> naming_value(std::string_view type) const;

 private:
  struct Pair {
    std::string type;   ///< folded
    std::string value;  ///< as it is written, escapes taken out
    friend auto operator<=>(const Pair&, const Pair&) = default;
  };
  using Part = std::vector<Pair>;

  [[nodiscard]] std::string key_from(std::size_t part) const;

  std::vector<Part> parts_;  ///< innermost first
};

}  // namespace accessdrift::ldif
