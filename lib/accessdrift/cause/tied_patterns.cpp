#include "accessdrift/cause/tied_patterns.h"

#include <algorithm>
#include <map>
#include <utility>

#include "accessdrift/cause/edited_patterns.h"
#include "accessdrift/url/overlap.h"
#include "accessdrift/url/pattern.h"
#include "accessdrift/url/tree.h"

namespace accessdrift {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// A pattern of URLs, and the edit that it comes or goes with.
struct EditedPattern {
  const UrlPattern* pattern = nullptr;
  std::uint32_t edit = 0;
  bool comes = false;
};
/// Those that can tie: of other hosts none, and without wildcards only equal ones.
struct EditedPatterns {
  std::vector<EditedPattern> wild;
  std::map<UrlPattern, std::vector<EditedPattern>> plain;
};
using OriginAndReach = std::pair<UrlTree::Origin, UrlSpecificity>;

bool is_plain(const UrlPattern& pattern) {
  return std::ranges::all_of(pattern.segments, [](const PatternSegment& segment) {
    return segment.kind == PatternSegment::Kind::Text;
  });
}

void add_ties(const std::vector<EditedPattern>& some, const std::vector<EditedPattern>& others,
              Pairs& pairs) {
  for (const EditedPattern& one : some) {
    for (const EditedPattern& other : others) {
      if (one.comes != other.comes && tie(*one.pattern, *other.pattern))
        pairs.emplace_back(one.edit, other.edit);
    }
  }
}

}  // namespace

Pairs tied_patterns(const std::vector<Edit>& edits, const Snapshot& before, const Snapshot& after) {
  std::vector<std::vector<UrlPattern>> of_edits;  // on which places look
  of_edits.reserve(edits.size());
  for (const Edit& edit : edits) of_edits.push_back(edited_patterns(edit, before, after));
  std::map<OriginAndReach, EditedPatterns> by_place;
  for (std::uint32_t i = 0; i < edits.size(); ++i) {
    for (const UrlPattern& one : of_edits[i]) {
      EditedPatterns& there = by_place[{origin_of(one), specificity_of(one)}];
      std::vector<EditedPattern>& like = is_plain(one) ? there.plain[one] : there.wild;
      like.push_back({&one, i, edits[i].after.has_value()});
    }
  }
  Pairs pairs;
  for (const auto& [place, there] : by_place) {
    for (const auto& [pattern, same] : there.plain) {
      add_ties(same, same, pairs);
      add_ties(same, there.wild, pairs);
    }
    add_ties(there.wild, there.wild, pairs);
  }
  return pairs;
}

}  // namespace accessdrift
