#include "naive_addresses.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "naive_spellings.h"
#include "naive_texts.h"
#include "random.h"

namespace accessdrift::naive {
namespace {

/// Of one path.
constexpr std::size_t kMostConstants = 2;
constexpr std::size_t kMostSegments = 7;
/// Of paths that are tried, with no constant, with one, and with two.
constexpr double kMostPaths = 16'000;
/// Words that stand nowhere else.
constexpr std::string_view kOther = "q";

bool is_word(const std::string& text) {
  const auto is_in_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  return !text.empty() && text != "." && text != ".." && std::ranges::all_of(text, is_in_word);
}

/// Of labels in small letters that neither are empty nor have a hyphen at an end.
bool is_host(const std::string& text) {
  const std::string labels = "." + text + ".";
  const bool has_capitals = std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_word(text) && !has_capitals &&
         std::ranges::all_of(std::vector{"..", ".-", "-."}, [&](const char* end) {
           return labels.find(end) == std::string::npos;
         });
}

bool is_method(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<TextUse> uses_of(const std::vector<const Snapshot*>& snapshots,
                             const std::string& attribute) {
  std::vector<TextUse> all;
  for (const Snapshot* snapshot : snapshots) {
    for (TextUse& use : text_uses(*snapshot, attribute)) {
      if (std::ranges::count(all, use) == 0) all.push_back(std::move(use));
    }
  }
  return all;
}

/// Constants, and what patterns spell.
std::set<std::string> texts_of(const std::vector<TextUse>& uses) {
  constexpr int kSpellings = 16;
  std::set<std::string> texts;
  for (const TextUse& use : uses) {
    texts.insert(use.texts.begin(), use.texts.end());
    for (const std::string& pattern : use.patterns) {
      for (std::string& text : spellings_of(pattern, kSpellings)) texts.insert(std::move(text));
    }
  }
  return texts;
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
    for (const std::string& text : texts_of(answers.uses())) add_constant(text);
    add_joined();
    for (std::size_t constants = 0; constants <= kMostConstants; ++constants)
      most_segments_[constants] = most_segments(constants);
  }

  std::set<std::string> chosen() {
    try_all("", 0);
    if (constants_.size() > 2) try_random();
    std::set<std::string> all;
    for (const auto& [kind, paths] : by_kind_) all.insert({paths.first, paths.second});
    return all;
  }

 private:
  using Segments = std::vector<std::string>;

  /// What the text consists of, and where it is only a part of a path, longer words in its place.
  void add_constant(const std::string& text) {
    const std::string other(kOther);
    Segments words = segments_of(text);
    if (words.empty() || !std::ranges::all_of(words, is_word)) return;
    longest_ = std::max(longest_, words.size());
    if (words.size() > 1 || !words_.contains(words.front())) constants_.insert(words);
    if (words.size() == 1 && text.back() != '/') plain_.insert(words.front());
    if (text.back() != '/') {
      words.back() += other;
      constants_.insert(words);
    }
    if (text.front() != '/') {
      words = segments_of(text);
      words.front() = other + words.front();
      constants_.insert(words);
    }
  }

  /// One word that has many in it.
  void add_joined() {
    std::string all;
    for (const std::string& word : plain_) {
      for (const std::string& next : plain_) {
        if (word < next) constants_.insert({word + next});
      }
      all += word;
    }
    if (plain_.size() > 2) constants_.insert({all});
  }

  /// As many as are wanted, or as there is time for.
  [[nodiscard]] std::size_t most_segments(std::size_t constants) const {
    const auto words = static_cast<double>(words_.size());
    const auto others = static_cast<double>(constants_.size());
    double paths = 1;  // of so many segments, all of them constants at first
    for (std::size_t i = 0; i < constants; ++i) paths *= others;
    std::size_t segments = constants;
    while (segments < std::min(2 * longest_ + 1, kMostSegments)) {
      const auto longer = static_cast<double>(segments + 1);
      paths *= words * longer / (longer - static_cast<double>(constants));
      if (paths > kMostPaths) break;
      ++segments;
    }
    return segments;
  }

  void try_all(const std::string& path, std::size_t constants) {
    add_with_slash(path);
    for (const std::string& word : words_) try_more(path, {word}, constants);
    if (constants == kMostConstants) return;
    for (const Segments& constant : constants_) try_more(path, constant, constants + 1);
  }

  void try_more(const std::string& path, const Segments& more, std::size_t constants) {
    const std::size_t size = segments_.size();
    if (size + more.size() > most_segments_[constants]) return;
    segments_.insert(segments_.end(), more.begin(), more.end());
    std::string longer = path;
    for (const std::string& word : more) longer += "/" + word;
    try_all(longer, constants);
    segments_.resize(size);
  }

  /// Some pattern with anything in the place of its wildcards, and anything behind it.
  void try_random() {
    constexpr int kTries = 2500;
    property::Random random(constants_.size());
    std::vector<Segments> parts(constants_.begin(), constants_.end());
    for (const std::string& word : words_) parts.push_back({word});
    const auto some_parts = [&](std::size_t count) {
      for (; count > 0; --count) {
        const Segments& part = random.pick(parts);
        segments_.insert(segments_.end(), part.begin(), part.end());
      }
    };
    for (int i = 0; i < kTries; ++i) {
      for (const PatternSegment& segment : random.pick(patterns_)->segments) {
        if (segment.kind == PatternSegment::Kind::Text) segments_.push_back(segment.text);
        if (segment.kind == PatternSegment::Kind::Any) some_parts(1);
        if (segment.kind == PatternSegment::Kind::Across) some_parts(random.below(4));
      }
      some_parts(random.below(4));
      std::string path;
      for (const std::string& word : segments_) path += "/" + word;
      add_with_slash(path);
      segments_.clear();
    }
  }

  /// And without one.
  void add_with_slash(const std::string& path) {
    std::vector<bool> covered;
    for (const UrlPattern* pattern : patterns_) covered.push_back(covers_path(*pattern, segments_));
    add(path + "/", covered);
    if (!segments_.empty()) add(path, covered);
  }

  void add(const std::string& path, std::vector<bool> kind) {
    answers_.append(path, kind);
    const auto [known, is_new] = by_kind_.try_emplace(std::move(kind), path, path);
    if (!is_new) known->second.second = path;
  }

  const TextAnswers& answers_;
  std::vector<const UrlPattern*> patterns_;
  std::set<std::string> words_;   ///< of patterns
  std::set<std::string> plain_;   ///< constants of one word
  std::set<Segments> constants_;  ///< of conditions only
  std::size_t longest_ = 0;       ///< pattern or constant, in segments
  std::array<std::size_t, kMostConstants + 1> most_segments_{};
  Segments segments_;
  std::unordered_map<std::vector<bool>, std::pair<std::string, std::string>> by_kind_;
};

std::set<std::string> hosts_to_try(const std::vector<const UrlPattern*>& patterns,
                                   const std::vector<TextUse>& uses) {
  const std::string other(kOther);
  std::set<std::string> tried;
  for (const UrlPattern* pattern : patterns) tried.insert(other + "." + pattern->host);
  for (const std::string& text : texts_of(uses)) {
    tried.insert({text, other + text, other + "." + text});
    for (const std::string& next : texts_of(uses)) tried.insert({text + next, text + other + next});
    for (const UrlPattern* pattern : patterns) {
      for (const std::string& label : {text, text + other, other + text})
        tried.insert({label + "." + pattern->host, label + pattern->host});
    }
  }
  std::erase_if(tried, [](const std::string& host) { return !is_host(host); });
  for (const UrlPattern* pattern : patterns) tried.insert(pattern->host);
  return tried;
}

std::vector<const UrlPattern*> patterns_of(const Side& before, const Side& after) {
  std::vector<const UrlPattern*> patterns;
  for (const Side* side : {&before, &after}) {
    for (const Thing& thing : side->things) {
      for (const UrlPattern& pattern : thing.urls) patterns.push_back(&pattern);
    }
  }
  return patterns;
}

}  // namespace

std::vector<OwnedAddress> representative_addresses(const Side& before,
                                                   const Snapshot& snapshot_before,
                                                   const Side& after,
                                                   const Snapshot& snapshot_after) {
  const std::vector<const UrlPattern*> patterns = patterns_of(before, after);
  if (patterns.empty()) return {};
  const std::vector<const Snapshot*> snapshots{&snapshot_before, &snapshot_after};
  const TextAnswers of_hosts(uses_of(snapshots, "request.host"));
  const TextAnswers of_paths(uses_of(snapshots, "request.path"));
  const std::set<std::string> paths = Paths(patterns, of_paths).chosen();
  std::set<std::pair<std::string, std::uint16_t>> schemes;
  for (const UrlPattern* pattern : patterns) schemes.emplace(pattern->scheme, pattern->port);

  using Kind = std::tuple<std::vector<Side::Route>, std::vector<Side::Route>, std::vector<bool>,
                          std::vector<bool>>;
  std::map<Kind, std::vector<Address>> by_kind;
  for (const auto& [scheme, port] : schemes) {
    for (const std::string& host : hosts_to_try(patterns, of_hosts.uses())) {
      for (const std::string& path : paths) {
        const Address address{scheme, host, port, path};
        const std::vector<Side::Route> was = before.routes(address);
        const std::vector<Side::Route> is = after.routes(address);
        if (was.empty() && is.empty()) continue;
        by_kind[{was, is, of_hosts.about(host), of_paths.about(path)}].push_back(address);
      }
    }
  }
  const auto owner = [](const std::vector<Side::Route>& routes) {
    return routes.empty() ? std::nullopt : std::optional(routes.front().thing);
  };
  std::vector<OwnedAddress> all;
  for (const auto& [kind, addresses] : by_kind) {
    const auto& [was, is, of_host, of_path] = kind;
    all.push_back({addresses.front(), owner(was), owner(is)});
    if (addresses.size() > 1) all.push_back({addresses.back(), owner(was), owner(is)});
  }
  return all;
}

std::set<std::string> representative_methods(const Side& before, const Snapshot& snapshot_before,
                                             const Side& after, const Snapshot& snapshot_after) {
  std::set<std::string> methods{"TRACE"};
  for (const Side* side : {&before, &after}) {
    for (const Thing& thing : side->things) {
      for (const auto& [method, action] : thing.methods) methods.insert(method);
    }
  }
  for (const std::string& text :
       texts_of(uses_of({&snapshot_before, &snapshot_after}, "request.method"))) {
    if (is_method(text)) methods.insert(text);
  }
  return methods;
}

}  // namespace accessdrift::naive
