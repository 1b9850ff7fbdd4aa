#include "accessdrift/report/answer_json.h"
#include "accessdrift/report/document_head.h"
#include "accessdrift/report/place_json.h"
#include "accessdrift/report/policy_trace_text.h"
#include "accessdrift/report/write_explain.h"

namespace accessdrift {
namespace {

class ExplanationWriter {
 public:
  ExplanationWriter(JsonWriter& json, const Explanation& explanation, const Snapshot& snapshot)
      : json_(json), explanation_(explanation), snapshot_(snapshot) {}

  void request() {
    const Request& asked = explanation_.request;
    json_.begin_object().key("identity").text(asked.identity);
    const UrlRequest* const url = explanation_.by_url ? &explanation_.by_url->asked : nullptr;
    write_asked_for(json_, asked, url);
    if (explanation_.by_url) {
      json_.key("route");
      write_span(json_, explanation_.by_url->route);
      json_.key("url_denied");
      const std::string& denied = explanation_.by_url->denied;
      denied.empty() ? json_.null() : json_.text(denied);
    }
    json_.key("attributes");
    write_attributes(json_, asked.attributes);
    json_.key("not_told").texts(explanation_.not_told).end_object();
  }

  void identity() {
    const Decision& decision = explanation_.decision;
    json_.begin_object()
        .key("listed")
        .boolean(decision.is_listed)
        .key("active")
        .boolean(decision.is_active);
    json_.key("id");
    if (!explanation_.user.is_none()) {
      json_.text(snapshot_.user_id(explanation_.user));
    } else if (!snapshot_.find_client(explanation_.request.identity).is_none()) {
      json_.text(explanation_.request.identity);
    } else {
      json_.null();
    }
    json_.key("suggestion");
    explanation_.suggestion ? json_.text(*explanation_.suggestion) : json_.null();
    if (!explanation_.token_groups.empty())
      json_.key("token_groups").texts(explanation_.token_groups);
    json_.end_object();
  }

  void decisive() {
    json_.begin_array();
    for (const PolicyIndex policy : explanation_.decision.decisive) named_policy(policy);
    json_.end_array();
  }

  void near_misses() {
    json_.begin_array();
    for (const NearMiss& miss : explanation_.near_misses) near_miss(miss);
    json_.end_array();
  }

  void memberships() {
    json_.begin_array();
    for (const MembershipPath& path : explanation_.memberships) {
      json_.begin_object().key("groups").begin_array();
      for (const GroupIndex group : path.groups)
        json_.text(snapshot_.text(snapshot_.groups[group.index()]->id));
      json_.end_array().key("places").begin_array();
      for (const Span& span : path.spans) write_span(json_, span);
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void policies() {
    json_.begin_array();
    for (const PolicyTrace& trace : explanation_.decision.policies) policy_trace(trace);
    json_.end_array();
  }

 private:
  void open_policy(PolicyIndex policy) {
    const auto& declared = snapshot_.policies[policy.index()];
    json_.begin_object().key("policy").text(snapshot_.text(declared->id));
    json_.key("effect").text(declared->effect == Effect::Allow ? "allow" : "deny");
    json_.key("place");
    write_span(json_, declared.key());
  }

  void named_policy(PolicyIndex policy) {
    open_policy(policy);
    json_.end_object();
  }

  void criterion(const CriterionTrace& trace) {
    json_.begin_object()
        .key("criterion")
        .text(to_text(trace.kind))
        .key("mark")
        .text(to_text(trace.mark))
        .key("why")
        .text(trace.why);
    json_.key("attributes").texts(trace.attributes).key("place");
    write_span(json_, trace.span);
    json_.end_object();
  }

  void near_miss(const NearMiss& miss) {
    open_policy(miss.policy);
    const PolicyTrace& trace = explanation_.decision.policies[index_of(miss.policy)];
    json_.key("failed").begin_array();
    for (const std::uint32_t i : miss.failed) criterion(trace.criteria[i]);
    json_.end_array().key("open").begin_array();
    for (const std::uint32_t i : miss.open) criterion(trace.criteria[i]);
    json_.end_array().end_object();
  }

  void policy_trace(const PolicyTrace& trace) {
    open_policy(trace.policy);
    json_.key("applies").text(to_text(trace.applies));
    json_.key("takes_effect")
        .boolean(trace.takes_effect)
        .key("may_take_effect")
        .boolean(trace.may_take_effect);
    json_.key("criteria").begin_array();
    for (const CriterionTrace& part : trace.criteria) criterion(part);
    json_.end_array().end_object();
  }

  [[nodiscard]] std::size_t index_of(PolicyIndex policy) const {
    const auto& traces = explanation_.decision.policies;
    std::size_t at = 0;
    while (at + 1 < traces.size() && traces[at].policy != policy) ++at;
    return at;
  }

  JsonWriter& json_;
  const Explanation& explanation_;
  const Snapshot& snapshot_;
};

}  // namespace

std::string write_explain_json(const Explanation& explanation, const Snapshot& snapshot,
                               const AnswerText& answer, const ExplainOrigin& origin, bool all) {
  JsonWriter json;
  ExplanationWriter writer(json, explanation, snapshot);
  json.begin_object();
  write_document_head(json, "explain", origin.tool_version);
  json.key("inputs").begin_object().key("side");
  write_side(json, origin.side);
  json.end_object().key("request");
  writer.request();
  json.key("identity");
  writer.identity();
  json.key("decision")
      .text(outcome_word(explanation.decision.outcome))
      .key("by_default")
      .boolean(explanation.decision.by_default);
  json.key("answer");
  write_answer(json, answer);
  json.key("decisive");
  writer.decisive();
  json.key("near_misses");
  writer.near_misses();
  json.key("memberships");
  writer.memberships();
  if (origin.since != nullptr) {
    json.key("since");
    write_since(json, *origin.since);
  }
  if (origin.fixes != nullptr) {
    json.key("fixes");
    write_fixes(json, *origin.fixes);
  }
  if (all) {
    json.key("policies");
    writer.policies();
  }
  json.end_object();
  return json.take();
}

}  // namespace accessdrift
