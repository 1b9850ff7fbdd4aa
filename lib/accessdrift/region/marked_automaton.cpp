#include "accessdrift/region/marked_automaton.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace accessdrift {
namespace {

/// The states from which one that accepts can be reached.
std::vector<bool> live_states(const TextAutomaton& automaton) {
  const std::uint32_t letters = automaton.alphabet.size();
  std::vector<std::vector<std::uint32_t>> sources(automaton.size());
  for (std::size_t i = 0; i < automaton.next.size(); ++i)
    sources[automaton.next[i]].push_back(static_cast<std::uint32_t>(i / letters));
  std::vector<bool> is_live = automaton.accepts;
  std::vector<std::uint32_t> pending;
  for (std::uint32_t state = 0; state < automaton.size(); ++state) {
    if (is_live[state]) pending.push_back(state);
  }
  while (!pending.empty()) {
    const std::uint32_t state = pending.back();
    pending.pop_back();
    for (const std::uint32_t source : sources[state]) {
      if (!is_live[source]) pending.push_back(source);
      is_live[source] = true;
    }
  }
  return is_live;
}

/// Numbers for pairs, in the order in which they are first asked for; `kNone` for a pair with it.
class PairNumbers {
 public:
  std::uint32_t operator()(std::uint32_t first, std::uint32_t second) {
    if (first == MarkedAutomaton::kNone || second == MarkedAutomaton::kNone)
      return MarkedAutomaton::kNone;
    const std::uint64_t key = (std::uint64_t{first} << 32U) | second;
    const auto number = static_cast<std::uint32_t>(pairs_.size());
    const auto [known, is_new] = numbers_.try_emplace(key, number);
    if (is_new) pairs_.emplace_back(first, second);
    return known->second;
  }
  [[nodiscard]] const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs() const {
    return pairs_;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

std::vector<std::uint32_t> relettered(const TextAutomaton& automaton,
                                      std::span<const std::uint32_t> letters) {
  std::vector<std::uint32_t> next;
  next.reserve(automaton.size() * letters.size());
  for (std::size_t row = 0; row < automaton.next.size(); row += automaton.alphabet.size()) {
    for (const std::uint32_t letter : letters) next.push_back(automaton.next[row + letter]);
  }
  return next;
}

std::vector<std::vector<bool>> joined(const std::vector<std::vector<bool>>& first,
                                      const std::vector<std::vector<bool>>& second,
                                      const PairNumbers& marks) {
  std::vector<std::vector<bool>> joined;
  for (const auto& [one, other] : marks.pairs()) {
    joined.push_back(first[one]);
    joined.back().insert(joined.back().end(), second[other].begin(), second[other].end());
  }
  return joined;
}

}  // namespace

MarkedAutomaton of_all_texts(std::uint32_t letters) {
  return {letters, 0, std::vector<std::uint32_t>(letters, 0), {0}, {{}}};
}

MarkedAutomaton of_domain(const TextAutomaton& domain, std::span<const std::uint32_t> letters) {
  const std::vector<bool> is_live = live_states(domain);
  MarkedAutomaton marked{static_cast<std::uint32_t>(letters.size()),
                         is_live[0] ? 0 : MarkedAutomaton::kNone,
                         relettered(domain, letters),
                         {},
                         {{}}};
  for (std::uint32_t& target : marked.next)
    target = is_live[target] ? target : MarkedAutomaton::kNone;
  for (const bool is_inside : domain.accepts)
    marked.marks.push_back(is_inside ? 0 : MarkedAutomaton::kNone);
  return marked;
}

MarkedAutomaton of_one(const TextAutomaton& automaton, std::span<const std::uint32_t> letters) {
  MarkedAutomaton marked{static_cast<std::uint32_t>(letters.size()),
                         0,
                         relettered(automaton, letters),
                         {},
                         {{false}, {true}}};
  for (const bool is_accepted : automaton.accepts) marked.marks.push_back(is_accepted ? 1 : 0);
  return marked;
}

std::optional<MarkedAutomaton> side_by_side(const MarkedAutomaton& first,
                                            const MarkedAutomaton& second,
                                            std::uint32_t most_states) {
  PairNumbers states;
  PairNumbers marks;
  MarkedAutomaton both{first.letters, states(first.start, second.start), {}, {}, {}};
  for (std::uint32_t state = 0; state < states.pairs().size(); ++state) {
    if (states.pairs().size() > most_states) return std::nullopt;
    const auto [one, other] = states.pairs()[state];
    both.marks.push_back(marks(first.marks[one], second.marks[other]));
    const std::size_t first_row = std::size_t{one} * first.letters;
    const std::size_t second_row = std::size_t{other} * first.letters;
    for (std::uint32_t letter = 0; letter < first.letters; ++letter)
      both.next.push_back(states(first.next[first_row + letter], second.next[second_row + letter]));
  }
  both.accepts = joined(first.accepts, second.accepts, marks);
  return both;
}

}  // namespace accessdrift
