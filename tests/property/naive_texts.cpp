#include "naive_texts.h"

#include <map>
#include <string_view>
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
  explicit Tried(const std::vector<TextUse>& uses) : uses_(uses) {
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
    for (const char c : std::string_view("b0A")) {
      if (letters_.find(c) == std::string::npos) letters_ += c;
    }
  }

  std::set<std::string> chosen() {
    add("none of them");
    for (const std::string& word : words_) around(word);
    for (const std::string& word : words_) parts(word);
    for (const std::int64_t size : sizes_) of_size(size);
    for (const TextUse& use : uses_) {
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

  void add(const std::string& text) { by_answers_.try_emplace(answers(text), text); }

  [[nodiscard]] std::vector<bool> answers(const std::string& text) const {
    std::vector<bool> all;
    for (const TextUse& use : uses_) append_answers(use, text, all);
    return all;
  }

  static void append_answers(const TextUse& use, const std::string& text, std::vector<bool>& all) {
    const auto has = [&](Operator op) { return use.operators.contains(op); };
    const bool is_ordered = has(Operator::Less) || has(Operator::LessOrEqual) ||
                            has(Operator::Greater) || has(Operator::GreaterOrEqual);
    const bool is_compared =
        is_ordered || has(Operator::Equal) || has(Operator::NotEqual) || has(Operator::In);
    for (const std::string& other : use.texts) {
      if (is_compared) all.push_back(text == other);
      if (is_ordered) all.push_back(text < other);
      const auto add_search = [&](const std::string& in, const std::string& wanted) {
        if (has(Operator::StartsWith)) all.push_back(in.starts_with(wanted));
        if (has(Operator::EndsWith)) all.push_back(in.ends_with(wanted));
        if (has(Operator::Contains)) all.push_back(in.find(wanted) != std::string::npos);
      };
      add_search(text, other);
      if (use.is_searched_for) add_search(other, text);
    }
    for (const std::string& pattern : use.patterns) all.push_back(finds_pattern(text, pattern));
    if (!has(Operator::Size)) return;
    const std::int64_t size = count_code_points(text);
    for (const std::int64_t asked : use.sizes) all.insert(all.end(), {size<asked, size> asked});
  }

  const std::vector<TextUse>& uses_;
  std::set<std::int64_t> sizes_;
  std::vector<std::string> words_;
  std::string letters_;
  std::map<std::vector<bool>, std::string> by_answers_;
};

}  // namespace

std::set<std::string> texts_of_each_use(const std::vector<TextUse>& uses) {
  return Tried(uses).chosen();
}

}  // namespace accessdrift::naive
