#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/access_levels.h"
#include "accessdrift/format/google_iap/level_names.h"

namespace accessdrift::google_iap {

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
  const bool is_missing = !told_.contains(name) && policies_.contains(policy);
  if (!is_missing && !scoped_.contains(policy)) return;
  source::remark(file, "GCP06", Severity::Warning,
                 is_missing ? "no access level `" + shortened(name) + "` is there"
                            : "access level `" + shortened(name) +
                                  "` is of a policy of a part of the organisation",
                 place)
      .label = is_missing ? "so nobody meets it"
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
    if (policies_.contains(parts_of_level(name).first)) {
      source::warn(reading_, "unknown-level",
                   "no access level `" + shortened(name) + "` is in the exported policy",
                   {file.document.text.get(), place})
          .label = "so it is never met";
    } else {
      declared.when = ConditionText{};
      const std::string rest = condition.substr(sizeof("access_level"));
      const bool is_word = rest.empty() || rest.front() < '0' || rest.front() > '9';
      declared.when->text = "access_level." + std::string(is_word ? "" : "_") + rest;
      declared.when->place = place;
      declared.when->is_verbatim = false;
      attributes_.declare_flag(file, declared.when->text, place);
    }
    file.declarations.named_conditions.push_back(std::move(declared));
  }
  return "conditions." + condition;
}

}  // namespace accessdrift::google_iap
