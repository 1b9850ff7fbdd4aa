#include "cli/fixes.h"

#include <string>

#include "accessdrift/report/answers.h"

namespace accessdrift::cli {
namespace {

/// When the question is allowed as the configuration is, whatever of the request was told: nothing
/// if never. What the world says stays told.
std::optional<std::string> by_user(const FixQuestion& question, Inquiry& inquiry,
                                   const AskedTarget& target) {
  RequestAttributes of_world;
  for (const auto& [attribute, told] : question.told) {
    const auto declared = inquiry.snapshot->schema.request.find(attribute);
    if (declared != inquiry.snapshot->schema.request.end() && declared->second.is_unknown())
      of_world.emplace(attribute, told);
  }
  const AskedIdentity who = find_asked_identity(inquiry, question.who);
  const CheckAnswer answer =
      check(inquiry, who.identity, target, with_url(target, std::move(of_world)));
  if (answer.outcome == Outcome::Deny) return std::nullopt;
  return answer_text_of(inquiry, answer).text;
}

}  // namespace

std::optional<FixReport> fixes_of(const FixQuestion& question, Question& asked,
                                  const AskedTarget& target, Loader& loader) {
  const Explanation& explanation = question.explanation;
  const Outcome outcome = explanation.decision.outcome;
  const bool asks_for_nothing = explanation.by_url && !explanation.by_url->denied.empty();
  if (outcome == Outcome::Open || asks_for_nothing) return std::nullopt;
  FixReport report;
  report.is_to_allow = outcome == Outcome::Deny;
  if (report.is_to_allow) report.by_user = by_user(question, asked.inquiry, target);
  const WhenWords words = [](Inquiry& inquiry, const CheckAnswer& answer) {
    return answer_text_of(inquiry, answer).text;
  };
  report.search = find_fixes(question, {asked.side.side(), asked.side.loaded, loader}, words);
  return report;
}

}  // namespace accessdrift::cli
