#include "accessdrift/region/text_automaton.h"

#include <algorithm>
#include <utility>

namespace accessdrift {
namespace {

/// One letter for each code point of the word, and one for all others.
TextAlphabet alphabet_of(std::u32string_view word) {
  std::vector<CodePointSet> sets;
  for (const char32_t point : word) sets.push_back({{point, point}});
  return TextAlphabet(sets);
}

/// One letter for each code point of the word, and one for all between two of them.
TextAlphabet alphabet_by_order(std::u32string_view word) {
  std::vector<CodePointSet> sets;
  for (const char32_t point : word) {
    sets.push_back({{point, point}});
    if (point > 0) sets.push_back(without_surrogates({{0, point - 1}}));
  }
  return TextAlphabet(sets);
}

/// State = how much of the word's front the text ends with (Knuth, Morris, Pratt). Texts that end
/// with the word, or also those that contain it.
std::optional<TextAutomaton> word_automaton(std::string_view utf8, bool at_end,
                                            std::uint32_t most_states) {
  const auto word = decode_utf8(utf8);
  if (!word || word->size() >= most_states) return std::nullopt;
  TextAutomaton automaton{alphabet_of(*word), {}, {}};
  const std::uint32_t letters = automaton.alphabet.size();
  const std::size_t length = word->size();
  automaton.next.assign((length + 1) * letters, 0);
  automaton.accepts.assign(length + 1, false);
  automaton.accepts[length] = true;
  const auto row = [&](std::size_t state) {
    return automaton.next.begin() + static_cast<std::ptrdiff_t>(state * letters);
  };
  std::size_t fallback = 0;  // the state after the same text without its first code point
  for (std::size_t state = 0; state <= length; ++state) {
    if (state > 0) std::copy_n(row(fallback), letters, row(state));
    if (state == length) break;
    const std::uint32_t letter = automaton.alphabet.letter_of((*word)[state]);
    if (state > 0) fallback = row(fallback)[letter];
    row(state)[letter] = static_cast<std::uint32_t>(state + 1);
  }
  if (!at_end) std::fill_n(row(length), letters, static_cast<std::uint32_t>(length));
  return automaton;
}

/// State = how much of the word the text is so far; then the texts that are less than the word, and
/// those that are not. The order of bytes is that of code points.
std::optional<TextAutomaton> order_automaton(std::string_view utf8, std::uint32_t most_states) {
  const auto word = decode_utf8(utf8);
  if (!word || word->size() + 3 > most_states) return std::nullopt;
  const auto length = static_cast<std::uint32_t>(word->size());
  const std::uint32_t less = length + 1;
  const std::uint32_t not_less = length + 2;
  TextAutomaton automaton{alphabet_by_order(*word), {}, {}};
  const std::vector<CodePointSet> members = automaton.alphabet.members();
  const auto next = [&](std::uint32_t state, char32_t point) {
    if (state >= length) return state > length ? state : not_less;
    const char32_t expected = (*word)[state];
    if (point == expected) return state + 1;
    return point < expected ? less : not_less;
  };
  for (std::uint32_t state = 0; state <= not_less; ++state) {
    automaton.accepts.push_back(state < length || state == less);
    for (const CodePointSet& letter : members)
      automaton.next.push_back(next(state, letter.front().first));
  }
  return automaton;
}

std::optional<TextAutomaton> length_automaton(std::uint32_t length, std::uint32_t most_states) {
  if (std::uint64_t{length} + 2 > most_states) return std::nullopt;
  TextAutomaton automaton{TextAlphabet({}), {}, std::vector<bool>(length + 2, false)};
  automaton.accepts.back() = true;
  for (std::uint32_t state = 0; state < length + 2; ++state)
    automaton.next.push_back(std::min(state + 1, length + 1));
  return automaton;
}

}  // namespace

std::optional<TextAutomaton> automaton_of(const TextTest& test, AutomatonBudget& budget) {
  switch (test.kind) {
    case TextTest::Kind::EndsWith:
      return word_automaton(test.argument, true, budget.states);
    case TextTest::Kind::Contains:
      return word_automaton(test.argument, false, budget.states);
    case TextTest::Kind::LongerThan:
      return length_automaton(test.length, budget.states);
    case TextTest::Kind::Below:
      return order_automaton(test.argument, budget.states);
    default:
      return automaton_of_pattern(test.argument, PatternScope::Search, budget);
  }
}

}  // namespace accessdrift
