#include "sample_explanation.h"

#include <utility>

namespace accessdrift::testing {
namespace {

constexpr std::string_view kFile = R"(accessdrift: 1
policies:
  grafana-sre:
    allow: [group:sre]
    to: [grafana]
    when: request.ip in networks.vpn && auth.mfa
  grafana-oncall:
    allow: [group:oncall]
    to: [grafana]
    when: request.ip in networks.office
  no-vendors:
    deny: [group:vendors]
    to: [grafana]
)";

}  // namespace

SampleExplanation::SampleExplanation()
    : text_(std::make_shared<const SourceText>("access/apps.yaml", std::string(kFile))),
      file_(std::make_shared<Declarations>()) {
  snapshot_.names = std::make_shared<Names>();
  file_->text = text_;
  for (const std::string_view id : {"grafana-sre", "grafana-oncall", "no-vendors"}) {
    PolicyDeclaration policy;
    policy.id = snapshot_.names->intern(id);
    policy.key = span_of(id, "policies").place;
    policy.effect = id == "no-vendors" ? Effect::Deny : Effect::Allow;
    file_->policies.push_back(policy);
  }
  for (const std::string_view id : {"sre-emea", "staff"}) {
    GroupDeclaration group;
    group.id = snapshot_.names->intern(id);
    file_->groups.push_back(group);
  }
  UserDeclaration user;
  user.id = user.spelling = snapshot_.names->intern("ana.kirk");
  file_->users.push_back(user);
  for (const auto& policy : file_->policies) snapshot_.policies.push_back({&policy, file_.get()});
  snapshot_.policy_standing.resize(snapshot_.policies.size());
  for (const auto& group : file_->groups) snapshot_.groups.push_back({&group, file_.get()});
  snapshot_.users.push_back({file_->users.data(), file_.get()});
}

Span SampleExplanation::span_of(std::string_view words, std::string_view after) const {
  const auto begin =
      static_cast<std::uint32_t>(text_->bytes().find(words, text_->bytes().find(after)));
  return {text_.get(), {begin, begin + static_cast<std::uint32_t>(words.size())}};
}

CriterionTrace SampleExplanation::criterion(CriterionKind kind, Mark mark, std::string_view words,
                                            std::string why) const {
  return {kind, mark, span_of(words, "policies"), std::move(why), {}};
}

std::vector<PolicyTrace> SampleExplanation::traces() const {
  CriterionTrace vpn = criterion(CriterionKind::Condition, Mark::Ok, "request.ip in networks.vpn",
                                 "10.4.7.9 is in network vpn");
  vpn.attributes = {"request.ip"};
  CriterionTrace mfa =
      criterion(CriterionKind::Condition, Mark::Open, "auth.mfa", "auth.mfa was not told");
  mfa.attributes = {"auth.mfa"};
  CriterionTrace office =
      criterion(CriterionKind::Condition, Mark::Fail, "request.ip in networks.office",
                "10.4.7.9 is not in network office");
  office.attributes = {"request.ip"};
  const CriterionTrace resource =
      criterion(CriterionKind::Resource, Mark::Ok, "[grafana]", "grafana is named");

  PolicyTrace sre{PolicyIndex{std::uint32_t{0}},
                  {criterion(CriterionKind::Identity, Mark::Fail, "[group:sre]",
                             "ana.kirk is not in group sre"),
                   resource, vpn, mfa}};
  PolicyTrace oncall{PolicyIndex{std::uint32_t{1}},
                     {criterion(CriterionKind::Identity, Mark::Fail, "[group:oncall]",
                                "ana.kirk is not in group oncall"),
                      resource, office}};
  PolicyTrace vendors{PolicyIndex{std::uint32_t{2}},
                      {criterion(CriterionKind::Identity, Mark::Fail, "[group:vendors]",
                                 "ana.kirk is not in group vendors"),
                       resource}};
  return {sre, oncall, vendors};
}

Explanation SampleExplanation::denied() const {
  Explanation made;
  made.request = {
      "ana.kirk", "read", "grafana", {{"request.ip", Told::present(*parse_ip("10.4.7.9"))}}};
  made.user = UserIndex{std::uint32_t{0}};
  made.not_told = {"auth.mfa", "device.os"};
  made.decision.by_default = true;
  made.decision.policies = traces();
  made.near_misses = near_misses(made.decision, snapshot_);
  made.memberships = {{{GroupIndex{std::uint32_t{0}}, GroupIndex{std::uint32_t{1}}},
                       {span_of("policies", "access"), {}}}};
  return made;
}

Explanation SampleExplanation::allowed() const {
  Explanation made = denied();
  made.decision.outcome = Outcome::Allow;
  made.decision.by_default = false;
  made.decision.decisive = {PolicyIndex{std::uint32_t{0}}};
  PolicyTrace& trace = made.decision.policies.front();
  trace.takes_effect = true;
  trace.criteria.erase(trace.criteria.begin());
  trace.criteria.back().mark = Mark::Ok;
  trace.criteria.back().why = "auth.mfa is true";
  made.not_told.clear();
  made.near_misses.clear();
  made.memberships.clear();
  return made;
}

}  // namespace accessdrift::testing
