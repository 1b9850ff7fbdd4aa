#include "accessdrift/report/report_edits.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "accessdrift/base/digest.h"
#include "accessdrift/report/line_hash.h"

namespace accessdrift {
namespace {

constexpr std::size_t kDigitsOfEdit = 16;

std::optional<PlaceText> place_text(const std::optional<Edit::Side>& side) {
  if (!side || !side->span.is_known()) return std::nullopt;
  return place_text(side->span);
}

ReportRegion region_of(const Span& span) {
  const LineColumn end = span.text->locate(std::max(span.place.begin, span.place.end));
  return {place_text(span), end.line, end.column};
}

/// What a reader of the after side sees of it.
const Span& seen_span(const Edit& edit) { return edit.after ? edit.after->span : edit.seam; }

}  // namespace

ReportEdit report_edit(const Edit& edit) {
  Digest digest;
  for (const std::string_view field :
       {to_text(edit.key.thing), std::string_view(edit.key.id), std::string_view(edit.key.field),
        std::string_view(edit.key.item)}) {
    digest.add(field);
  }
  for (const auto* side : {&edit.before, &edit.after}) {
    digest.add(*side ? "present" : "absent");
    digest.add(*side ? std::string_view((*side)->value) : std::string_view());
  }
  ReportEdit made{"ade1:" + digest.hex(kDigitsOfEdit), edit.what, place_text(edit.before),
                  place_text(edit.after)};
  const Span& seen = seen_span(edit);
  if (seen.is_known()) made.seen_at = region_of(seen);
  return made;
}

void add_line_hashes(const std::vector<Edit>& edits, std::vector<ReportEdit>& reported) {
  std::map<const SourceText*, LineHashes> by_text;
  for (std::size_t e = 0; e < edits.size(); ++e) {
    if (!reported[e].seen_at) continue;
    const SourceText* const text = seen_span(edits[e]).text;
    const auto hashes = by_text.try_emplace(text, text->bytes()).first;
    ReportRegion& region = *reported[e].seen_at;
    region.line_hash = hashes->second.of(region.start.line);
  }
}

}  // namespace accessdrift
