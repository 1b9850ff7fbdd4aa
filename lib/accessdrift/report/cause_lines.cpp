#include "accessdrift/report/cause_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/joined_cause.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/origin_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kEditsShown = 4;
constexpr std::size_t kSetsShown = 4;
constexpr std::size_t kWordWidth = 9;
constexpr std::string_view kAnd = "  and";
constexpr std::string_view kWith = "  with";

class CauseBlock {
 public:
  CauseBlock(const Report& report, const ReportCause& cause, bool expand)
      : report_(report), cause_(cause), expand_(expand) {}

  std::vector<CauseLine> lines() {
    if (cause_.because.size() > 1) {
      const std::size_t shown =
          expand_ ? cause_.because.size() : std::min(cause_.because.size(), kSetsShown);
      for (std::size_t i = 0; i < shown; ++i)
        add_set(cause_.because[i], i == 0 ? "either" : "  or");
      if (shown < cause_.because.size())
        add_sentence("or " + counted(cause_.because.size() - shown, "other", "others"));
    } else {
      add_only_set(cause_.because.front());
    }
    if (cause_.has_more) add_sentence("others exist");
    if (!cause_.is_complete) add_sentence("more causes not searched");
    const bool is_said =
        cause_.because.size() == 1 && cause_.because.front().edits == cause_.undo.edits;
    if (!is_said) add_set(cause_.undo, "undo");
    return std::move(lines_);
  }

 private:
  void add_only_set(const ReportEditSet& set) {
    if (set.edits.size() == 1) return add_set(set, "because");
    lines_.push_back({set.edits.size() == 2
                          ? std::string("needs both: each alone changes nothing")
                          : fmt::format("needs all {}: fewer change nothing", set.edits.size()),
                      {},
                      {}});
    add_set(set, "");
  }

  void add_set(const ReportEditSet& set, std::string word) {
    const bool is_whole = word.empty();
    const std::size_t shown = expand_ ? set.edits.size() : std::min(set.edits.size(), kEditsShown);
    for (std::size_t i = 0; i < shown; ++i) {
      add_edit(set.edits[i], word);
      word = is_whole ? std::string() : std::string(kAnd);
    }
    if (shown < set.edits.size())
      add_sentence("and " + counted(set.edits.size() - shown, "more edit", "more edits"));
    const std::vector<std::size_t> elsewhere =
        expand_ ? set.prerequisites : prerequisites_elsewhere(set);
    const std::size_t needed = expand_ ? elsewhere.size() : std::min(elsewhere.size(), kEditsShown);
    for (std::size_t i = 0; i < needed; ++i) add_edit(elsewhere[i], std::string(kWith));
    if (needed < elsewhere.size())
      add_sentence("with " + counted(elsewhere.size() - needed, "more edit", "more edits"));
  }

  /// What one line of a file says twice is told once.
  [[nodiscard]] std::vector<std::size_t> prerequisites_elsewhere(const ReportEditSet& set) const {
    std::vector<std::size_t> found;
    for (const std::size_t needed : set.prerequisites) {
      const bool is_told = std::ranges::any_of(set.edits, [&](std::size_t edit) {
        return shows(report_.edits[edit], report_.edits[needed]);
      });
      if (!is_told) found.push_back(needed);
    }
    return found;
  }

  void add_edit(std::size_t edit, const std::string& word) {
    std::string what = shown_text(report_.edits[edit].what, expand_);
    if (!expand_) {
      add_line(word, edit, what + likewise_text(cause_, edit), origin_of_alike(edit));
      return;
    }
    add_line(word, edit, std::move(what), report_.edits[edit].origin);
    for (const ReportCause::Own& own : cause_.own) {
      if (own.edit != edit) continue;
      for (const auto& [identity, other] : own.of) {
        if (other != edit)
          add_line("", other, shown_text(report_.edits[other].what, true),
                   report_.edits[other].origin);
      }
    }
  }

