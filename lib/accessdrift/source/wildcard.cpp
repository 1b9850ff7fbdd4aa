#include "accessdrift/source/wildcard.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace accessdrift {
namespace {

using Set = std::bitset<256>;

std::size_t number(char c) { return static_cast<unsigned char>(c); }

bool is_between(std::size_t c, char low, char high) {
  return c >= number(low) && c <= number(high);
}
bool is_upper(std::size_t c) { return is_between(c, 'A', 'Z'); }
bool is_lower(std::size_t c) { return is_between(c, 'a', 'z'); }
bool is_digit(std::size_t c) { return is_between(c, '0', '9'); }
bool is_alpha(std::size_t c) { return is_upper(c) || is_lower(c); }
bool is_alnum(std::size_t c) { return is_alpha(c) || is_digit(c); }
bool is_blank(std::size_t c) { return c == number(' ') || c == number('\t'); }
bool is_space(std::size_t c) { return c == number(' ') || is_between(c, '\t', '\r'); }
bool is_graph(std::size_t c) { return is_between(c, '!', '~'); }
bool is_print(std::size_t c) { return is_between(c, ' ', '~'); }
bool is_punct(std::size_t c) { return is_graph(c) && !is_alnum(c); }
bool is_cntrl(std::size_t c) { return c < 32 || c == 127; }
bool is_xdigit(std::size_t c) {
  return is_digit(c) || is_between(c, 'a', 'f') || is_between(c, 'A', 'F');
}

using Class = std::pair<std::string_view, bool (*)(std::size_t)>;
constexpr std::array<Class, 12> kClasses = {{{"alnum", is_alnum},
                                             {"alpha", is_alpha},
                                             {"blank", is_blank},
                                             {"cntrl", is_cntrl},
                                             {"digit", is_digit},
                                             {"graph", is_graph},
                                             {"lower", is_lower},
                                             {"print", is_print},
                                             {"punct", is_punct},
                                             {"space", is_space},
                                             {"upper", is_upper},
                                             {"xdigit", is_xdigit}}};

/// Of the letters in the set, both cases.
Set in_both_cases(Set set) {
  for (std::size_t c = number('A'); c <= number('Z'); ++c) {
    const std::size_t lower = c + 32;
    if (set[c] || set[lower]) set.set(c).set(lower);
  }
  return set;
}

}  // namespace

class Wildcard::Compiler {
 public:
  Compiler(std::string_view pattern, bool ignores_case, std::vector<Step>& steps)
      : pattern_(pattern), ignores_case_(ignores_case), steps_(steps) {}

