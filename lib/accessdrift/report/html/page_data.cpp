#include "accessdrift/report/html/page_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "accessdrift/report/cause_lines.h"
#include "accessdrift/report/html/excerpt.h"
#include "accessdrift/report/html/finding_words.h"
#include "accessdrift/report/html/findings_html.h"
#include "accessdrift/report/html/path_html.h"
#include "accessdrift/report/html/strip.h"
#include "accessdrift/report/json_writer.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kUrlsOfFinding = 50;

/// Gives equal values one number, in the order in which they come.
template <typename T>
class Numbered {
 public:
  std::size_t number_of(T value) {
    const auto [at, is_new] = numbers_.try_emplace(std::move(value), order_.size());
    if (is_new) order_.push_back(&at->first);
    return at->second;
  }
  [[nodiscard]] const std::vector<const T*>& all() const { return order_; }

 private:
  std::map<T, std::size_t> numbers_;
  std::vector<const T*> order_;
};

/// A set by its label and the numbers of its names.
struct SetOfPage {
  std::size_t label = 0;
  std::string short_label;  ///< may be empty
  std::string ids;          ///< `0-3 7`
  std::size_t size = 0;
  friend auto operator<=>(const SetOfPage&, const SetOfPage&) = default;
};

class PageData {
 public:
  PageData(const Report& report, const std::vector<ToldFinding>& findings)
      : report_(report), findings_(findings) {}

  std::string json() {
    number_names();
    JsonWriter json;
    json.begin_object();
    json.key("page").count(kFindingsOfPage);
    json.key("names").begin_array();
    for (const std::string_view name : names_) json.text(shown_name(name));
    json.end_array();
    json.key("findings").begin_array();
    for (const ToldFinding& told : findings_) write_finding(json, told);
    json.end_array();
    write_tables(json);
    json.end_object();
    return json.take();
  }

 private:
  void number_names() {
    std::unordered_set<std::string_view> names;
    for (const ToldFinding& told : findings_) {
      for (const TextList* const ids :
           {&told.finding->identities.ids, &told.finding->resources.ids})
        names.insert(ids->begin(), ids->end());
      names.insert(told.may_be_among.begin(), told.may_be_among.end());
    }
    names_.assign(names.begin(), names.end());
    std::ranges::sort(names_);
    for (std::size_t i = 0; i < names_.size(); ++i) number_of_name_.emplace(names_[i], i);
  }

  /// Runs of numbers; `ids` are sorted, and so are the names.
  [[nodiscard]] std::string runs_of(const TextList& ids) const {
    std::string out;
    for (std::size_t i = 0; i < ids.size();) {
      const std::size_t first = number_of_name_.at(ids[i]);
      std::size_t last = first;
      while (++i < ids.size() && number_of_name_.at(ids[i]) == last + 1) ++last;
      out += (out.empty() ? "" : " ") + std::to_string(first);
      if (last > first) out += "-" + std::to_string(last);
    }
    return out;
  }

  std::size_t set_number(const LabelledSet& set, const std::string& label,
                         const std::string& short_label) {
    return sets_.number_of(
        {texts_.number_of(label), short_label, runs_of(set.ids), set.ids.size()});
  }

  void write_finding(JsonWriter& json, const ToldFinding& told) {
    const ReportFinding& finding = *told.finding;
    const FindingWords words = finding_words(told);
    const auto text = [&](std::string_view key, const std::string& value) {
      json.key(key).count(texts_.number_of(value));
    };
    json.begin_object().key("digest").text(finding.digest);
    json.key("class").text(words.classes).key("sign").text(words.sign);
    json.key("kind").text(to_text(finding.kind));
    json.key("may").boolean(finding.certainty == Certainty::May);
    json.key("who").count(set_number(finding.identities, words.who, words.short_who));
    json.key("what").count(set_number(finding.resources, words.what, words.short_what));
    text("actions", words.actions);
    text("before", words.before);
    text("after", words.after);
    text("when", words.when);
    json.key("each").count(finding.part > 0 ? 0 : finding.actions.size());
    if (is_reviewed_first(finding)) json.key("review").boolean(true);
    write_more(json, told);
    json.end_object();
  }

  /// What most findings do not have.
  void write_more(JsonWriter& json, const ToldFinding& told) {
    const ReportFinding& finding = *told.finding;
    if (!told.may_be_among.empty()) json.key("among").text(runs_of(told.may_be_among));
    if (!finding.urls.empty()) write_urls(json, finding);
    if (const std::vector<std::string> notes = finding_notes(report_, told); !notes.empty())
      json.key("notes").texts(notes);
    if (const std::string example = example_text(finding); !example.empty())
      json.key("example").text(example);
    std::vector<CauseLine> causes = cause_block(report_, told, false);
    if (!causes.empty()) json.key("causes").count(causes_.number_of(std::move(causes)));
    std::vector<Strip> strips = strips_of(finding.before, finding.after, report_.networks);
    if (!strips.empty()) json.key("strips").count(strips_.number_of(std::move(strips)));
    if (!finding.paths.empty()) write_paths(json, finding.paths);
  }

