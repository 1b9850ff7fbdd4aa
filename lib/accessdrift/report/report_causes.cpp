#include "accessdrift/report/report_causes.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/report/answer_text.h"

namespace accessdrift {
namespace {

/// The patterns that tell the owners of these URLs.
std::set<std::string> patterns_at(const std::vector<UrlKind>& kinds) {
  std::set<std::string> patterns;
  for (const UrlKind& kind : kinds) patterns.insert(kind.patterns.front());
  return patterns;
}

std::string at_text(const std::vector<UrlKind>& kinds) {
  std::string out;
  for (const std::string& pattern : patterns_at(kinds))
    out += (out.empty() ? "at " : ", ") + pattern;
  return out;
}

ReportEditSet report_edit_set(const EditSet& set) {
  return {{set.edits.begin(), set.edits.end()},
          {set.prerequisites.begin(), set.prerequisites.end()}};
}

}  // namespace

std::optional<ReportCause> report_cause(const CausedFinding& part, const Comparison& comparison) {
  if (!part.cause) return std::nullopt;
  ReportCause made;
  for (const EditSet& set : part.cause->because) made.because.push_back(report_edit_set(set));
  made.has_more = part.cause->has_more;
  made.is_complete = part.is_complete;
  made.undo = report_edit_set(part.cause->undo);
  for (const OwnEdits& own : part.own) {
    ReportCause::Own one{own.edit, own.slot, {}};
    for (const auto& [identity, edit] : own.of)
      one.of.emplace_back(comparison.population->printed(identity), edit);
    std::ranges::sort(one.of);
    made.own.push_back(std::move(one));
  }
  return made;
}

AnswerText requests_text(const CausedFinding& part, const Comparison& comparison) {
  const bool gives = relevant_side(part.finding.kind) == SideOf::After;
  const Snapshot& side = gives ? *comparison.after : *comparison.before;
  const Snapshot& other = gives ? *comparison.before : *comparison.after;
  part.requests->universe->diagrams().start_target();
  AnswerTexts words(*part.requests->universe, side, &other);
  AnswerText made = words.of(part.requests->where, part.requests->care);
  if (part.requests->at.empty()) return made;
  const std::string at = at_text(part.requests->at);
  const bool is_all = made.kind == AnswerText::Kind::Always;
  if (is_all) made.terms = {Term{}};
  made.kind = AnswerText::Kind::When;
  made.text = is_all ? at : made.text + ", " + at;
  made.full = is_all ? at : made.full + ", " + at;
  return made;
}

bool is_of_worlds(const CausedFinding& part, const AnswerText& requests,
                  const std::vector<std::string>& unknowns) {
  if (!part.cause || !part.requests->at.empty() || requests.terms.empty()) return false;
  if (requests.more != 0) return false;
  return std::ranges::all_of(requests.terms, [&](const Term& term) {
    return !term.empty() && std::ranges::all_of(term, [&](const Restriction& one) {
      const Universe::Attribute* const known = part.requests->universe->find(one.attribute);
      return known != nullptr && (known->kind == VariableKind::World || known->is_unread) &&
             std::ranges::binary_search(unknowns, one.attribute);
    });
  });
}

void keep_urls_of(const CausedFinding& part, std::vector<UrlText>& urls) {
  if (!part.requests || part.requests->at.empty()) return;
  const std::set<std::string> patterns = patterns_at(part.requests->at);
  std::erase_if(urls, [&](const UrlText& url) { return !patterns.contains(url.pattern); });
}

Witness witness_of_part(const CausedFinding& part, Witness of_whole, const Comparison& comparison) {
  const auto inside = part.requests->universe->witness(part.requests->where);
  Witness made = of_whole;
  if (made.by_url && !part.requests->at.empty()) {
    made.by_url->url = to_text(part.requests->at.front().example);
    return made;
  }
  if (!inside || of_whole.by_url) return of_whole;
  for (const auto& [name, told] : *inside) made.attributes[name] = told;
  std::erase_if(made.attributes,
                [&](const auto& told) { return comparison.universe->find(told.first) == nullptr; });
  const RequestAttributes asked = comparison.universe->with_answers(made.attributes);
  made.before_allows = comparison.universe->contains(part.finding.before, asked);
  made.after_allows = comparison.universe->contains(part.finding.after, asked);
  return made.before_allows == made.after_allows ? of_whole : made;
}

}  // namespace accessdrift
