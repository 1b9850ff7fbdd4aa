#include "naive_spellings.h"

#include <algorithm>

#include "random.h"

namespace accessdrift::naive {
namespace {

/// Spells while it reads; the patterns of the tests nest a few levels only.
class Speller {
 public:
  Speller(const std::string& pattern, property::Random& random)
      : pattern_(pattern), random_(random) {}

  std::string alternatives() {
    std::vector<std::string> all{sequence()};
    while (take('|')) all.push_back(sequence());
    return random_.pick(all);
  }

 private:
  [[nodiscard]] bool is_at(char c) const { return at_ < pattern_.size() && pattern_[at_] == c; }
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }
  char next() { return at_ < pattern_.size() ? pattern_[at_++] : 'a'; }

  std::string sequence() {
    std::string text;
    while (at_ < pattern_.size() && !is_at('|') && !is_at(')')) {
      const std::size_t begin = at_;
      std::string one = atom();
      const std::size_t behind = at_;
      const std::size_t times = repeats();
      const std::size_t end = at_;
      for (std::size_t i = 0; i < times; ++i) {
        text += one;
        at_ = begin;
        one = atom();
      }
      at_ = std::max(end, behind);
    }
    return text;
  }

  std::string atom() {
    const char c = next();
    if (c == '(') return group();
    if (c == '[') return one_of_class();
    if (c == '\\') return escaped();
    if (c == '^' || c == '$') return {};
    if (c == '.') return std::string(1, random_.pick(std::vector<char>{'a', 'b', '/', 'x'}));
    return std::string(1, c);
  }

  std::string group() {
    if (take('?')) {
      while (at_ < pattern_.size() && !is_at(':') && !is_at(')')) ++at_;
      if (!take(':')) {
        take(')');
        return {};
      }
    }
    std::string text = alternatives();
    take(')');
    return text;
  }

  std::string escaped() {
    const char c = next();
    if (c == 'b') return {};
    if (c == 'd') return "0";
    return std::string(1, c == 'w' ? 'a' : c);
  }

  std::string one_of_class() {
    const bool is_negated = take('^');
    std::string letters;
    while (at_ < pattern_.size() && (letters.empty() || !is_at(']'))) {
      if (is_at('[')) {  // [:digit:]
        at_ = pattern_.find(":]", at_);
        at_ = at_ == std::string::npos ? pattern_.size() : at_ + 2;
        letters += '0';
      } else {
        letters += next();
      }
    }
    take(']');
    if (!is_negated) return std::string(1, letters[random_.below(letters.size())]);
    std::string others;
    for (const char c : std::string("ab/x.")) {
      if (letters.find(c) == std::string::npos) others += c;
    }
    return std::string(1, others.empty() ? 'y' : others[random_.below(others.size())]);
  }

  std::size_t repeats() {
    std::size_t times = 1;
    if (take('*')) times = random_.below(3);
    if (take('+')) times = random_.between(1, 3);
    if (take('?')) times = random_.below(2);
    if (!take('{')) return times;
    std::size_t least = 0;
    while (at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9')
      least = least * 10 + static_cast<std::size_t>(next() - '0');
    while (at_ < pattern_.size() && !take('}')) ++at_;
    return least;
  }

  const std::string& pattern_;
  property::Random& random_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> spellings_of(const std::string& pattern, int count) {
  property::Random random(pattern.size());
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) all.push_back(Speller(pattern, random).alternatives());
  return all;
}

}  // namespace accessdrift::naive
