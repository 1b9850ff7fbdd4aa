#include "accessdrift/url/overlap.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace accessdrift {
namespace {

using Kind = PatternSegment::Kind;
using Segments = std::span<const PatternSegment>;

constexpr std::string_view kAnyText = "x";

std::string_view example_text(const PatternSegment& segment) {
  return segment.kind == Kind::Text ? std::string_view(segment.text) : kAnyText;
}

/// Breadth first over how far the two paths have been matched by the same segments.
class PathSearch {
 public:
  PathSearch(Segments a, Segments b)
      : a_(a), b_(b), came_from_((a.size() + 1) * (b.size() + 1), kUnseen) {}

  /// A path within both, nothing if there is none.
  [[nodiscard]] std::optional<std::string> run() {
    reach({0, 0}, 0);
    for (std::size_t next = 0; next < queue_.size(); ++next) {
      const Place place = queue_[next];
      // What follows the last segment is free, so the rest of the other pattern fits.
      if (place.a == a_.size() || place.b == b_.size()) return path_through(place);
      leave(place);
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t kUnseen = static_cast<std::size_t>(-1);
  struct Place {
    std::size_t a = 0;
    std::size_t b = 0;
  };

  [[nodiscard]] std::size_t number_of(Place place) const {
    return place.a * (b_.size() + 1) + place.b;
  }
  [[nodiscard]] Place place_of(std::size_t number) const {
    return {number / (b_.size() + 1), number % (b_.size() + 1)};
  }

  void reach(Place place, std::size_t from) {
    std::size_t& came_from = came_from_[number_of(place)];
    if (came_from != kUnseen) return;
    came_from = from;
    queue_.push_back(place);
  }

  void leave(Place place) {
    const PatternSegment& a = a_[place.a];
    const PatternSegment& b = b_[place.b];
    const std::size_t from = number_of(place);
    // Either `**` ends, or it takes the segment that the other pattern asks for.
    if (a.kind == Kind::Across || b.kind == Kind::Across) {
      reach({place.a + 1, place.b}, from);
      reach({place.a, place.b + 1}, from);
    } else if (a.kind == Kind::Any || b.kind == Kind::Any || a.text == b.text) {
      reach({place.a + 1, place.b + 1}, from);
    }
  }

  /// The segment of the URL that leads from one place to the next; empty if none was needed.
  [[nodiscard]] std::string_view segment_between(Place from, Place to) const {
    const PatternSegment& a = a_[from.a];
    const PatternSegment& b = b_[from.b];
    if (to.a != from.a && to.b != from.b) return example_text(a.kind == Kind::Text ? a : b);
    const PatternSegment& moved = to.a != from.a ? a : b;
    return moved.kind == Kind::Across ? std::string_view{} : example_text(moved);
  }

  [[nodiscard]] std::string path_through(Place last) const {
    std::vector<std::string_view> segments;
    for (std::size_t to = number_of(last); to != 0; to = came_from_[to]) {
      segments.push_back(segment_between(place_of(came_from_[to]), place_of(to)));
    }
    std::ranges::reverse(segments);
    for (const PatternSegment& rest : a_.subspan(last.a)) append_rest(segments, rest);
    for (const PatternSegment& rest : b_.subspan(last.b)) append_rest(segments, rest);

    std::string path;
    for (const std::string_view segment : segments) {
      if (!segment.empty()) path.append(1, '/').append(segment);
    }
    return path.empty() ? "/" : path;
  }

  static void append_rest(std::vector<std::string_view>& segments, const PatternSegment& rest) {
    if (rest.kind != Kind::Across) segments.push_back(example_text(rest));
  }

  Segments a_;
  Segments b_;
  std::vector<std::size_t> came_from_;
  std::vector<Place> queue_;
};

/// An exact host lies in `*.` of its parent; two `*.` meet only if they are one.
std::optional<std::string> common_host(const UrlPattern& a, const UrlPattern& b) {
  if (a.has_any_label == b.has_any_label) {
    if (a.host != b.host) return std::nullopt;
    return a.has_any_label ? std::string(kAnyText) + '.' + a.host : a.host;
  }
  const UrlPattern& exact = a.has_any_label ? b : a;
  const UrlPattern& any = a.has_any_label ? a : b;
  const std::size_t dot = exact.host.find('.');
  if (dot == std::string::npos || exact.host.substr(dot + 1) != any.host) return std::nullopt;
  return exact.host;
}

}  // namespace

std::optional<Url> overlap(const UrlPattern& a, const UrlPattern& b) {
  if (a.scheme != b.scheme || a.port != b.port) return std::nullopt;
  auto host = common_host(a, b);
  if (!host) return std::nullopt;
  auto path = PathSearch(a.segments, b.segments).run();
  if (!path) return std::nullopt;
  return Url{a.scheme, std::move(*host), a.port, std::move(*path)};
}

std::optional<Url> tie(const UrlPattern& a, const UrlPattern& b) {
  if (compare_specificity(a, b) != 0) return std::nullopt;
  return overlap(a, b);
}

}  // namespace accessdrift
