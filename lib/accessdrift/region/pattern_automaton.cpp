#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "accessdrift/region/pattern_class.h"
#include "accessdrift/region/text_automaton.h"

namespace accessdrift {
namespace {

/// What a state may cost on average, in steps of the machine looked at.
constexpr std::uint64_t kWorkPerState = 1'000;
constexpr std::uint32_t kStepsPerState = 10;

/// What is known of the text before a place.
struct Before {
  bool is_begin = false;
  bool is_line_feed = false;
  bool is_word = false;
};
/// And of the text behind it.
struct Behind {
  bool is_end = false;
  bool is_line_feed = false;
  bool is_word = false;
};

bool holds(PatternAnchor anchor, const Before& before, const Behind& behind) {
  switch (anchor) {
    case PatternAnchor::TextBegin:
      return before.is_begin;
    case PatternAnchor::LineBegin:
      return before.is_begin || before.is_line_feed;
    case PatternAnchor::TextEnd:
      return behind.is_end;
    case PatternAnchor::LineEnd:
      return behind.is_end || behind.is_line_feed;
    case PatternAnchor::WordBoundary:
      return before.is_word != behind.is_word;
  }
  return false;
}

bool looks_behind(PatternAnchor anchor) {
  return anchor != PatternAnchor::TextBegin && anchor != PatternAnchor::LineBegin;
}

TextAlphabet alphabet_of(const PatternMachine& machine) {
  std::vector<CodePointSet> sets = machine.sets;
  if (machine.has(PatternAnchor::LineBegin) || machine.has(PatternAnchor::LineEnd))
    sets.push_back({{U'\n', U'\n'}});
  if (machine.has(PatternAnchor::WordBoundary)) sets.push_back(word_characters());
  return TextAlphabet(sets);
}

/// The subset construction. A state is the set of the machine's steps that read, accept, or are
/// anchors which cannot be decided before the next code point is known.
class Determiner {
 public:
  Determiner(const PatternMachine& machine, const AutomatonBudget& budget)
      : machine_(machine),
        most_states_(budget.states),
        most_work_(std::min(kWorkPerState * budget.states, budget.work)),
        automaton_{alphabet_of(machine), {}, {}},
        seen_(machine.steps.size(), 0),
        is_settled_(machine.steps.size(), 0) {
    for (const CodePointSet& members : automaton_.alphabet.members()) describe_letter(members);
  }

  std::optional<TextAutomaton> run() {
    Steps start{machine_.start};
    state_of(settle(start, {.is_begin = true}, nullptr), {.is_begin = true});
    for (std::uint32_t state = 0; state < states_.size(); ++state) {
      automaton_.accepts.push_back(accepts(state));
      for (std::uint32_t letter = 0; letter < letters_.size(); ++letter)
        automaton_.next.push_back(step(state, letter));
      if (states_.size() > most_states_ || work_ > most_work_) return std::nullopt;
    }
    return std::move(automaton_);
  }

  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  using Steps = std::u32string;  // sorted numbers; a string, for it can be hashed

  struct Letter {
    std::vector<bool> is_in;  // by the machine's set
    Behind as_next;
    Before as_last;
  };
  struct State {
    Steps steps;
    Before before;
  };

  void describe_letter(const CodePointSet& members) {
    const char32_t member = members.front().first;
    const bool is_line_feed = member == U'\n';
    const bool is_word = contains(word_characters(), member);
    Letter letter{{}, {false, is_line_feed, is_word}, {false, is_line_feed, is_word}};
    for (const CodePointSet& set : machine_.sets) letter.is_in.push_back(contains(set, member));
    letters_.push_back(std::move(letter));
  }

  [[nodiscard]] const PatternMachine::Step& at(char32_t step) const { return machine_.steps[step]; }

  /// Where the steps lead without reading. Anchors that look behind are kept if that is not known
  /// yet.
  Steps settle(Steps& pending, const Before& before, const Behind* behind) {
    Steps settled;
    ++search_;
    while (!pending.empty()) {
      const char32_t number = pending.back();
      pending.pop_back();
      if (std::exchange(seen_[number], search_) == search_) continue;
      ++work_;
      if (is_kept(at(number), behind)) {
        settled.push_back(number);
      } else {
        follow(at(number), before, behind, pending);
      }
    }
    return normalised(std::move(settled));
  }