  /// Of each identity and resource, by number, the number of a path; most of a finding go alike.
  void write_paths(JsonWriter& json, const std::vector<PathText>& paths) {
    json.key("paths").begin_array();
    for (const PathText& path : paths) {
      json.count(number_of_name_.at(path.identity)).count(number_of_name_.at(path.resource));
      json.count(paths_.number_of({side_text(path.before, path), side_text(path.after, path)}));
    }
    json.end_array();
  }

  /// Whether it allows, how many other policies decide likewise, and the stops behind the identity:
  /// `1 0 g7 p12! r` is allowed through group 7 of the texts by policy 12, which does not name it
  /// on the other side. Of a side without a path a text.
  std::string side_text(const SidePath& side, const PathText& path) {
    std::string out = fmt::format("{} {}", side.allows ? 1 : 0, side.others);
    if (side.stops.empty()) return out + fmt::format(" -{}", texts_.number_of(no_path_text(side)));
    for (const ShownStop& stop : shown_stops(side, path.resource)) {
      out += fmt::format(" {}", stop.kind);
      if (!stop.name.empty()) out += std::to_string(texts_.number_of(stop.name));
      out += std::string(stop.is_cut ? "!" : "") + (stop.is_changed ? "~" : "");
    }
    return out;
  }

  static void write_urls(JsonWriter& json, const ReportFinding& finding) {
    json.key("urls").begin_array();
    const std::size_t shown = std::min(finding.urls.size(), kUrlsOfFinding);
    for (std::size_t i = 0; i < shown; ++i) json.text(shown_text(finding.urls[i].pattern));
    if (shown < finding.urls.size())
      json.text("and " + counted(finding.urls.size() - shown, "other", "others"));
    json.end_array();
  }

  void write_tables(JsonWriter& json) {
    json.key("sets").begin_array();
    for (const SetOfPage* const set : sets_.all()) {
      json.begin_object().key("label").count(set->label).key("ids").text(set->ids);
      json.key("size").count(set->size);
      if (!set->short_label.empty()) json.key("short").text(set->short_label);
      json.end_object();
    }
    json.end_array();
    json.key("texts").begin_array();
    for (const std::string* const text : texts_.all()) json.text(*text);
    json.end_array();
    json.key("causes").begin_array();
    for (const std::vector<CauseLine>* const lines : causes_.all()) write_causes(json, *lines);
    json.end_array();
    json.key("paths").begin_array();
    for (const auto* const path : paths_.all()) json.texts({path->first, path->second});
    json.end_array();
    json.key("excerpts").begin_array();
    for (const Excerpt* const excerpt : excerpts_.all()) write_excerpt(json, *excerpt);
    json.end_array();
    json.key("strips").begin_array();
    for (const std::vector<Strip>* const strips : strips_.all()) write_strips(json, *strips);
    json.end_array();
  }

  /// A line is its texts and, of an edit whose source lines are told, their number.
  void write_causes(JsonWriter& json, const std::vector<CauseLine>& lines) {
    json.begin_array();
    for (const CauseLine& line : lines) {
      json.begin_array().text(line.word).text(line.place).text(line.what).text(line.origin);
      Excerpt excerpt = line.edit ? excerpt_of(report_.edits[*line.edit]) : Excerpt{};
      if (!excerpt.empty()) json.count(excerpts_.number_of(std::move(excerpt)));
      json.end_array();
    }
    json.end_array();
  }

  static void write_excerpt(JsonWriter& json, const Excerpt& excerpt) {
    json.begin_array();
    for (const ExcerptLine& line : excerpt) json.texts({line.sign, line.number, line.text});
    json.end_array();
  }

  /// A cell is its text, whether it is allowed before and after, and of a week its minutes.
  static void write_strips(JsonWriter& json, const std::vector<Strip>& strips) {
    json.begin_array();
    for (const Strip& strip : strips) {
      json.begin_object().key("attribute").text(shown_name(strip.attribute));
      json.key("zone").text(shown_name(strip.zone)).key("cells").begin_array();
      for (const Strip::Cell& cell : strip.cells) {
        json.begin_array().text(shown_name(cell.text));
        json.integer(cell.is_before ? 1 : 0).integer(cell.is_after ? 1 : 0).count(cell.width);
        json.end_array();
      }
      json.end_array().end_object();
    }
    json.end_array();
  }

  const Report& report_;
  const std::vector<ToldFinding>& findings_;
  std::vector<std::string_view> names_;
  std::unordered_map<std::string_view, std::size_t> number_of_name_;
  Numbered<SetOfPage> sets_;
  Numbered<std::string> texts_;
  Numbered<std::vector<CauseLine>> causes_;
  Numbered<Excerpt> excerpts_;
  Numbered<std::pair<std::string, std::string>> paths_;  ///< before and after
  Numbered<std::vector<Strip>> strips_;
};

}  // namespace

std::string page_data(const Report& report, const std::vector<ToldFinding>& findings) {
  return PageData(report, findings).json();
}

}  // namespace accessdrift
