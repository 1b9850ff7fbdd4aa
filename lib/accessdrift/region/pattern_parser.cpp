#include "accessdrift/region/pattern_parser.h"

#include <utility>
#include <vector>

#include "accessdrift/region/pattern_class.h"

namespace accessdrift {
namespace {

constexpr std::uint32_t kMostRepeats = 1000;  // as RE2

struct Flags {
  bool folds = false;             // i
  bool is_multi_line = false;     // m
  bool dot_matches_line = false;  // s
};

/// A group that is not closed yet, or the whole pattern.
struct OpenGroup {
  Flags outer;
  std::vector<PatternBuilder::Part> alternatives;
  std::vector<PatternBuilder::Part> sequence;
};

struct Repeat {
  std::uint32_t least = 0;
  std::optional<std::uint32_t> most;
};

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// Above `kMostRepeats`: some number above it. As in RE2 there are no leading zeros.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  if (text.size() > 1 && text[0] == '0' && is_digit(text[1])) return std::nullopt;
  std::uint32_t number = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    const auto digit = static_cast<std::uint32_t>(text.front() - '0');
    if (number <= kMostRepeats) number = number * 10 + digit;
  }
  return number;
}

/// `{2}`, `{2,}`, `{2,5}`; anything else is a brace that stands for itself.
std::optional<Repeat> take_counted_repeat(std::string_view& text) {
  std::string_view rest = text.substr(1);
  const auto least = take_number(rest);
  if (!least) return std::nullopt;
  Repeat repeat{*least, least};
  if (take_exactly(rest, ",")) repeat.most = take_number(rest);
  if (!take_exactly(rest, "}")) return std::nullopt;
  text = rest;
  return repeat;
}

std::optional<Repeat> take_repeat(std::string_view& text) {
  if (take_exactly(text, "*")) return Repeat{0, {}};
  if (take_exactly(text, "+")) return Repeat{1, {}};
  if (take_exactly(text, "?")) return Repeat{0, 1};
  return text.starts_with('{') ? take_counted_repeat(text) : std::nullopt;
}

bool is_in_bounds(const Repeat& repeat) {
  return repeat.least <= kMostRepeats && repeat.most.value_or(0) <= kMostRepeats &&
         repeat.least <= repeat.most.value_or(repeat.least);
}

class Parser {
 public:
  Parser(std::string_view pattern, std::uint32_t most_steps)
      : rest_(pattern), builder_(most_steps), open_(1) {}

  std::optional<PatternMachine> parse(PatternScope scope) {
    while (!rest_.empty()) {
      if (!take_next() || builder_.is_over()) return std::nullopt;
    }
    if (open_.size() != 1) return std::nullopt;
    const Part pattern = close_alternatives();
    PatternMachine machine = scope == PatternScope::Search ? builder_.finish_search(pattern)
                                                           : builder_.finish_whole(pattern);
    return machine;
  }

 private:
  using Part = PatternBuilder::Part;

  bool take_next() {
    switch (rest_.front()) {
      case '(':
        return open_group();
      case ')':
        return close_group();
      case '|':
        return end_alternative();
      case '*':
      case '+':
      case '?':
        return false;  // nothing to repeat
      case '\\':
        return take_backslash();
      default:
        return take_atom();
    }
  }

  bool take_atom() {
    if (take_exactly(rest_, "^")) return add_anchor(line_or(PatternAnchor::TextBegin));
    if (take_exactly(rest_, "$")) return add_anchor(line_or(PatternAnchor::TextEnd));
    if (take_exactly(rest_, ".")) return add_set(dot());
    if (rest_.front() == '[') return add_set(take_bracket_class(rest_, flags_.folds));
    if (rest_.front() == '{' && is_repeat()) return false;
    return add_literal(take_code_point(rest_));
  }

  bool take_backslash() {
    if (take_exactly(rest_, "\\A")) return add_anchor(PatternAnchor::TextBegin);
    if (take_exactly(rest_, "\\z")) return add_anchor(PatternAnchor::TextEnd);
    if (take_exactly(rest_, "\\b")) return add_anchor(PatternAnchor::WordBoundary);
    if (take_exactly(rest_, "\\Q")) return take_quoted();
    if (const auto set = take_perl_class(rest_, flags_.folds)) return add_set(set);
    return add_literal(take_escape(rest_));
  }

