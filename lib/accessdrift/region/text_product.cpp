#include "accessdrift/region/text_product.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "accessdrift/region/sorted_once.h"

namespace accessdrift {
namespace {

TextAlphabet common_alphabet(std::span<const TextAutomaton> automata, const TextAutomaton* domain) {
  std::vector<CodePointSet> sets;
  const auto append = [&sets](const TextAutomaton& automaton) {
    std::ranges::move(automaton.alphabet.members(), std::back_inserter(sets));
  };
  std::ranges::for_each(automata, append);
  if (domain != nullptr) append(*domain);
  return TextAlphabet(sorted_once(std::move(sets)));
}

}  // namespace

/// Takes as many automata at a time as fit. That a run of them fits, or not, together with those
/// already taken is the same as if they were taken one by one: more automata never have fewer
/// states.
class TextProduct::Inclusion {
 public:
  Inclusion(std::span<const TextAutomaton> automata, const TextAutomaton* domain,
            const TextAlphabet& alphabet, const Bounds& bounds)
      : automata_(automata), bounds_(bounds) {
    for (const CodePointSet& set : alphabet.members()) members_.push_back(set.front().first);
    taken_ =
        domain == nullptr ? of_all_texts(alphabet.size()) : of_domain(*domain, letters_of(*domain));
  }

  void run() {
    std::vector<Run> pending;  // the next one last
    if (!automata_.empty()) pending.push_back({0, automata_.size()});
    while (!pending.empty() && bounds_.tries > 0) {
      const Run run = pending.back();
      pending.pop_back();
      if (take(run) || run.size() == 1) continue;
      pending.push_back({run.middle(), run.last});
      pending.push_back({run.first, run.middle()});
    }
  }

  MarkedAutomaton take_marked() { return std::move(taken_); }
  std::vector<std::uint32_t> take_included() { return std::move(included_); }

 private:
  struct Run {
    std::size_t first;
    std::size_t last;
    [[nodiscard]] std::size_t size() const { return last - first; }
    [[nodiscard]] std::size_t middle() const { return first + size() / 2; }
  };

  bool take(const Run& run) {
    const auto together = joined(run);
    auto with_taken = together ? join(taken_, *together) : std::nullopt;
    if (!with_taken) return false;
    taken_ = std::move(*with_taken);
    for (std::size_t i = run.first; i < run.last; ++i)
      included_.push_back(static_cast<std::uint32_t>(i));
    return true;
  }

  /// In halves of halves, as deep as a logarithm; so that each is walked a few times only.
  std::optional<MarkedAutomaton> joined(const Run& run) {
    if (run.size() == 1) return of_one(automata_[run.first], letters_of(automata_[run.first]));
    const auto first = joined({run.first, run.middle()});
    if (!first) return std::nullopt;
    const auto second = joined({run.middle(), run.last});
    return second ? join(*first, *second) : std::nullopt;
  }

  std::optional<MarkedAutomaton> join(const MarkedAutomaton& first, const MarkedAutomaton& second) {
    if (bounds_.tries == 0) return std::nullopt;
    auto both = side_by_side(first, second, bounds_.states);
    const std::uint64_t tries = both ? both->size() : bounds_.states;
    bounds_.tries -= std::min(bounds_.tries, tries);
    return both;
  }

  [[nodiscard]] std::vector<std::uint32_t> letters_of(const TextAutomaton& automaton) const {
    std::vector<std::uint32_t> letters;
    letters.reserve(members_.size());
    for (const char32_t member : members_) letters.push_back(automaton.alphabet.letter_of(member));
    return letters;
  }

  std::span<const TextAutomaton> automata_;
  Bounds bounds_;
  std::vector<char32_t> members_;  // by letter one of its code points
  MarkedAutomaton taken_;
  std::vector<std::uint32_t> included_;
};

TextProduct::TextProduct() : alphabet_({}), marked_(of_all_texts(alphabet_.size())) {}

TextProduct::TextProduct(std::span<const TextAutomaton> automata, const TextAutomaton* domain,
                         const Bounds& bounds)
    : alphabet_(common_alphabet(automata, domain)) {
  Inclusion inclusion(automata, domain, alphabet_, bounds);
  inclusion.run();
  marked_ = inclusion.take_marked();
  included_ = inclusion.take_included();
}

std::uint32_t TextProduct::state_after(std::string_view text) const {
  std::uint32_t state = start();
  while (!text.empty() && state != kNone) {
    auto point = static_cast<char32_t>(static_cast<unsigned char>(text.front()));
    if (point < 0x80) {
      text.remove_prefix(1);
    } else {
      const auto decoded = take_code_point(text);
      if (!decoded) return kNone;
      point = *decoded;
    }
    state = next(state, alphabet_.letter_of(point));
  }
  return state;
}

}  // namespace accessdrift
