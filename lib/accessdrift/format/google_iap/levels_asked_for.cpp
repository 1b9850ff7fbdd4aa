#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/access_levels.h"
#include "accessdrift/format/google_iap/level_names.h"

namespace accessdrift::google_iap {
namespace {

/// How sides tell apart that a level may be on a page that one of them lacks.
constexpr std::string_view kMissing = "access levels on further pages";

}  // namespace

using source::each_item;
using source::text_of;

void AccessLevels::note(NodeView level) {
  const std::string_view name = text_of(level, "name");
  told_.emplace(name);
  policies_.emplace(parts_of_level(name).first);
}

void AccessLevels::note_policy(NodeView policy) {
  bool is_of_part = false;
  each_item(policy, "scopes", [&](NodeView) { is_of_part = true; });
  if (is_of_part) scoped_.emplace(text_of(policy, "name"));
}

/// IAP asks for levels of the organisation's own policy and of no other one.
void AccessLevels::remark_on_policy(SourceReading::File& file, std::string_view name, Place place) {
  const std::string_view policy = parts_of_level(name).first;
  const bool is_absent = !is_cut_ && !told_.contains(name) && policies_.contains(policy);
  if (!is_absent && !scoped_.contains(policy)) return;
  source::remark(file, "GCP06", Severity::Warning,
                 is_absent ? "no access level `" + shortened(name) + "` is there"
                           : "access level `" + shortened(name) +
                                 "` is of a policy of a part of the organisation",
                 place)
      .label = is_absent ? "so nobody meets it"
                         : "IAP asks for levels of the organisation's own policy only";
}

std::string AccessLevels::met(SourceReading::File& file, std::string_view name, Place place) {
  const std::string condition = condition_of_level(name);
  remark_on_policy(file, name, place);
  if (!told_.contains(name) && declared_.insert(condition).second) {
    NamedConditionDeclaration declared;
    declared.name = reading_.names.intern(condition);
    declared.key = place;
    declared.body = place;
    const bool is_of_known = policies_.contains(parts_of_level(name).first);
    if (is_of_known && !is_cut_) {
      source::warn(reading_, "unknown-level",
                   "no access level `" + shortened(name) + "` is in the exported policy",
                   {file.document.text.get(), place})
          .label = "so it is never met";
    } else {
      const std::string fact =
          is_cut_ ? unknown_level(file, condition, place) : fact_of(file, condition, place);
      declared.when = ConditionText{fact, place, 0, false, {}};
    }
    file.declarations.named_conditions.push_back(std::move(declared));
  }
  return "conditions." + condition;
}

std::string AccessLevels::fact_of(SourceReading::File& file, const std::string& condition,
                                  Place place) {
  const std::string rest = condition.substr(sizeof("access_level"));
  const bool is_word = rest.empty() || rest.front() < '0' || rest.front() > '9';
  std::string fact = "access_level." + std::string(is_word ? "" : "_") + rest;
  attributes_.declare_flag(file, fact, place);
  return fact;
}

/// It may ask for something of a request, or be met by all of somebody's requests or by none.
std::string AccessLevels::unknown_level(SourceReading::File& file, const std::string& condition,
                                        Place place) {
  reading_.between.tell(kMissing, {condition});
  const std::string varies = attributes_.declare_unknown(file, condition + " varies", place);
  const std::string always = attributes_.declare_unknown(file, condition + " is met", place);
  return '(' + varies + " ? " + fact_of(file, condition, place) + " : " + always + ')';
}

void AccessLevels::suppose(SourceReading::File& file, const std::string& condition,
                           ConditionText& when) {
  if (!reading_.between.is_told(kMissing, {condition})) return;
  const Place place = when.place;
  const std::string unknown =
      attributes_.declare_unknown(file, "repeated by access levels on further pages", place);
  const std::string before = '(' + unknown + " ? " + unknown_level(file, condition, place) + " : (";
  when.text = before + when.text + "))";
  when.is_verbatim = false;
  std::vector<std::uint32_t>& offsets = when.offsets;
  if (offsets.empty()) return;
  offsets.insert(offsets.begin(), before.size(), place.begin);
  offsets.insert(offsets.end(), 2, offsets.back());
}

}  // namespace accessdrift::google_iap
