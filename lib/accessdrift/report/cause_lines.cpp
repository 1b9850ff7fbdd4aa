#include "accessdrift/report/cause_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "accessdrift/report/edit_lines.h"
#include "accessdrift/report/finding_row.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kEditsShown = 4;
constexpr std::size_t kWordWidth = 9;

/// One line of the block: a word in front, then an edit or a sentence.
struct Line {
  std::string word;
  std::string place;  ///< empty: `what` alone
  std::string what;
};

class CauseBlock {
 public:
  CauseBlock(const Report& report, const ReportCause& cause, bool expand)
      : report_(report), cause_(cause), expand_(expand) {}

  std::vector<Line> lines() {
    if (cause_.because.size() > 1) {
      for (std::size_t i = 0; i < cause_.because.size(); ++i)
        add_set(cause_.because[i], i == 0 ? "either" : "  or");
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
      word = is_whole ? "" : "  and";
    }
    if (shown < set.edits.size())
      add_sentence("and " + counted(set.edits.size() - shown, "more edit", "more edits"));
    const std::size_t needed =
        expand_ ? set.prerequisites.size() : std::min(set.prerequisites.size(), kEditsShown);
    for (std::size_t i = 0; i < needed; ++i) add_edit(set.prerequisites[i], "  with");
    if (needed < set.prerequisites.size())
      add_sentence("with " + counted(set.prerequisites.size() - needed, "more edit", "more edits"));
  }

  void add_edit(std::size_t edit, const std::string& word) {
    std::string what = shown_text(report_.edits[edit].what, expand_);
    if (!expand_) what += likewise_text(cause_, edit);
    lines_.push_back({word, edit_place(report_.edits[edit]), std::move(what)});
    if (!expand_) return;
    for (const ReportCause::Own& own : cause_.own) {
      if (own.edit != edit) continue;
      for (const auto& [identity, other] : own.of) {
        if (other != edit)
          lines_.push_back(
              {"", edit_place(report_.edits[other]), shown_text(report_.edits[other].what, true)});
      }
    }
  }

  void add_sentence(std::string text) { lines_.push_back({"", {}, std::move(text)}); }

  const Report& report_;
  const ReportCause& cause_;
  bool expand_;
  std::vector<Line> lines_;
};

std::string text_of(const std::vector<Line>& lines) {
  std::vector<std::string> places;
  for (const Line& line : lines) {
    if (!line.place.empty()) places.push_back(line.place);
  }
  const std::size_t width = column_width(places, kPlaceWidth);
  std::string out;
  for (const Line& line : lines) {
    std::string text = std::string(kNamesIndent, ' ') + padded(line.word, kWordWidth);
    if (!line.place.empty()) text += padded(line.place, width) + "  ";
    out += trimmed_line(text + line.what) + "\n";
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

std::string cause_lines(const Report& report, const ReportFinding& finding, bool expand) {
  if (!finding.cause)
    return is_limited(finding) ? std::string()
                               : std::string(kNamesIndent, ' ') + "causes not searched\n";
  std::string out;
  if (finding.requests)
    out += std::string(kNamesIndent, ' ') +
           "these requests: " + shown_text(finding.requests->text, expand) + "\n";
  return out + text_of(CauseBlock(report, *finding.cause, expand).lines());
}

}  // namespace accessdrift
