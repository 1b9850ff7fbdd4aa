#include "accessdrift/load/side_problems.h"

#include <algorithm>
#include <compare>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace accessdrift {
namespace {

/// By place, code and message: diagnostics that are equal but for their notes.
bool comes_before(const Diagnostic& a, const Diagnostic& b) {
  const auto order = compare_spans(a.span, b.span);
  if (order != std::strong_ordering::equal) return order == std::strong_ordering::less;
  return std::tie(a.code, a.message) < std::tie(b.code, b.message);
}

/// Says of which side a problem is, if the other one does not share it.
void name_side(Diagnostics& diagnostics, const Diagnostics& others, std::string_view which,
               const Side& side) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (std::ranges::binary_search(others, diagnostic, comes_before)) continue;
    diagnostic.notes.push_back({{}, "on the " + std::string(which) + " side, `" + side.spec + "`"});
  }
}

}  // namespace

void append(Diagnostics& all, Diagnostics more) {
  std::ranges::move(more, std::back_inserter(all));
}

void take_warnings(Diagnostics& diagnostics, Diagnostics& warnings) {
  const auto rest = std::ranges::stable_partition(
      diagnostics, [](const Diagnostic& one) { return one.severity == Severity::Error; });
  std::ranges::move(rest, std::back_inserter(warnings));
  diagnostics.erase(rest.begin(), rest.end());
  sort_diagnostics(warnings);
}

Diagnostics merged(Diagnostics before, Diagnostics after, const Sides& sides) {
  std::ranges::sort(before, comes_before);
  std::ranges::sort(after, comes_before);
  const Diagnostics only_places = before;
  name_side(before, after, "before", sides.before);
  name_side(after, only_places, "after", sides.after);
  append(before, std::move(after));
  sort_diagnostics(before);
  return before;
}

}  // namespace accessdrift
