#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/model/expression.h"

namespace accessdrift::naive {

/// What one test of a condition does with strings, whichever it is done to.
struct TextUse {
  std::set<Operator> operators;
  std::set<std::string> texts;     ///< constants
  std::set<std::string> patterns;  ///< of `matches`
  std::set<std::int64_t> sizes;
  bool is_searched_for = false;  ///< in the constants, too
  friend auto operator<=>(const TextUse&, const TextUse&) = default;
};

/// What all uses say of a text; texts of which they say the same cannot be told apart.
class TextAnswers {
 public:
  explicit TextAnswers(std::vector<TextUse> uses);
  [[nodiscard]] std::vector<bool> about(const std::string& text) const;
  /// Adds them to others.
  void append(const std::string& text, std::vector<bool>& answers) const;
  /// What decides, together with the answers, those about any text that starts with this one.
  [[nodiscard]] std::string undecided(const std::string& text) const;
  [[nodiscard]] const std::vector<TextUse>& uses() const { return uses_; }

 private:
  struct Asked {  ///< by a use
    bool order = false, equality = false, start = false, end = false, inside = false, size = false;
  };
  std::vector<TextUse> uses_;
  std::vector<Asked> asked_;
  std::set<std::string> constants_;
  bool has_patterns_ = false;
};

/// One text for each way that some text is used in: whatever of it and a constant is asked, either
/// way round, some text that is tried has the same answers. Tried are the constants, what they
/// consist of, put together and with letters around them, what the patterns spell, all
/// short texts over the letters of all that, and random longer ones.
[[nodiscard]] std::set<std::string> texts_of_each_use(const std::vector<TextUse>& uses);

}  // namespace accessdrift::naive
