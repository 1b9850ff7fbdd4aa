#include "naive_addresses.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "naive_texts.h"

namespace accessdrift::naive {
namespace {

constexpr std::size_t kMostSegments = 5;
constexpr std::size_t kMostBesideNearWord = 4;
/// Words that stand nowhere else.
constexpr std::string_view kOther = "q";

bool is_word(const std::string& text) {
  return !text.empty() &&
         std::ranges::all_of(text,
                             [](char c) {
                               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                      c == '-' || c == '.';
                             }) &&
         text != "." && text != "..";
}

/// Of labels that neither are empty nor have a hyphen at an end.
bool is_host(const std::string& text) {
  const std::string labels = "." + text + ".";
  return is_word(text) && std::ranges::all_of(std::vector{"..", ".-", "-."}, [&](const char* end) {
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

std::set<std::string> texts_of(const std::vector<TextUse>& uses) {
  std::set<std::string> texts;
  for (const TextUse& use : uses) texts.insert(use.texts.begin(), use.texts.end());
  return texts;
}

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
    try_all("", false);
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

  /// With at most one word that is only near to others.
  void try_all(const std::string& path, bool has_near_word) {
    add_here(path);
    const std::size_t most = has_near_word ? kMostBesideNearWord : kMostSegments;
    if (segments_.size() >= std::min(2 * longest_ + 1, most)) return;
    const auto try_word = [&](const std::string& word, bool is_near) {
      segments_.push_back(word);
      try_all(path + "/" + word, has_near_word || is_near);
      segments_.pop_back();
    };
    for (const std::string& word : words_) try_word(word, false);
    if (has_near_word || segments_.size() >= kMostBesideNearWord) return;
    for (const std::string& word : near_words_) try_word(word, true);
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

std::set<std::string> hosts_to_try(const std::vector<const UrlPattern*>& patterns,
                                   const std::vector<TextUse>& uses) {
  std::set<std::string> tried;
  for (const UrlPattern* pattern : patterns)
    tried.insert({pattern->host, std::string(kOther) + "." + pattern->host});
  const std::set<std::string> texts = texts_of(uses);
  std::set<std::string> words = texts;  // one text or two that run together
  for (const std::string& text : texts) {
    for (const std::string& other : texts) words.insert(text + other);
  }
  for (const std::string& word : words) {
    tried.insert({word, std::string(kOther) + word, std::string(kOther) + "." + word});
    for (const UrlPattern* pattern : patterns)
      tried.insert({word + "." + pattern->host, word + pattern->host});
  }
  std::erase_if(tried, [&](const std::string& host) {
    return !is_host(host) || std::ranges::none_of(patterns, [&](const UrlPattern* pattern) {
      return covers_host(*pattern, host);
    });
  });
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
