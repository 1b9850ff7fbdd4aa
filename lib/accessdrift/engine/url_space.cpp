#include "accessdrift/engine/url_space.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "accessdrift/engine/url_cuts.h"

namespace accessdrift {
namespace {

/// A word that is none of these.
std::string fresh_word(const std::set<std::string, std::less<>>& taken) {
  std::string word = "any";
  for (std::size_t n = 2; taken.contains(word); ++n) word = "any" + std::to_string(n);
  return word;
}

/// Likewise of at most so many bytes: where not even one is short enough, the shortest.
std::string fresh_label(const std::set<std::string, std::less<>>& taken, std::size_t room) {
  std::string word = fresh_word(taken);
  for (char c = 'a'; c <= 'z' && word.size() > room; ++c) {
    if (!taken.contains(std::string(1, c))) word = std::string(1, c);
  }
  for (char c = '0'; c <= '9' && word.size() > room; ++c) {
    if (!taken.contains(std::string(1, c))) word = std::string(1, c);
  }
  return word;
}

/// What conditions test an attribute for.
std::vector<TextTest> tests_of(const Universe& universe, std::string_view attribute) {
  const Universe::Attribute* const found = universe.find(attribute);
  const bool has_texts = found != nullptr && found->values && found->values->strings().count > 0;
  return has_texts ? found->values->texts().exact() : std::vector<TextTest>();
}

}  // namespace

UrlSpace::UrlSpace(const Snapshot& before, const Snapshot& after, Universe& universe)
    : before_(before),
      after_(after),
      universe_(universe),
      routing_before_(before),
      routing_after_(after) {
  for (const Snapshot* const side : {&before, &after}) {
    for (const Snapshot::Route& route : side->routes) {
      const UrlPattern& pattern = route.url->pattern;
      origins_[{pattern.scheme, pattern.port, pattern.host, pattern.has_any_label}];
      for (const PatternSegment& segment : pattern.segments) segment_texts_.insert(segment.text);
    }
  }
  collect_routes(before, &Sides::before);
  collect_routes(after, &Sides::after);
  find_parts();
}

/// A host has the patterns of its own, and those of `*.` and its parent.
void UrlSpace::collect_routes(const Snapshot& side, Routes Sides::*routes) {
  std::map<Origin, Routes> own;
  for (std::uint32_t i = 0; i < side.routes.size(); ++i) {
    const UrlPattern& pattern = side.routes[i].url->pattern;
    own[{pattern.scheme, pattern.port, pattern.host, pattern.has_any_label}].push_back(i);
  }
  for (auto& [origin, sides] : origins_) {
    Routes& all = sides.*routes;
    if (const auto found = own.find(origin); found != own.end()) all = found->second;
    const std::size_t dot = origin.host.find('.');
    if (origin.has_any_label || dot == std::string::npos) continue;
    const auto above = own.find({origin.scheme, origin.port, origin.host.substr(dot + 1), true});
    if (above != own.end()) all.insert(all.end(), above->second.begin(), above->second.end());
    std::ranges::sort(all);
  }
}

void UrlSpace::find_parts() {
  const std::string segment = fresh_word(segment_texts_);
  for (const auto& [origin, sides] : origins_) {
    if (has_equal_sides(sides)) {
      add_own_parts(origin, sides, segment);
      continue;
    }
    const Cut& made = cut(origin);
    if (made.is_limited) {
      add_limited(sides);
      continue;
    }
    for (const Cell& cell : made.cells) add_part({&origin, cell.before, cell.after, cell.path});
  }
  for (auto& [owners, parts] : parts_) owners_.push_back(owners);
  owners_.insert(owners_.end(), limited_.begin(), limited_.end());
  std::ranges::sort(owners_);
  const auto repeated = std::ranges::unique(owners_);
  owners_.erase(repeated.begin(), repeated.end());
}

/// Every pattern has URLs that no more specific one matches: those with words that stand nowhere in
/// the place of its wildcards.
void UrlSpace::add_own_parts(const Origin& origin, const Sides& sides, const std::string& segment) {
  const auto is_own = [&](const UrlPattern& one) {
    return one.host == origin.host && one.has_any_label == origin.has_any_label;
  };
  for (std::size_t i = 0; i < sides.before.size(); ++i) {
    const UrlPattern& own = pattern(before_, sides.before[i]);
    if (!is_own(own)) continue;
    std::string path;
    for (const PatternSegment& one : own.segments) {
      if (one.kind == PatternSegment::Kind::Across) continue;
      path += '/' + (one.kind == PatternSegment::Kind::Any ? segment : one.text);
    }
    const auto there = std::ranges::find_if(
        sides.after, [&](std::uint32_t route) { return pattern(after_, route) == own; });
    add_part({&origin, sides.before[i], *there, path.empty() ? "/" : path});
  }
}

void UrlSpace::add_part(Part part) {
  const UrlOwners owners = owners_of(part.before, part.after);
  if (owners == UrlOwners{}) return;
  std::vector<Part>& parts = parts_[owners];
  const bool is_known = std::ranges::any_of(parts, [&](const Part& known) {
    return known.origin == part.origin && known.before == part.before && known.after == part.after;
  });
  if (!is_known) parts.push_back(std::move(part));
}

void UrlSpace::add_limited(const Sides& sides) {
  const auto add = [&](const Snapshot& side, const Routes& routes) {
    for (const std::uint32_t route : routes) {
      const Name id = side.resources[side.routes[route].resource.index()]->id;
      limited_.push_back({before_.resource_by_name.find(id), after_.resource_by_name.find(id)});
    }
  };
  add(before_, sides.before);
  add(after_, sides.after);
}

bool UrlSpace::has_equal_sides(const Sides& sides) const {
  const auto patterns = [](const Snapshot& side, const Routes& routes) {
    std::vector<UrlPattern> all;
    all.reserve(routes.size());
    for (const std::uint32_t route : routes) all.push_back(pattern(side, route));
    std::ranges::sort(all);
    return all;
  };
  return patterns(before_, sides.before) == patterns(after_, sides.after);
}

const UrlSpace::Cut& UrlSpace::cut(const Origin& origin) {
  const auto [at, is_new] = cuts_.try_emplace(origin);
  if (!is_new) return at->second;
  cut_origin(origin, at->second);
  return at->second;
}

void UrlSpace::cut_origin(const Origin& origin, Cut& made) {
  const Sides& sides = origins_.at(origin);
  std::vector<const UrlPattern*> patterns;
  for (const std::uint32_t route : sides.before) patterns.push_back(&pattern(before_, route));
  for (const std::uint32_t route : sides.after) patterns.push_back(&pattern(after_, route));
  TextCut paths = cut_paths(patterns, tests_of(universe_, kPath), kMostStates);
  TextCut hosts{{origin.host}, false};
  if (origin.has_any_label) {
    std::vector<std::string_view> named;
    for (const auto& [other, routes] : origins_) {
      const bool is_alike = other.scheme == origin.scheme && other.port == origin.port;
      if (is_alike && !other.has_any_label) named.push_back(other.host);
    }
    hosts = cut_subdomains(origin.host, named, tests_of(universe_, kHost), kMostStates);
  }
  made.is_limited = paths.is_limited || hosts.is_limited || hosts.examples.empty();
  if (made.is_limited) return;
  made.hosts = std::move(hosts.examples);
  for (std::string& path : paths.examples) {
    const Url url{origin.scheme, made.hosts.front(), origin.port, std::move(path)};
    if (to_text(url).size() > kMostUrlBytes) continue;  // no request has it
    made.cells.push_back({routing_before_.route(url), routing_after_.route(url), url.path});
  }
}

UrlOwners UrlSpace::owners_of(std::optional<std::uint32_t> before,
                              std::optional<std::uint32_t> after) const {
  return {before ? before_.routes[*before].resource : ResourceIndex{},
          after ? after_.routes[*after].resource : ResourceIndex{}};
}

bool UrlSpace::is_limited(const UrlOwners& owners) const {
  const auto is_one = [](ResourceIndex one, ResourceIndex other) {
    return !one.is_none() && one == other;
  };
  return std::ranges::any_of(limited_, [&](const UrlOwners& limited) {
    return is_one(owners.before, limited.before) || is_one(owners.after, limited.after);
  });
}

/// Of the patterns that tell the owners; of a part that has some owner.
const UrlPattern& UrlSpace::more_specific(const Part& part) const {
  if (!part.before) return pattern(after_, *part.after);
  const UrlPattern& before = pattern(before_, *part.before);
  if (!part.after) return before;
  const UrlPattern& after = pattern(after_, *part.after);
  return compare_specificity(before, after) > 0 ? before : after;
}

std::vector<std::string> UrlSpace::patterns(const UrlOwners& owners) const {
  std::set<std::string> texts;
  const auto found = parts_.find(owners);
  if (found == parts_.end()) return {};
  for (const Part& part : found->second) {
    texts.insert(to_text(more_specific(part)));
  }
  return {texts.begin(), texts.end()};
}

std::vector<UrlSpace::Example> UrlSpace::examples(const UrlOwners& owners) const {
  std::vector<Example> all;
  const auto found = parts_.find(owners);
  if (found == parts_.end()) return all;
  const auto add = [&](const Origin& origin, const std::string& host, const auto& one) {
    all.push_back({{origin.scheme, host, origin.port, one.path}, {one.before, one.after}});
  };
  std::set<const Origin*> met;
  for (const Part& part : found->second) {
    const auto made = cuts_.find(*part.origin);
    if (made == cuts_.end()) {
      add(*part.origin, host_of(*part.origin), part);
      continue;
    }
    if (!met.insert(part.origin).second) continue;
    for (const Cell& cell : made->second.cells) {
      if (owners_of(cell.before, cell.after) == owners)
        add(*part.origin, made->second.hosts.front(), cell);
    }
  }
  return all;
}

/// Whether URLs of the origin may belong to these.
bool UrlSpace::may_own(const Sides& sides, const UrlOwners& owners) const {
  const auto owns = [](const Snapshot& side, const Routes& routes, ResourceIndex resource) {
    return resource.is_none() || std::ranges::any_of(routes, [&](std::uint32_t route) {
             return side.routes[route].resource == resource;
           });
  };
  return owns(before_, sides.before, owners.before) && owns(after_, sides.after, owners.after);
}

Region UrlSpace::where(const UrlOwners& owners, const UrlReads& reads) {
  if (!reads.host && !reads.path) return universe_.care();
  Diagrams& diagrams = universe_.diagrams();
  Region all = Diagrams::never();
  for (const auto& [origin, sides] : origins_) {
    if (!may_own(sides, owners)) continue;
    const Cut& made = cut(origin);
    if (made.is_limited) {
      diagrams.exhaust();
      return Diagrams::never();
    }
    all = diagrams.unite(all, where_in(origin, made, owners, reads));
  }
  return all;
}

/// Likewise, of the URLs of one origin.
Region UrlSpace::where_in(const Origin& origin, const Cut& made, const UrlOwners& owners,
                          const UrlReads& reads) {
  Diagrams& diagrams = universe_.diagrams();
  std::vector<std::string> paths;
  for (const Cell& cell : made.cells) {
    if (owners_of(cell.before, cell.after) == owners) paths.push_back(cell.path);
  }
  if (paths.empty()) return Diagrams::never();
  Region region = universe_.care();
  if (reads.path) region = diagrams.intersect(region, where_any(kPath, paths));
  if (!reads.host) return region;
  const Region hosts = origin.has_any_label ? where_any(kHost, made.hosts)
                                            : universe_.told(kHost, Told::present(origin.host));
  return diagrams.intersect(region, hosts);
}

Region UrlSpace::where_any(std::string_view attribute, const std::vector<std::string>& texts) {
  const Universe::Attribute* const found = universe_.find(attribute);
  if (found == nullptr) return universe_.care();
  std::vector<bool> inside(universe_.levels()[found->first].examples.size(), false);
  for (const std::string& text : texts)
    inside[*universe_.cell_of(found->first, Told::present(text))] = true;
  return universe_.diagrams().intersect(universe_.diagrams().cells(found->first, inside),
                                        universe_.care());
}

bool UrlSpace::is_alike(std::string_view attribute, const std::string& text,
                        const RequestAttributes& like) const {
  const Universe::Attribute* const found = universe_.find(attribute);
  const auto told = like.find(attribute);
  return found == nullptr || told == like.end() ||
         universe_.cell_of(found->first, told->second) ==
             universe_.cell_of(found->first, Told::present(text));
}

std::optional<Url> UrlSpace::example(const UrlOwners& owners, const UrlReads& reads,
                                     const RequestAttributes& like) {
  if (!reads.host && !reads.path) {
    const auto found = parts_.find(owners);
    if (found == parts_.end()) return std::nullopt;
    const Part& part = found->second.front();
    return Url{part.origin->scheme, host_of(*part.origin), part.origin->port, part.path};
  }
  for (const auto& [origin, sides] : origins_) {
    if (!may_own(sides, owners)) continue;
    const Cut& made = cut(origin);
    const auto path = std::ranges::find_if(made.cells, [&](const Cell& cell) {
      return owners_of(cell.before, cell.after) == owners &&
             (!reads.path || is_alike(kPath, cell.path, like));
    });
    const auto host = std::ranges::find_if(made.hosts, [&](const std::string& one) {
      return !reads.host || is_alike(kHost, one, like);
    });
    if (path != made.cells.end() && host != made.hosts.end())
      return Url{origin.scheme, *host, origin.port, path->path};
  }
  return std::nullopt;
}

/// A host of the origin that no pattern names.
std::string UrlSpace::host_of(const Origin& origin) const {
  if (!origin.has_any_label) return origin.host;
  std::set<std::string, std::less<>> labels;
  for (const auto& [other, sides] : origins_)
    labels.insert(other.host.substr(0, other.host.find('.')));
  const std::size_t room = kMostHostBytes - 1 - origin.host.size();
  return fresh_label(labels, room) + '.' + origin.host;
}

}  // namespace accessdrift
