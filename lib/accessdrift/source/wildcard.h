#pragma once

#include <bitset>
#include <string_view>
#include <vector>

namespace accessdrift {

/// A pattern of git's ignore files: `?`, `*`, `[a-z]`, `[[:alpha:]]`, `\x`, none of which match
/// `/`, and
/// `**` for whole folders, where it stands alone between slashes (gitignore(5), wildmatch.c).
///
/// Matching takes time proportional to pattern × text, whatever the pattern. A pattern that is
/// broken (an open bracket, an unknown class, a `\` at the end) matches nothing, as in git.
class Wildcard {
 public:
  Wildcard(std::string_view pattern, bool ignores_case);
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  struct Step {
    enum class Kind {
      One,         ///< one byte of the set
      Star,        ///< any bytes but `/`
      Any,         ///< any bytes
      MaybeInto,   ///< nothing, or what the next step takes
      AnyFolders,  ///< any bytes, then `/`
    };
    Kind kind = Kind::One;
    std::bitset<256> set;
  };
  class Compiler;

  void reach(std::vector<char>& at, std::size_t step) const;
  /// Whether a byte leaves the walk at the step, or takes it to the next.
  static bool stays(const Step& step, char c);
  static bool passes(const Step& step, char c);

  std::vector<Step> steps_;
  bool is_broken_;
};

}  // namespace accessdrift
