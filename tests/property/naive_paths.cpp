#include "naive_paths.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "naive_urls.h"

namespace accessdrift::naive {
namespace {

constexpr std::size_t kMostSegments = 5;
constexpr std::size_t kMostBesideNearWord = 4;

/// The words of the texts that are asked for so.
std::set<std::string> words_of(const std::vector<TextUse>& uses,
                               const std::set<Operator>& operators) {
  std::set<std::string> words;
  for (const TextUse& use : uses) {
    const bool asks =
        std::ranges::any_of(operators, [&](Operator op) { return use.operators.contains(op); });
    for (const std::string& text : use.texts) {
      for (const std::string& word : segments_of(text)) {
        if (asks && is_word(word)) words.insert(word);
      }
    }
  }
  return words;
}

/// Tries paths, and keeps two of each kind: the first and the last.
class Paths {
 public:
  Paths(const std::vector<const UrlPattern*>& patterns, const TextAnswers& answers)
      : answers_(answers) {
    words_.emplace(kOther);
    std::set<std::vector<PatternSegment>> seen;
    for (const UrlPattern* pattern : patterns) {
      if (!seen.insert(pattern->segments).second) continue;
      patterns_.push_back(pattern);
      longest_ = std::max(longest_, pattern->segments.size());
      for (const PatternSegment& segment : pattern->segments) {
        if (segment.kind == PatternSegment::Kind::Text) words_.insert(segment.text);
      }
    }
    for (const std::string& text : texts_of(answers.uses())) {
      const std::vector<std::string> words = segments_of(text);
      longest_ = std::max(longest_, words.size());
      for (const std::string& word : words) {
        if (!is_word(word)) continue;
        words_.insert(word);
        near_words_.insert({word + std::string(kOther), std::string(kOther) + word});
      }
    }
    // A segment that starts as one text asks and holds what another one does.
    for (const std::string& start : words_of(answers.uses(), {Operator::StartsWith})) {
      for (const std::string& part :
           words_of(answers.uses(), {Operator::Contains, Operator::EndsWith}))
        near_words_.insert(start + part);
    }
  }

  std::set<std::string> chosen() {
    try_all();
    for (const UrlPattern* pattern : patterns_) try_beside_texts(*pattern);
    for (const UrlPattern* pattern : patterns_) {
      for (const UrlPattern* other : patterns_) try_both(*pattern, *other);
    }
    segments_.clear();
    std::set<std::string> all;
    for (const auto& [kind, paths] : by_kind_) all.insert({paths.first, paths.second});
    return all;
  }

 private:
  /// However long, with nothing across.
  static std::string path_of(const UrlPattern& pattern) {
    std::string path;
    for (const PatternSegment& segment : pattern.segments) {
      if (segment.kind == PatternSegment::Kind::Across) continue;
      const bool is_text = segment.kind == PatternSegment::Kind::Text;
      path += "/" + (is_text ? segment.text : std::string(kOther));
    }
    return path;
  }

  /// A path of the pattern before and behind what one text asks for or two do.
  void try_beside_texts(const UrlPattern& pattern) {
    const std::string path = path_of(pattern);
    const std::set<std::string> texts = texts_of(answers_.uses());
    for (const std::string& text : texts) {
      for (const std::string& longer : {path + text, path + "/" + text, text + path}) {
        try_longer(longer);
        for (const std::string& other : texts) try_longer(longer + other);
      }
    }
    segments_.clear();
  }

  /// A path of one pattern behind one of the other, and that before and behind what a text asks
  /// for.
  void try_both(const UrlPattern& pattern, const UrlPattern& other) {
    const std::string path = path_of(pattern) + path_of(other);
    try_longer(path);
    for (const std::string& text : texts_of(answers_.uses())) {
      for (const std::string& longer :
           {path + text, text + path, text + std::string(kOther) + path})
        try_longer(longer);
    }
  }

  void try_longer(const std::string& path) {
    segments_ = segments_of(path);
    const bool is_path = path.starts_with("/") && path.find("//") == std::string::npos;
    if (is_path && std::ranges::all_of(segments_, is_word)) add_here(path);
  }

  /// With and without a slash at the end.
  void add_here(std::string path) {
    if (path.ends_with("/")) path.pop_back();
    std::vector<bool> covered;
    for (const UrlPattern* pattern : patterns_) covered.push_back(covers_path(*pattern, segments_));
    add(path + "/", covered);
    if (!segments_.empty()) add(path, covered);
  }