  /// Whether the pattern is sound.
  bool run() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == '*') {
        add_stars();
      } else if (c == '[') {
        if (!add_bracket()) return false;
      } else if (c == '?') {
        ++at_;
        add_one(Set().set());
        steps_.back().set.reset(number('/'));
      } else {
        if (c == '\\' && ++at_ == pattern_.size()) return false;
        add_one(Set().set(number(pattern_[at_++])));
      }
    }
    return true;
  }

 private:
  void add_one(const Set& set) {
    steps_.push_back({Step::Kind::One, ignores_case_ ? in_both_cases(set) : set});
  }

  void add_stars() {
    const std::size_t begin = at_;
    while (at_ < pattern_.size() && pattern_[at_] == '*') ++at_;
    const std::string_view rest = pattern_.substr(at_);
    const bool stands_alone = at_ - begin > 1 && (begin == 0 || pattern_[begin - 1] == '/') &&
                              (rest.empty() || rest.starts_with('/') || rest.starts_with("\\/"));
    if (!stands_alone) {
      steps_.push_back({Step::Kind::Star, {}});
    } else if (rest.starts_with('/')) {
      ++at_;
      steps_.push_back({Step::Kind::MaybeInto, {}});
      steps_.push_back({Step::Kind::AnyFolders, {}});
    } else {
      steps_.push_back({Step::Kind::Any, {}});
    }
  }

  /// `[…]`, read as git reads it: `]` first is a member, `-` at an end too.
  bool add_bracket() {
    ++at_;
    const bool is_negated = at_ < pattern_.size() && (pattern_[at_] == '!' || pattern_[at_] == '^');
    if (is_negated) ++at_;
    Set set;
    std::optional<char> previous;
    do {
      if (at_ >= pattern_.size() || !add_member(set, previous)) return false;
      if (++at_ >= pattern_.size()) return false;
    } while (pattern_[at_] != ']');
    ++at_;
    if (ignores_case_) set = in_both_cases(set);
    if (is_negated) set.flip();
    set.reset(number('/'));
    steps_.push_back({Step::Kind::One, set});
    return true;
  }

  /// Leaves `at_` on the member's last byte. `previous` is what a range may start with.
  bool add_member(Set& set, std::optional<char>& previous) {
    const std::string_view rest = pattern_.substr(at_);
    if (rest[0] == '-' && previous && rest.size() > 1 && rest[1] != ']') {
      ++at_;
      const auto last = literal();
      if (!last) return false;
      for (std::size_t c = number(*previous); c <= number(*last); ++c) set.set(c);
      previous.reset();
      return true;
    }
    if (rest.starts_with("[:")) {
      const std::size_t close = pattern_.find(']', at_ + 2);
      if (close == std::string_view::npos) return false;
      if (close > at_ + 2 && pattern_[close - 1] == ':') {
        previous.reset();
        const std::string_view name = pattern_.substr(at_ + 2, close - at_ - 3);
        at_ = close;
        return add_class(set, name);
      }
    }
    const auto c = literal();
    if (!c) return false;
    set.set(number(*c));
    previous = c;
    return true;
  }

  static bool add_class(Set& set, std::string_view name) {
    for (const auto& [known, holds] : kClasses) {
      if (known != name) continue;
      for (std::size_t c = 0; c < set.size(); ++c) {
        if (holds(c)) set.set(c);
      }
      return true;
    }
    return false;
  }

  /// The byte here, or behind a backslash.
  std::optional<char> literal() {
    if (pattern_[at_] == '\\' && ++at_ >= pattern_.size()) return std::nullopt;
    return pattern_[at_];
  }

  std::string_view pattern_;
  bool ignores_case_;
  std::vector<Step>& steps_;
  std::size_t at_ = 0;
};

Wildcard::Wildcard(std::string_view pattern, bool ignores_case)
    : is_broken_(!Compiler(pattern, ignores_case, steps_).run()) {}

/// Marks a step, and those behind it that need no byte.
void Wildcard::reach(std::vector<char>& at, std::size_t step) const {
  while (at[step] == 0) {
    at[step] = 1;
    if (step == steps_.size()) return;
    const Step::Kind kind = steps_[step].kind;
    if (kind == Step::Kind::One || kind == Step::Kind::AnyFolders) return;
    if (kind == Step::Kind::MaybeInto) at[++step] = 1;
    ++step;
  }
}

bool Wildcard::stays(const Step& step, char c) {
  return step.kind == Step::Kind::Any || step.kind == Step::Kind::AnyFolders ||
         (step.kind == Step::Kind::Star && c != '/');
}

bool Wildcard::passes(const Step& step, char c) {
  return (step.kind == Step::Kind::One && step.set[number(c)]) ||
         (step.kind == Step::Kind::AnyFolders && c == '/');
}

bool Wildcard::matches(std::string_view text) const {
  if (is_broken_) return false;
  std::vector<char> at(steps_.size() + 1, 0);
  std::vector<char> next(steps_.size() + 1, 0);
  reach(at, 0);
  for (const char c : text) {
    std::ranges::fill(next, 0);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (at[i] != 0 && stays(steps_[i], c)) reach(next, i);
      if (at[i] != 0 && passes(steps_[i], c)) reach(next, i + 1);
    }
    at.swap(next);
  }
  return at[steps_.size()] != 0;
}

}  // namespace accessdrift
