#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/url/pattern.h"

namespace accessdrift {

/// URLs of a target with one owner in every mixture.
struct UrlKind {
  Url example;
  std::vector<std::string> patterns;  ///< that can tell the owner, the most specific one first
  friend auto operator<=>(const UrlKind&, const UrlKind&) = default;
};

/// What a target that is asked for by URL can lead to, whichever edits are applied.
struct TargetUrls {
  std::vector<UrlKind> kinds;         ///< all of its URLs, each list of patterns once
  std::vector<std::string> patterns;  ///< of all kinds, sorted
  std::vector<Name> resources;        ///< that have them, on either side, ascending
};

/// Finds them. Of the patterns over a URL the most specific one tells its owner, so those behind
/// the first one that no edit adds or removes never do.
class TargetUrlFinder {
 public:
  explicit TargetUrlFinder(const Comparison& comparison);

  /// Nothing where a limit was hit. REQUIRES: the target is asked for by URL. Cost: its examples ×
  /// the edited patterns; × all of them where the owners' patterns are edited on both sides.
  [[nodiscard]] std::optional<TargetUrls> find(const Target& target) const;

 private:
  [[nodiscard]] std::vector<const UrlPattern*> telling(const UrlSpace::Example& example) const;
  [[nodiscard]] bool is_edited(const UrlPattern& pattern) const {
    return edited_.contains(pattern);
  }
  void add_resources_of(const UrlPattern& pattern, std::set<Name>& resources) const;

  const Comparison& comparison_;
  std::set<UrlPattern> edited_;
};

/// Who owns a URL of a mixture, none if nobody does. Cost: linear in its patterns.
[[nodiscard]] ResourceIndex owner_in(const Snapshot& mixture, const Url& url);

}  // namespace accessdrift
