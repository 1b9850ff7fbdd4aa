#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace accessdrift {

/// What a pseudonym stands for; its first letter says it.
enum class HiddenKind : std::uint8_t {
  User,
  Group,
  Resource,
  Client,
  Policy,  ///< and sets of policies
  Scope,
  Domain,
  Network,  ///< and addresses
  Window,
  File,
  Url,
  Text  ///< any other value
};

/// Names and what takes their place: `u:7f3a09c1d2e4`, of a keyed digest, so that it is the same
/// wherever the key is, and without the key nobody can try out whom it stands for. Texts that
/// differ in the case of ASCII letters only are one name.
class Pseudonyms {
 public:
  explicit Pseudonyms(std::string key) : key_(std::move(key)) {}

  /// Hides the name from here on, wherever it stands; of several kinds the first one counts.
  void hide(HiddenKind kind, std::string_view name);

  /// Of a name that is hidden or not.
  [[nodiscard]] std::string of(HiddenKind kind, std::string_view name) const;

  /// The text with a pseudonym for every hidden name that stands in it as a word, the longest that
  /// starts there, and for everything that reads like an address of mail. Where ours are hidden
  /// names, too, they go as well. Cost: a search in the names for each word.
  [[nodiscard]] std::string in(std::string_view text);

  /// Of a digest with a prefix, `add1:`: one like it that nobody can make from names.
  [[nodiscard]] std::string of_digest(std::string_view digest) const;

 private:
  struct Hidden {
    std::string folded;
    std::string pseudonym;
  };

  void sort();
  /// The longest hidden name that `rest` starts with and that ends there as a word; null if none.
  [[nodiscard]] const Hidden* longest_at(std::string_view rest) const;

  std::string key_;
  std::unordered_map<std::string, std::string> pseudonyms_;  ///< by folded name
  std::vector<Hidden> sorted_;                               ///< the same, or not up to date
};

}  // namespace accessdrift
