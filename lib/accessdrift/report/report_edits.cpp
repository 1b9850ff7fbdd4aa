#include "accessdrift/report/report_edits.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/base/digest.h"
#include "accessdrift/report/edit_lines.h"
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

/// The first few lines of a place.
std::vector<SourceLine> lines_of(const std::optional<Edit::Side>& side) {
  constexpr std::uint32_t kMostLines = 4;
  std::vector<SourceLine> lines;
  if (!side || !side->span.is_known()) return lines;
  const Span& span = side->span;
  const std::uint32_t first = span.start().line;
  const std::uint32_t last =
      span.text->locate(std::max(span.place.begin, std::max(span.place.end, 1U) - 1)).line;
  for (std::uint32_t line = first; line <= last && line < first + kMostLines; ++line)
    lines.push_back({line, std::string(span.text->line(line))});
  return lines;
}

/// What readers of other systems' files make besides what these say.
class ImpliedThings {
 public:
  explicit ImpliedThings(const Snapshot& snapshot) {
    for (const DeclarationsPointer& file : snapshot.files)
      if (!file->is_native()) foreign_.insert(file->text.get());
    for (const auto& [policy, file] : snapshot.policies)
      if (policy->is_implied) policies_.emplace(snapshot.text(policy->id));
  }

  [[nodiscard]] bool is_foreign(const Span& span) const { return foreign_.contains(span.text); }
  [[nodiscard]] bool has(const FactKey& key, const Span& span) const {
    if (!is_foreign(span)) return false;
    switch (key.thing) {
      case Thing::Policy:
        return policies_.contains(key.id);
      case Thing::Context:
      case Thing::Attribute:
      case Thing::Network:
      case Thing::Condition:
        return true;
      default:
        return false;
    }
  }

 private:
  std::set<const SourceText*> foreign_;
  std::set<std::string, std::less<>> policies_;
};

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
  if (edit.key.field.empty()) made.rule = edit.rule;
  const Span& seen = seen_span(edit);
  if (seen.is_known()) made.seen_at = region_of(seen);
  return made;
}

void mark_implied(const Comparison& comparison, std::vector<ReportEdit>& reported) {
  const ImpliedThings before(*comparison.before), after(*comparison.after);
  std::set<std::string> rules;  // where policies are told
  for (std::size_t e = 0; e < reported.size(); ++e) {
    const Edit& edit = comparison.edits[e];
    const ImpliedThings& side = edit.after ? after : before;
    const Span& span = edit.after ? edit.after->span : edit.before->span;
    reported[e].is_implied = side.has(edit.key, span);
    const bool is_whole = edit.key.thing == Thing::Policy && edit.key.field.empty();
    if (!is_whole || reported[e].is_implied || !side.is_foreign(span)) continue;
    const bool is_new = rules.insert(edit_place(reported[e])).second;
    reported[e].is_implied = !is_new && !edit.rule.empty();
  }
  for (std::size_t e = 0; e < reported.size(); ++e) {
    const FactKey& key = comparison.edits[e].key;
    if (key.thing == Thing::Set && key.field.empty() && rules.contains(edit_place(reported[e])))
      reported[e].is_implied = true;
  }
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

void add_source_lines(const std::vector<Edit>& edits, std::vector<ReportEdit>& reported) {
  for (std::size_t e = 0; e < edits.size(); ++e) {
    reported[e].lines_before = lines_of(edits[e].before);
    reported[e].lines_after = lines_of(edits[e].after);
  }
}

}  // namespace accessdrift