  /// Words with which a path starts, by their numbers.
  struct Start {
    std::vector<std::size_t> words;
    std::string path;
  };
  /// Starts of as many words that go on alike, whatever follows.
  struct Alike {
    bool has_near_word = false;
    std::vector<PatternPlaces> places;  ///< by pattern
    std::vector<bool> answers;
    std::string undecided;
    friend auto operator<=>(const Alike&, const Alike&) = default;
  };
  using Starts = std::map<Alike, std::pair<Start, Start>>;  ///< the first and the last

  /// All paths of few words, at most one of which is only near to others: but for those that start
  /// alike as an earlier and a later one do, since they are neither the first nor the last of a
  /// kind.
  void try_all() {
    std::map<std::vector<std::size_t>, std::string> tried;
    Alike at_root;
    for (const UrlPattern* pattern : patterns_) at_root.places.push_back(begin_of(*pattern));
    Starts starts{{at_root, {}}};
    for (std::size_t words = 0; !starts.empty(); ++words) {
      Starts longer;
      for (const auto& [alike, ends] : starts) {
        for (const Start& start : {ends.first, ends.second}) tried[start.words] = start.path;
        add_longer(words, alike, ends, longer);
      }
      starts = std::move(longer);
    }
    for (const auto& [words, path] : tried) {
      segments_ = segments_of(path);
      add_here(path);
    }
  }

  void add_longer(std::size_t words, const Alike& alike, const std::pair<Start, Start>& ends,
                  Starts& longer) const {
    const std::size_t most = alike.has_near_word ? kMostBesideNearWord : kMostSegments;
    if (words >= std::min(2 * longest_ + 1, most)) return;
    std::size_t number = 0;
    for (const std::string& word : words_) add_longer(alike, ends, word, number++, longer);
    if (alike.has_near_word || words >= kMostBesideNearWord) return;
    for (const std::string& word : near_words_) add_longer(alike, ends, word, number++, longer);
  }

  void add_longer(const Alike& alike, const std::pair<Start, Start>& ends, const std::string& word,
                  std::size_t number, Starts& longer) const {
    const auto with_word = [&](Start start) {
      start.words.push_back(number);
      start.path += "/" + word;
      return start;
    };
    Start first = with_word(ends.first);
    Start last = with_word(ends.second);
    Alike next;
    next.has_near_word = alike.has_near_word || number >= words_.size();
    for (std::size_t i = 0; i < patterns_.size(); ++i)
      next.places.push_back(places_behind(*patterns_[i], alike.places[i], word));
    answers_.append(first.path, next.answers);
    next.undecided = answers_.undecided(first.path);
    const auto [known, is_new] = longer.try_emplace(std::move(next), first, last);
    if (is_new) return;
    auto& [known_first, known_last] = known->second;
    if (first.words < known_first.words) known_first = std::move(first);
    if (known_last.words < last.words) known_last = std::move(last);
  }

  void add(const std::string& path, std::vector<bool> kind) {
    answers_.append(path, kind);
    const auto [known, is_new] = by_kind_.try_emplace(std::move(kind), path, path);
    if (!is_new) known->second.second = path;
  }

  std::vector<const UrlPattern*> patterns_;
  const TextAnswers& answers_;
  std::set<std::string> words_;
  std::set<std::string> near_words_;
  std::size_t longest_ = 0;  ///< pattern or constant, in segments
  std::vector<std::string> segments_;
  std::unordered_map<std::vector<bool>, std::pair<std::string, std::string>> by_kind_;
};

}  // namespace

bool is_word(const std::string& text) {
  return !text.empty() &&
         std::ranges::all_of(text,
                             [](char c) {
                               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                      c == '-' || c == '.';
                             }) &&
         text != "." && text != "..";
}

std::set<std::string> texts_of(const std::vector<TextUse>& uses) {
  std::set<std::string> texts;
  for (const TextUse& use : uses) texts.insert(use.texts.begin(), use.texts.end());
  return texts;
}

std::set<std::string> representative_paths(const std::vector<const UrlPattern*>& patterns,
                                           const TextAnswers& answers) {
  return Paths(patterns, answers).chosen();
}

}  // namespace accessdrift::naive
