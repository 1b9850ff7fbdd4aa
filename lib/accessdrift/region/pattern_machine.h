#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "accessdrift/region/code_points.h"

namespace accessdrift {

/// What a pattern may demand of a place between two code points.
enum class PatternAnchor : std::uint8_t { TextBegin, TextEnd, LineBegin, LineEnd, WordBoundary };

/// A pattern as a nondeterministic automaton over code points. It matches a text if a path leads
/// from `start` to a step that accepts; whether before it and behind it there may be more text is
/// for the reader to say.
struct PatternMachine {
  enum class Kind : std::uint8_t {
    Read,    ///< one code point of set `value`, then `next`
    Anchor,  ///< `next`, where the anchor `value` holds
    Split,   ///< `next` or `other`
    Pass,    ///< `next`
    Accept,
  };
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
  struct Step {
    Kind kind = Kind::Pass;
    std::uint32_t value = 0;
    std::uint32_t next = kNowhere;
    std::uint32_t other = kNowhere;
  };

  std::vector<Step> steps;
  std::vector<CodePointSet> sets;  ///< without surrogates
  std::uint32_t start = 0;

  [[nodiscard]] bool has(PatternAnchor anchor) const;
};

/// Builds a machine from its parts. Whatever is built last lies last, so a part can be repeated by
/// copying its steps. At most `most_steps`; then `is_over` and the result means nothing.
class PatternBuilder {
 public:
  /// Steps from `first` up to `last`, entered at `start`, left at `exit`.
  struct Part {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t start = 0;
    std::uint32_t exit = 0;
  };

  explicit PatternBuilder(std::uint32_t most_steps) : most_steps_(most_steps) {}

  [[nodiscard]] bool is_over() const { return machine_.steps.size() > most_steps_; }

  Part empty();
  Part read(const CodePointSet& set);
  Part anchor(PatternAnchor anchor);
  /// REQUIRES: parts built one right after the other; likewise below.
  Part sequence(std::span<const Part> parts);
  Part choice(std::span<const Part> parts);
  /// `most` = nothing: any number. REQUIRES: `part` was built last.
  Part repeat(const Part& part, std::uint32_t least, std::optional<std::uint32_t> most);

  /// The pattern somewhere in the text.
  PatternMachine finish_search(const Part& pattern);
  /// The pattern as the whole text.
  PatternMachine finish_whole(const Part& pattern);

 private:
  std::uint32_t add(const PatternMachine::Step& step);
  Part around(std::uint32_t first, std::uint32_t start, std::uint32_t exit) const;
  Part copy(const Part& part);
  Part star(const Part& part);
  Part plus(const Part& part);
  void link(const Part& part, std::uint32_t next) { machine_.steps[part.exit].next = next; }

  PatternMachine machine_;
  std::map<CodePointSet, std::uint32_t> set_numbers_;
  std::uint32_t most_steps_;
};

}  // namespace accessdrift
