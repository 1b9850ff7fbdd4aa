#include "naive_addresses.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "naive_gathered.h"
#include "naive_paths.h"

namespace accessdrift::naive {
namespace {

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
  const std::set<std::string> paths = representative_paths(patterns, of_paths);
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
