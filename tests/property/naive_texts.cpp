#include "naive_texts.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "naive_condition.h"
#include "naive_spellings.h"
#include "random.h"

namespace accessdrift::naive {
namespace {

constexpr std::size_t kMostLetters = 7;

/// The runs of characters of a pattern that stand for themselves, or nearly.
std::vector<std::string> pieces_of(const std::string& pattern) {
  std::vector<std::string> pieces{""};
  for (const char c : pattern) {
    if (std::string_view("^$*+?(){}[]|").find(c) != std::string_view::npos) {
      pieces.emplace_back();
    } else if (c != '\\') {
      pieces.back() += c;
    }
  }
  return pieces;
}

class Tried {
 public:
  explicit Tried(const std::vector<TextUse>& uses) : answers_(uses) {
    std::set<std::string> words;
    for (const TextUse& use : uses) {
      words.insert(use.texts.begin(), use.texts.end());
      if (use.operators.contains(Operator::Size)) sizes_.insert(use.sizes.begin(), use.sizes.end());
      for (const std::string& pattern : use.patterns) {
        for (const std::string& piece : pieces_of(pattern)) words.insert(piece);
      }
    }
    words_.assign(words.begin(), words.end());
    for (const std::string& word : words_) {
      for (const char c : word) {
        if (letters_.size() < kMostLetters && letters_.find(c) == std::string::npos) letters_ += c;
      }
    }
    const bool orders = std::ranges::any_of(uses, [](const TextUse& use) {
      return std::ranges::any_of(use.operators, [](Operator op) {
        return op >= Operator::Less && op <= Operator::GreaterOrEqual;
      });
    });
    const bool has_dots = std::ranges::any_of(uses, [](const TextUse& use) {
      return std::ranges::any_of(use.patterns, [](const std::string& pattern) {
        return pattern.find('.') != std::string::npos;
      });
    });
    if (has_dots) letters_ += '\n';  // no dot matches it
    // Before and behind what words are made of, where order matters.
    for (const char c : std::string_view(orders ? "b0A!~" : "b0A")) {
      if (letters_.find(c) == std::string::npos) letters_ += c;
    }
  }

  std::set<std::string> chosen() {
    add("none of them");
    for (const std::string& word : words_) around(word);
    for (const std::string& word : words_) parts(word);
    for (const std::int64_t size : sizes_) of_size(size);
    for (const TextUse& use : answers_.uses()) {
      for (const std::string& pattern : use.patterns) spelled(pattern);
    }
    short_texts();
    random_texts();
    std::set<std::string> all;
    for (const auto& [answers, text] : by_answers_) all.insert(text);
    return all;
  }

 private:
  void around(const std::string& word) {
    add(word);
    for (const std::string& other : words_) {
      add(word + other);
      add(letters_.back() + word + other);
      add(word + other + letters_.back());
      for (const char c : letters_) add(word + c + other);
    }
    for (const char c : letters_) {
      add(c + word);
      add(word + c);
      for (const char d : letters_) add(c + word + d);
    }
  }

  void spelled(const std::string& pattern) {
    constexpr int kSpellings = 24;
    for (const std::string& text : spellings_of(pattern, kSpellings)) {
      add(text);
      for (const char c : letters_) {
        add(c + text);
        add(text + c);
      }
      for (const std::string& word : words_) {
        add(word + text);
        add(text + word);
        for (const char c : letters_) add(text + c + word);
      }
    }
  }

  void parts(const std::string& word) {
    for (std::size_t begin = 0; begin < word.size(); ++begin) {
      for (std::size_t count = 1; begin + count <= word.size(); ++count)
        add(word.substr(begin, count));
    }
  }

  void of_size(std::int64_t size) {
    for (std::int64_t near = size - 1; near <= size + 1; ++near) {
      if (near < 0 || near > 400) continue;
      for (const char c : letters_) add(std::string(static_cast<std::size_t>(near), c));
      for (const std::string& word : words_) {
        const auto length = static_cast<std::int64_t>(word.size());
        if (length > near) continue;
        const std::string rest(static_cast<std::size_t>(near - length), letters_.back());
        add(word + rest);
        add(rest + word);
      }
    }
  }

