#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/region/pattern_parser.h"
#include "accessdrift/region/text_alphabet.h"
#include "accessdrift/region/text_test.h"

namespace accessdrift {

/// A complete deterministic automaton over code points; it starts in state 0.
struct TextAutomaton {
  TextAlphabet alphabet;
  std::vector<std::uint32_t> next;  ///< by state × letters + letter
  std::vector<bool> accepts;        ///< by state

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(accepts.size()); }
};

/// What automata may take.
struct AutomatonBudget {
  std::uint32_t states = 0;  ///< of each
  std::uint64_t work = 0;    ///< left for all patterns, in steps of their machines looked at
};

/// The texts that pass a test. Nothing if that takes more states, or, of a pattern, more work than
/// is left or than is in proportion to the states; or if the argument is no valid UTF-8 or a
/// pattern that `parse_pattern` does not understand. REQUIRES: neither Equals nor StartsWith.
[[nodiscard]] std::optional<TextAutomaton> automaton_of(const TextTest& test,
                                                        AutomatonBudget& budget);
/// The texts that a pattern in RE2's syntax matches; nothing: as above.
[[nodiscard]] std::optional<TextAutomaton> automaton_of_pattern(std::string_view pattern,
                                                                PatternScope scope,
                                                                AutomatonBudget& budget);

}  // namespace accessdrift
