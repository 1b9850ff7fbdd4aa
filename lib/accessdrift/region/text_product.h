#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "accessdrift/region/marked_automaton.h"
#include "accessdrift/region/text_alphabet.h"
#include "accessdrift/region/text_automaton.h"

namespace accessdrift {

/// What tests with automata say of a text, in one run over its code points.
class TextProduct {
 public:
  static constexpr std::uint32_t kNone = MarkedAutomaton::kNone;

  struct Bounds {
    std::uint32_t states = 0;
    std::uint64_t tries = 0;  ///< states looked at in all
  };

  /// Of no automaton; all texts.
  TextProduct();
  /// Of those of the automata, tried in order, that leave the states within the bound; those after
  /// the tries are used up are left out. `domain` accepts the texts that there are, null: all.
  ///
  /// Cost: tries × letters. While all fit, a logarithm of their number times the final states.
  TextProduct(std::span<const TextAutomaton> automata, const TextAutomaton* domain,
              const Bounds& bounds);

  /// Which of the given automata are part of it, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& included() const { return included_; }

  [[nodiscard]] const TextAlphabet& alphabet() const { return alphabet_; }
  [[nodiscard]] std::uint32_t size() const { return marked_.size(); }
  /// `kNone` if there is no text at all.
  [[nodiscard]] std::uint32_t start() const { return marked_.start; }
  [[nodiscard]] std::uint32_t next(std::uint32_t state, std::uint32_t letter) const {
    return marked_.next[std::size_t{state} * marked_.letters + letter];
  }
  [[nodiscard]] std::uint32_t mark(std::uint32_t state) const { return marked_.marks[state]; }
  /// By mark whether the automaton `included()[i]` accepts, at i.
  [[nodiscard]] const std::vector<std::vector<bool>>& accepts() const { return marked_.accepts; }

  /// The state after the text; `kNone` also if it is not valid UTF-8. Does not allocate.
  [[nodiscard]] std::uint32_t state_after(std::string_view text) const;
  /// The mark of the text; `kNone` likewise.
  [[nodiscard]] std::uint32_t mark_of(std::string_view text) const {
    const std::uint32_t state = state_after(text);
    return state == kNone ? kNone : mark(state);
  }

 private:
  class Inclusion;

  TextAlphabet alphabet_;
  MarkedAutomaton marked_;
  std::vector<std::uint32_t> included_;
};

}  // namespace accessdrift
