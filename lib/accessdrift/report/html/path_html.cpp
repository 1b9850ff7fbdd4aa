#include "accessdrift/report/html/path_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "accessdrift/report/html/markup.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

// One of them is the identity.
constexpr std::size_t kStopsInFront = 8;
constexpr std::size_t kStopsBehind = 10;

std::pair<char, std::string_view> kind_of(Stop::Kind kind) {
  switch (kind) {
    case Stop::Kind::Identity:
      return {'i', "identity"};
    case Stop::Kind::Class:
      return {'c', "whoever is"};
    case Stop::Kind::Domain:
      return {'d', "domain"};
    case Stop::Kind::Group:
      return {'g', "group"};
    case Stop::Kind::Allow:
      return {'p', "policy"};
    case Stop::Kind::Deny:
      return {'n', "policy that denies"};
    case Stop::Kind::Resource:
      return {'r', "resource"};
    case Stop::Kind::Url:
      break;
  }
  return {'u', "URL"};
}

ShownStop shown_stop(const Stop& stop, std::string_view resource) {
  const auto [kind, word] = kind_of(stop.kind);
  const bool is_end = stop.kind == Stop::Kind::Resource && stop.name == resource;
  return {kind, std::string(word), is_end ? std::string() : shown_name(stop.name), stop.is_cut,
          stop.is_changed};
}

/// `first` to before `last` as one.
ShownStop folded(const std::vector<Stop>& stops, std::size_t first, std::size_t last) {
  const bool is_cut = std::any_of(stops.begin() + static_cast<std::ptrdiff_t>(first),
                                  stops.begin() + static_cast<std::ptrdiff_t>(last),
                                  [](const Stop& stop) { return stop.is_cut; });
  return {'f', "groups", "+" + grouped(last - first), is_cut, false};
}

std::string link_html(const ShownStop& stop, std::string_view side) {
  const std::string_view cut = side == "now" ? "new" : "cut";
  if (!stop.is_cut) return tag("span", "<i> then </i>", "link");
  return tag("span", "<i> then, </i>" + text_tag("b", cut) + "<i>, </i>", "link cut");
}

std::string box_html(const ShownStop& stop, std::string_view end) {
  const std::string_view name = stop.name.empty() ? end : std::string_view(stop.name);
  std::string box = text_tag("small", stop.is_changed ? stop.word + ", edited" : stop.word) + " " +
                    text_tag("span", name);
  return tag("span", box, fmt::format("stop {}{}", stop.kind, stop.is_changed ? " changed" : ""));
}

std::string stops_html(const PathText& path, const SidePath& side, std::string_view title) {
  const ShownStop identity{'i', "identity", shown_name(path.identity), false, false};
  std::string stops = tag("li", box_html(identity, {}));
  const std::string end = shown_name(path.resource);
  for (const ShownStop& stop : shown_stops(side, path.resource))
    stops += tag("li", link_html(stop, title) + box_html(stop, end));
  return tag("ol", stops);
}

std::string side_html(const PathText& path, const SidePath& side, std::string_view title) {
  std::string outcome = side.allows ? "allowed" : "denied";
  if (side.stops.empty()) outcome += ": " + no_path_text(side);
  std::string out = text_tag("b", title) + " " + text_tag("span", outcome) + " ";
  if (!side.stops.empty()) out += stops_html(path, side, title);
  if (side.others > 0)
    out +=
        text_tag("span", "and " + counted(side.others, "other policy", "other policies"), "others");
  return tag("div", out, "path");
}

}  // namespace

std::vector<ShownStop> shown_stops(const SidePath& path, std::string_view resource) {
  std::vector<ShownStop> shown;
  const std::size_t size = path.stops.size();
  const bool is_folded = size > 2 + kStopsInFront + kStopsBehind;
  const std::size_t first = is_folded ? 1 + kStopsInFront : size;
  const std::size_t last = is_folded ? size - kStopsBehind : size;
  for (std::size_t i = 1; i < size; ++i) {
    if (i == first) shown.push_back(folded(path.stops, first, last));
    if (i < first || i >= last) shown.push_back(shown_stop(path.stops[i], resource));
  }
  return shown;
}

std::string no_path_text(const SidePath& path) {
  if (path.gate.empty()) return "no policy allows it";
  return fmt::format("policy {} has to allow it and does not", shown_name(path.gate));
}

std::string path_html(const PathText& path) {
  return "<figure class=\"paths\">" +
         text_tag("figcaption", fmt::format("Path from {} to {}, for the request of the example",
                                            shown_name(path.identity), shown_name(path.resource))) +
         side_html(path, path.before, "before") + side_html(path, path.after, "now") + "</figure>";
}

}  // namespace accessdrift