  /// With the commits of those that `likewise_text` counts.
  [[nodiscard]] std::optional<ReportOrigin> origin_of_alike(std::size_t edit) const {
    std::optional<ReportOrigin> origin = report_.edits[edit].origin;
    const auto own = std::ranges::find(cause_.own, edit, &ReportCause::Own::edit);
    if (!origin || own == cause_.own.end()) return origin;
    std::set<std::string> known;
    for (const ReportCommit& commit : origin->commits) known.insert(commit.id);
    for (const auto& [identity, other] : own->of) {
      const std::optional<ReportOrigin>& more = report_.edits[other].origin;
      if (!more || more->kind != origin->kind) continue;
      for (const ReportCommit& commit : more->commits) {
        if (known.insert(commit.id).second) origin->commits.push_back(commit);
      }
    }
    std::ranges::stable_sort(origin->commits, std::ranges::greater{}, &ReportCommit::time);
    return origin;
  }

  void add_line(const std::string& word, std::size_t edit, std::string what,
                const std::optional<ReportOrigin>& origin) {
    lines_.push_back({word, edit_place(report_.edits[edit]), std::move(what),
                      origin ? origin_text(*origin, report_.before) : std::string(), edit});
  }

  void add_sentence(std::string text) { lines_.push_back({"", {}, std::move(text)}); }

  const Report& report_;
  const ReportCause& cause_;
  bool expand_;
  std::vector<CauseLine> lines_;
};

/// A further edit of the same set.
bool goes_with_the_line_before(const CauseLine& line) {
  return line.word.empty() || line.word == kAnd || line.word == kWith;
}

/// The commit is told on a line below, once for edits that go together.
std::string text_of(const std::vector<CauseLine>& lines) {
  std::vector<std::string> places;
  for (const CauseLine& line : lines) {
    if (!line.place.empty()) places.push_back(line.place);
  }
  const std::size_t width = column_width(places, kPlaceWidth);
  const std::string indent(kNamesIndent, ' ');
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const CauseLine& line = lines[i];
    std::string text = indent + padded(line.word, kWordWidth);
    if (!line.place.empty()) text += padded(line.place, width) + "  ";
    out += trimmed_line(text + line.what) + "\n";
    const bool goes_on = i + 1 < lines.size() && lines[i + 1].origin == line.origin &&
                         goes_with_the_line_before(lines[i + 1]);
    if (!line.origin.empty() && !goes_on)
      out += indent + std::string(kWordWidth, ' ') + line.origin + "\n";
  }
  return out;
}

bool is_limited(const ReportFinding& finding) {
  return finding.before.kind == AnswerText::Kind::Unknown;
}

}  // namespace

std::string likewise_text(const ReportCause& cause, std::size_t edit) {
  const auto own = std::ranges::find(cause.own, edit, &ReportCause::Own::edit);
  if (own == cause.own.end() || own->of.size() < 2) return {};
  const std::size_t others = own->of.size() - 1;
  return fmt::format(", and {}", counted(others, "such edit more", "such edits more"));
}

std::vector<CauseLine> cause_block(const Report& report, const ToldFinding& told, bool expand) {
  const ReportFinding& finding = *told.finding;
  if (!report.has_causes || !finding.cause) return {};
  if (told.in_worlds.empty()) return CauseBlock(report, *finding.cause, expand).lines();
  const ReportCause joined = joined_cause(told.in_worlds);
  return CauseBlock(report, joined, expand).lines();
}

std::string cause_lines(const Report& report, const ToldFinding& told, bool expand) {
  const ReportFinding& finding = *told.finding;
  if (!report.has_causes) return {};
  if (!finding.cause)
    return is_limited(finding) ? std::string()
                               : std::string(kNamesIndent, ' ') + "causes not searched\n";
  std::string out;
  if (!told.in_worlds.empty()) {
    out += std::string(kNamesIndent, ' ') + std::string(kWorldsDecide) + "\n";
  } else if (finding.requests) {
    out += std::string(kNamesIndent, ' ') +
           "these requests: " + shown_text(finding.requests->text, expand) + "\n";
  }
  return out + text_of(cause_block(report, told, expand));
}

}  // namespace accessdrift
