#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/bindings.h"
#include "accessdrift/format/google_iap/condition_remarks.h"

namespace accessdrift::google_iap {

/// How much is told and declared, of what conditions need.
std::size_t Bindings::told_in(const SourceReading::File& file) const {
  const Declarations& made = file.declarations;
  return reading_.problems.size() + reading_.between.count() + made.remarks.size() +
         made.context.size() + made.named_conditions.size();
}

ConditionText Bindings::condition(SourceReading::File& file, std::string_view type,
                                  NodeView written) {
  ConditionWords words;
  words.resource_type = type;
  words.unknown = [&](std::string_view text, Place place) {
    return attributes_.unknown_condition(
        file, "`" + shortened(text) + "` is no condition that can be read exactly", text, place);
  };
  words.declare_text = [&](const std::string& name, Place place) {
    attributes_.declare_text(file, name, place);
  };
  words.level = [&](std::string_view level, Place place) {
    return levels_.met(file, level, place);
  };
  const ConditionText text = written_condition(written);
  const ParsedCondition& parsed = parsed_.of(text);
  const auto known = translated_.find({&parsed, type});
  if (known != translated_.end()) return translated(text, known->second);
  const std::size_t told = told_in(file);
  if (parsed.written)
    remark_on_condition(file, text, *parsed.written,
                        [this](std::string_view id) { return resources_.number_of(id); });
  std::vector<TranslatedWords> made = words_of(text, parsed.plain.get(), words);
  ConditionText here = translated(text, made);
  // What tells nothing more now tells nothing anywhere else.
  const bool is_for_all = told_in(file) == told;
  if (is_for_all) translated_.emplace(std::pair(&parsed, type), std::move(made));
  return here;
}

std::string Bindings::unknown_role(const Grant& grant, const std::string& untold) {
  const NodeView role = *grant.role;
  if (!untold.empty()) return attributes_.declare_unknown(*grant.file, untold, role.place());
  if (unknown_roles_.emplace(role.scalar()).second) {
    Diagnostic& problem =
        source::warn(reading_, "unknown-role",
                     "what `" + shortened(role.scalar()) + "` allows is not told", role.span());
    problem.label = "it may let people in, or not";
    problem.help = "gcloud iam roles describe ROLE --format=json";
  }
  return attributes_.declare_unknown(*grant.file, role.scalar(), role.place());
}

}  // namespace accessdrift::google_iap