  bool take_quoted() {
    const std::size_t end = rest_.find("\\E");
    std::string_view quoted = rest_.substr(0, end);
    if (quoted.empty()) return false;
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 2);
    while (!quoted.empty()) {
      const auto point = take_code_point(quoted);
      const auto set = point ? single_class(*point, flags_.folds) : std::nullopt;
      if (!set) return false;
      open_.back().sequence.push_back(builder_.read(*set));
    }
    return take_repeats();
  }

  bool add_literal(std::optional<char32_t> point) {
    return point && add_set(single_class(*point, flags_.folds));
  }

  bool add_set(const std::optional<CodePointSet>& set) {
    return set && add_part(builder_.read(*set));
  }

  bool add_anchor(PatternAnchor anchor) { return add_part(builder_.anchor(anchor)); }

  bool add_part(const Part& part) {
    open_.back().sequence.push_back(part);
    return take_repeats();
  }

  /// Of what was added last.
  bool take_repeats() {
    const auto repeat = take_repeat(rest_);
    if (!repeat) return true;
    take_exactly(rest_, "?");  // which of the matches it finds does not matter
    if (!is_in_bounds(*repeat) || is_repeat()) return false;
    Part& last = open_.back().sequence.back();
    last = builder_.repeat(last, repeat->least, repeat->most);
    return true;
  }

  [[nodiscard]] bool is_repeat() const {
    std::string_view ahead = rest_;
    return take_repeat(ahead).has_value();
  }

  bool open_group() {
    rest_.remove_prefix(1);
    const Flags outer = flags_;
    if (take_exactly(rest_, "?P<")) {
      const std::size_t end = rest_.find('>');
      if (end == std::string_view::npos) return false;
      rest_.remove_prefix(end + 1);
    } else if (take_exactly(rest_, "?")) {
      if (!take_flags()) return false;
      if (take_exactly(rest_, ")")) return true;
      if (!take_exactly(rest_, ":")) return false;
    }
    open_.push_back({outer, {}, {}});
    return true;
  }

  /// Up to `:` or `)`.
  bool take_flags() {
    bool is_on = true;
    for (; !rest_.empty() && rest_.front() != ':' && rest_.front() != ')'; rest_.remove_prefix(1)) {
      const char letter = rest_.front();
      if (letter == '-' && is_on) {
        is_on = false;
      } else if (!set_flag(letter, is_on)) {
        return false;
      }
    }
    return !rest_.empty();
  }

  bool set_flag(char letter, bool is_on) {
    switch (letter) {
      case 'i':
        flags_.folds = is_on;
        return true;
      case 'm':
        flags_.is_multi_line = is_on;
        return true;
      case 's':
        flags_.dot_matches_line = is_on;
        return true;
      case 'U':
        return true;
      default:
        return false;
    }
  }

  bool close_group() {
    if (open_.size() == 1) return false;
    rest_.remove_prefix(1);
    const Part group = close_alternatives();
    flags_ = open_.back().outer;
    open_.pop_back();
    return add_part(group);
  }

  bool end_alternative() {
    rest_.remove_prefix(1);
    OpenGroup& group = open_.back();
    group.alternatives.push_back(builder_.sequence(group.sequence));
    group.sequence.clear();
    return true;
  }

  Part close_alternatives() {
    OpenGroup& group = open_.back();
    group.alternatives.push_back(builder_.sequence(group.sequence));
    return builder_.choice(group.alternatives);
  }

  [[nodiscard]] PatternAnchor line_or(PatternAnchor of_text) const {
    if (!flags_.is_multi_line) return of_text;
    return of_text == PatternAnchor::TextBegin ? PatternAnchor::LineBegin : PatternAnchor::LineEnd;
  }

  [[nodiscard]] CodePointSet dot() const {
    const CodePointSet line_feed{{U'\n', U'\n'}};
    return without_surrogates(complement_of(flags_.dot_matches_line ? CodePointSet{} : line_feed));
  }

  std::string_view rest_;
  Flags flags_;
  PatternBuilder builder_;
  std::vector<OpenGroup> open_;
};

}  // namespace

std::optional<PatternMachine> parse_pattern(std::string_view pattern, PatternScope scope,
                                            std::uint32_t most_steps) {
  return Parser(pattern, most_steps).parse(scope);
}

}  // namespace accessdrift
