#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "accessdrift/region/text_automaton.h"

namespace accessdrift {

/// Several automata run side by side over the letters of one alphabet. A state's *mark* stands for
/// what all of them say of the texts that end there.
struct MarkedAutomaton {
  /// No state: whatever follows, the text is outside the domain. No mark: the text itself is.
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  std::uint32_t letters = 1;
  std::uint32_t start = 0;
  std::vector<std::uint32_t> next;         ///< by state × letters + letter
  std::vector<std::uint32_t> marks;        ///< by state
  std::vector<std::vector<bool>> accepts;  ///< by mark, automaton

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(marks.size()); }
};

/// No automaton, all texts; one state.
[[nodiscard]] MarkedAutomaton of_all_texts(std::uint32_t letters);
/// No automaton, the texts that `domain` accepts. `letters`: by letter the domain's letter.
[[nodiscard]] MarkedAutomaton of_domain(const TextAutomaton& domain,
                                        std::span<const std::uint32_t> letters);
/// One automaton, all texts.
[[nodiscard]] MarkedAutomaton of_one(const TextAutomaton& automaton,
                                     std::span<const std::uint32_t> letters);

/// Both, the automata of the first before those of the second, over the texts of both domains.
/// Nothing if there are more than `most_states`. Cost: states × letters.
[[nodiscard]] std::optional<MarkedAutomaton> side_by_side(const MarkedAutomaton& first,
                                                          const MarkedAutomaton& second,
                                                          std::uint32_t most_states);

}  // namespace accessdrift