  static bool is_kept(const PatternMachine::Step& step, const Behind* behind) {
    if (step.kind == PatternMachine::Kind::Read || step.kind == PatternMachine::Kind::Accept)
      return true;
    return step.kind == PatternMachine::Kind::Anchor && behind == nullptr &&
           looks_behind(static_cast<PatternAnchor>(step.value));
  }

  static void follow(const PatternMachine::Step& step, const Before& before, const Behind* behind,
                     Steps& pending) {
    const bool is_anchor = step.kind == PatternMachine::Kind::Anchor;
    const auto anchor = static_cast<PatternAnchor>(step.value);
    if (is_anchor && !holds(anchor, before, behind == nullptr ? Behind{} : *behind)) return;
    pending.push_back(step.next);
    if (step.kind == PatternMachine::Kind::Split) pending.push_back(step.other);
  }

  /// Once a step accepts, nothing that follows can change it.
  Steps normalised(Steps steps) {
    const auto kind = [this](char32_t step) { return at(step).kind; };
    const auto accepting = std::ranges::find(steps, PatternMachine::Kind::Accept, kind);
    if (accepting != steps.end()) return {*accepting};
    if (steps.size() * 32 < seen_.size()) {
      std::ranges::sort(steps);
      return steps;
    }
    for (const char32_t step : steps) is_settled_[step] = true;
    Steps sorted;
    for (char32_t step = 0; step < is_settled_.size(); ++step) {
      if (is_settled_[step]) sorted.push_back(step);
    }
    for (const char32_t step : steps) is_settled_[step] = false;
    return sorted;
  }

  [[nodiscard]] bool has_anchor(const Steps& steps) const {
    return std::ranges::any_of(
        steps, [this](char32_t step) { return at(step).kind == PatternMachine::Kind::Anchor; });
  }
  [[nodiscard]] bool has_accepted(const Steps& steps) const {
    return steps.size() == 1 && at(steps.front()).kind == PatternMachine::Kind::Accept;
  }

  std::uint32_t state_of(Steps steps, Before before) {
    if (!has_anchor(steps)) before = {};  // nobody will ask
    Steps key = steps;
    key.push_back((before.is_begin ? 1U : 0U) | (before.is_line_feed ? 2U : 0U) |
                  (before.is_word ? 4U : 0U));
    const auto number = static_cast<std::uint32_t>(states_.size());
    const auto [known, is_new] = numbers_.try_emplace(std::move(key), number);
    if (is_new) states_.push_back({std::move(steps), before});
    return known->second;
  }

  std::uint32_t step(std::uint32_t state, std::uint32_t number) {
    const Letter& letter = letters_[number];
    const Steps now = decided(state, letter.as_next);
    if (has_accepted(now)) return state_of(now, {});
    Steps read;
    for (const char32_t one : now) {
      if (at(one).kind == PatternMachine::Kind::Read && letter.is_in[at(one).value])
        read.push_back(at(one).next);
    }
    work_ += now.size();
    return state_of(settle(read, letter.as_last, nullptr), letter.as_last);
  }

  /// The steps of a state once what is behind is known.
  Steps decided(std::uint32_t state, const Behind& behind) {
    Steps steps = states_[state].steps;
    if (!has_anchor(steps)) return steps;
    return settle(steps, states_[state].before, &behind);
  }

  bool accepts(std::uint32_t state) { return has_accepted(decided(state, {.is_end = true})); }

  const PatternMachine& machine_;
  std::uint32_t most_states_;
  std::uint64_t most_work_;
  TextAutomaton automaton_;
  std::vector<Letter> letters_;
  std::vector<State> states_;
  std::unordered_map<Steps, std::uint32_t> numbers_;
  std::vector<std::uint64_t> seen_;  // by step the last search that met it
  std::vector<char> is_settled_;     // by step, to sort many quickly; else all false
  std::uint64_t search_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace

std::optional<TextAutomaton> automaton_of_pattern(std::string_view pattern, PatternScope scope,
                                                  AutomatonBudget& budget) {
  const auto machine = parse_pattern(pattern, scope, budget.states * kStepsPerState);
  if (!machine) return std::nullopt;
  Determiner determiner(*machine, budget);
  auto automaton = determiner.run();
  budget.work -= std::min(budget.work, determiner.work());
  return automaton;
}

}  // namespace accessdrift