  void short_texts() {
    std::vector<std::string> last{""};
    for (int length = 0; length <= 3; ++length) {
      std::vector<std::string> next;
      for (const std::string& text : last) {
        add(text);
        for (const char c : letters_) next.push_back(text + c);
      }
      last = std::move(next);
    }
  }

  void random_texts() {
    property::Random random(letters_.size());
    for (int i = 0; i < 400; ++i) {
      std::string text;
      for (std::size_t parts = random.between(2, 6); parts > 0; --parts) {
        const bool is_word = !words_.empty() && random.chance(25);
        text +=
            is_word ? random.pick(words_) : std::string(1, letters_[random.below(letters_.size())]);
      }
      add(text);
    }
  }

  void add(const std::string& text) {
    if (tried_.insert(text).second) by_answers_.try_emplace(answers_.about(text), text);
  }

  TextAnswers answers_;
  std::set<std::int64_t> sizes_;
  std::vector<std::string> words_;
  std::string letters_;
  std::unordered_set<std::string> tried_;
  std::unordered_map<std::vector<bool>, std::string> by_answers_;
};

}  // namespace

TextAnswers::TextAnswers(std::vector<TextUse> uses) : uses_(std::move(uses)) {
  for (const TextUse& use : uses_) {
    const auto has = [&](Operator op) { return use.operators.contains(op); };
    Asked asked;
    asked.order = has(Operator::Less) || has(Operator::LessOrEqual) || has(Operator::Greater) ||
                  has(Operator::GreaterOrEqual);
    asked.equality =
        asked.order || has(Operator::Equal) || has(Operator::NotEqual) || has(Operator::In);
    asked.start = has(Operator::StartsWith);
    asked.end = has(Operator::EndsWith);
    asked.inside = has(Operator::Contains);
    asked.size = has(Operator::Size);
    asked_.push_back(asked);
    constants_.insert(use.texts.begin(), use.texts.end());
    has_patterns_ |= !use.patterns.empty();
  }
}

std::vector<bool> TextAnswers::about(const std::string& text) const {
  std::vector<bool> answers;
  append(text, answers);
  return answers;
}

void TextAnswers::append(const std::string& text, std::vector<bool>& answers) const {
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    const TextUse& use = uses_[i];
    const Asked& asked = asked_[i];
    const auto search = [&](const std::string& in, const std::string& wanted) {
      if (asked.start) answers.push_back(in.starts_with(wanted));
      if (asked.end) answers.push_back(in.ends_with(wanted));
      if (asked.inside) answers.push_back(in.find(wanted) != std::string::npos);
    };
    for (const std::string& other : use.texts) {
      if (asked.equality) answers.push_back(text == other);
      if (asked.order) answers.push_back(text < other);
      search(text, other);
      if (use.is_searched_for) search(other, text);
    }
    for (const std::string& pattern : use.patterns) answers.push_back(finds_pattern(text, pattern));
    if (!asked.size) continue;
    const std::int64_t size = count_code_points(text);
    for (const std::int64_t limit : use.sizes)
      answers.insert(answers.end(), {size<limit, size> limit});
  }
}

/// As long as a text stands in a constant it may come to be one, or lie before one in their order.
/// Of one that does not only its end can matter, with which a constant may begin.
std::string TextAnswers::undecided(const std::string& text) const {
  const auto stands_in = [&](const std::string& constant) {
    return constant.find(text) != std::string::npos;
  };
  if (has_patterns_ || std::ranges::any_of(constants_, stands_in)) return "whole " + text;
  const auto begins_one = [&](std::string_view end) {
    return std::ranges::any_of(constants_,
                               [&](const std::string& c) { return c.starts_with(end); });
  };
  std::size_t begin = 0;
  while (begin < text.size() && !begins_one(std::string_view(text).substr(begin))) ++begin;
  const bool is_measured = std::ranges::any_of(asked_, &Asked::size);
  const std::string size = is_measured ? std::to_string(count_code_points(text)) : "";
  return size + " " + text.substr(begin);
}

std::set<std::string> texts_of_each_use(const std::vector<TextUse>& uses) {
  constexpr std::size_t kMostKept = 1000;
  static std::map<std::vector<TextUse>, std::set<std::string>> known;
  if (known.size() > kMostKept) known.clear();
  const auto [at, is_new] = known.try_emplace(uses);
  if (is_new) at->second = Tried(uses).chosen();
  return at->second;
}

}  // namespace accessdrift::naive
