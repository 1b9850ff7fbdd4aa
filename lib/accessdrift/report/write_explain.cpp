#include "accessdrift/report/write_explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/base/time_text.h"
#include "accessdrift/report/labels.h"
#include "accessdrift/report/policy_trace_text.h"
#include "accessdrift/report/text_layout.h"

namespace accessdrift {
namespace {

constexpr std::size_t kDecisiveShown = 3;
constexpr std::size_t kMembershipsShown = 6;
constexpr std::size_t kNearMissesShown = 5;
constexpr std::size_t kUntoldShown = 20;

struct Page {
  const Explanation& explanation;
  const Snapshot& snapshot;
  const AnswerText& answer;
  const ExplainStyle& options;
  Palette palette;

  [[nodiscard]] std::string name(std::string_view text) const {
    return shown_name(text, options.all);
  }
  [[nodiscard]] std::string policy_name(PolicyIndex policy) const {
    return name(snapshot.text(snapshot.policies[policy.index()]->id));
  }
};

std::string policies_named(const Page& page, std::string_view one, std::string_view many) {
  std::vector<std::string> names;
  names.reserve(page.explanation.decision.decisive.size());
  for (const PolicyIndex policy : page.explanation.decision.decisive)
    names.emplace_back(page.snapshot.text(page.snapshot.policies[policy.index()]->id));
  const NameStyle style = [&](std::string_view text) { return page.name(text); };
  return fmt::format("{} {}", names.size() == 1 ? one : many,
                     listed(names, page.options.all ? 0 : kDecisiveShown, style));
}

/// Every policy that decides is an allow: what denies is that a gate of an all-of set lacks one.
bool is_denied_by_gates(const Page& page) {
  return std::ranges::all_of(page.explanation.decision.decisive, [&](PolicyIndex policy) {
    return page.snapshot.policies[policy.index()]->effect == Effect::Allow;
  });
}

/// What does not open: a gate of the all-of set in which the policies that decide stand, or the set
/// that is the gate.
std::string closed_gate(const Page& page) {
  const auto& decisive = page.explanation.decision.decisive;
  const auto set_of = [&](PolicyIndex policy) {
    return page.snapshot.policy_standing[policy.index()].set;
  };
  const SetIndex set = set_of(decisive.front());
  const bool is_one =
      std::ranges::all_of(decisive, [&](PolicyIndex policy) { return set_of(policy) == set; });
  if (!is_one || set.is_none()) return "a gate";
  const auto& declared = page.snapshot.sets[set.index()];
  const std::string name = page.name(page.snapshot.text(declared->id));
  return (declared->combine == Combine::AllOf ? "a gate of set " : "the gate set ") + name;
}

std::string reason_of(const Page& page) {
  const Decision& decision = page.explanation.decision;
  if (page.explanation.by_url && !page.explanation.by_url->denied.empty())
    return shown_text(page.explanation.by_url->denied, page.options.all);
  const std::string_view whatever =
      page.explanation.not_told.empty() ? "" : ", whatever is not told";
  if (decision.outcome == Outcome::Open) return shown_text(page.answer.text, page.options.all);
  if (decision.outcome == Outcome::Deny && decision.by_default) {
    return fmt::format("by default: no policy allows it{}", whatever);
  }
  if (decision.decisive.empty()) return fmt::format("by how its policies combine{}", whatever);
  if (decision.outcome == Outcome::Deny && is_denied_by_gates(page)) {
    const std::string gate = "by " + closed_gate(page) + " that does not open: ";
    return fmt::format("{}{}", policies_named(page, gate + "policy", gate + "policies"), whatever);
  }
  return fmt::format("{}{}", policies_named(page, "by policy", "by policies"), whatever);
}

std::string decision_line(const Page& page) {
  switch (page.explanation.decision.outcome) {
    case Outcome::Allow:
      return page.palette.paint(Tone::Gain, "ALLOWED  ") + reason_of(page) + "\n";
    case Outcome::Deny:
      return page.palette.paint(Tone::Loss, "DENIED   ") + reason_of(page) + "\n";
    case Outcome::Open:
      return page.palette.paint(Tone::Notice, "DEPENDS  ") + "allowed " + reason_of(page) + "\n";
  }
  return {};
}

std::string told_text(const std::string& attribute, const Told& told) {
  if (told.state == Told::State::Absent) return attribute + " absent";
  const std::string value = to_text(told.value);
  return attribute + " " + (value.empty() ? "empty" : value);
}

/// `read on grafana (GET https://grafana.corp.example/, route access.yaml:12)`
std::string asked_for(const Page& page) {
  const Request& request = page.explanation.request;
  std::string by_id = page.name(request.action) + " on " + page.name(request.resource);
  if (!page.explanation.by_url) return by_id;
  const AskedUrl& url = *page.explanation.by_url;
  const std::string normal = url.normal.empty() ? url.asked.url : url.normal;
  std::string out = page.name(url.asked.method) + " " + page.name(normal);
  if (url.route.is_known())
    out += fmt::format(", route {}:{}", page.name(url.route.path()), url.route.start().line);
  return request.action.empty() ? out : by_id + " (" + out + ")";
}

std::string asked_line(const Page& page) {
  const Request& request = page.explanation.request;
  std::string out = fmt::format("asked    {}, {}", page.name(request.identity), asked_for(page));
  for (const auto& [attribute, told] : request.attributes) {
    if (told.state != Told::State::NotTold && !is_told_by_url(attribute))
      out += ", " + page.name(told_text(attribute, told));
  }
  const NameStyle style = [&](std::string_view text) { return page.name(text); };
  if (!page.explanation.not_told.empty())
    out += "; not told: " + listed(page.explanation.not_told, kUntoldShown, style);
  return out + "\n";
}

/// What who is not listed or cannot sign in has.
std::string of_anonymous(const Snapshot& snapshot) {
  return snapshot.names_claimants() ? "what anonymous has without claiming a name"
                                    : "what anonymous has";
}

std::string identity_line(const Page& page) {
  const Decision& decision = page.explanation.decision;
  if (!page.explanation.token_groups.empty()) {
    const NameStyle style = [&](std::string_view text) { return page.name(text); };
    return fmt::format("identity {} is in no file; a token says: in {}\n",
                       page.name(page.explanation.request.identity),
                       listed(page.explanation.token_groups, 0, style));
  }
  if (!decision.is_listed) {
    const bool is_stranger = !page.explanation.user.is_none();
    const std::string_view why = is_stranger ? "mentioned nowhere" : "not listed";
    const std::string has =
        is_stranger ? "what " + page.name(page.snapshot.user_id(page.explanation.user)) + " has"
                    : of_anonymous(page.snapshot);
    std::string out = fmt::format("identity {} is {}, so it has {}",
                                  page.name(page.explanation.request.identity), why, has);
    if (page.explanation.suggestion)
      out += fmt::format("; did you mean {}?", page.name(*page.explanation.suggestion));
    return out + "\n";
  }
  if (page.explanation.user.is_none()) return {};
  const std::string id = page.name(page.snapshot.user_id(page.explanation.user));
  const auto& user = page.snapshot.users[page.explanation.user.index()];
  if (!decision.is_active && user->status == Status::Active) {
    return fmt::format("identity {} could sign in until {}, so it has {}\n", id,
                       until_text(user.file->until_of(*user.it).end), of_anonymous(page.snapshot));
  }
  if (!decision.is_active)
    return fmt::format("identity {} is {} and cannot sign in, so it has {}\n", id,
                       to_text(page.snapshot.users[page.explanation.user.index()]->status),
                       of_anonymous(page.snapshot));
  if (page.snapshot.user_id(page.explanation.user) == page.explanation.request.identity) return {};
  return fmt::format("identity {}\n", id);
}

const PolicyTrace* trace_of(const Decision& decision, PolicyIndex policy) {
  const auto found = std::ranges::find(decision.policies, policy, &PolicyTrace::policy);
  return found == decision.policies.end() ? nullptr : &*found;
}

std::string note(const Page& page, const std::string& words, PolicyIndex policy) {
  const PolicyTrace* const trace = trace_of(page.explanation.decision, policy);
  if (trace == nullptr) return {};
  return "\n" + page.palette.paint(Tone::Heading, "note") + ": " + words + "\n" +
         policy_excerpt(*trace, page.snapshot, page.palette);
}

/// What a policy does, or would do if what was not told were so.
std::string_view verb_of(const Page& page, PolicyIndex policy) {
  const PolicyTrace* const trace = trace_of(page.explanation.decision, policy);
  const bool is_sure = trace == nullptr || trace->takes_effect;
  const bool allows = page.snapshot.policies[policy.index()]->effect == Effect::Allow;
  if (allows && trace != nullptr && !is_sure && !trace->may_take_effect) return "does not allow it";
  if (allows) return is_sure ? "allows" : "may allow";
  return is_sure ? "denies" : "may deny";
}

std::string closest_words(const NearMiss& miss, const PolicyTrace& trace) {
  const std::size_t all = trace.criteria.size();
  if (miss.failed.empty())
    return fmt::format("closest policy, {} of {} criteria open", miss.open.size(), all);
  return fmt::format("closest policy, {} of {} criteria {}", miss.failed.size(), all,
                     miss.failed.size() == 1 ? "fails" : "fail");
}

/// The policies that decide; where none does, the closest one.
std::string notes(const Page& page) {
  const Decision& decision = page.explanation.decision;
  std::string out;
  const std::size_t shown = page.options.all ? decision.decisive.size()
                                             : std::min(kDecisiveShown, decision.decisive.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const PolicyIndex policy = decision.decisive[i];
    out += note(page, fmt::format("policy {} {}", page.policy_name(policy), verb_of(page, policy)),
                policy);
  }
  if (shown < decision.decisive.size())
    out += fmt::format("{} more; all: --all\n",
                       counted(decision.decisive.size() - shown, "policy", "policies"));
  if (!decision.decisive.empty() || page.explanation.near_misses.empty()) return out;
  const NearMiss& closest = page.explanation.near_misses.front();
  const PolicyTrace* const trace = trace_of(decision, closest.policy);
  return trace == nullptr ? out : out + note(page, closest_words(closest, *trace), closest.policy);
}

std::string membership_text(const Page& page, const MembershipPath& path) {
  std::string out = page.name(page.snapshot.user_id(page.explanation.user));
  for (const GroupIndex group : path.groups)
    out += " > " + page.name(page.snapshot.text(page.snapshot.groups[group.index()]->id));
  return out;
}

std::string membership_lines(const Page& page) {
  const auto& paths = page.explanation.memberships;
  if (page.explanation.user.is_none()) return {};
  if (!page.explanation.decision.is_active)
    return "\nmember of   no group, for want of signing in\n";
  if (paths.empty()) return "\nmember of   no group\n";
  const std::size_t shown =
      page.options.all ? paths.size() : std::min(kMembershipsShown, paths.size());
  std::string out;
  for (std::size_t i = 0; i < shown; ++i)
    out += fmt::format("{}{}\n", i == 0 ? "\nmember of   " : "            ",
                       membership_text(page, paths[i]));
  if (shown < paths.size())
    out += fmt::format("            {} more; all: --all\n",
                       counted(paths.size() - shown, "group", "groups"));
  return out;
}

/// `identity, request.ip, auth.mfa`: what would have to change, but for what was told.
std::string criteria_words(const std::vector<std::uint32_t>& criteria, const PolicyTrace& trace,
                           const RequestAttributes& told) {
  std::vector<std::string> words;
  const auto add = [&](std::string word) {
    const auto one = told.find(word);
    const bool is_told = one != told.end() && one->second.state != Told::State::NotTold;
    if (!is_told && std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  };
  for (const std::uint32_t i : criteria) {
    const CriterionTrace& criterion = trace.criteria[i];
    const bool names_attributes =
        criterion.kind == CriterionKind::Condition && !criterion.attributes.empty();
    if (!names_attributes) add(std::string(to_text(criterion.kind)));
    if (names_attributes) std::ranges::for_each(criterion.attributes, add);
  }
  return listed(words, 0, [](std::string_view text) { return shown_name(text); });
}

std::string failed_words(const NearMiss& miss, const PolicyTrace& trace,
                         const RequestAttributes& told) {
  if (!miss.failed.empty()) return criteria_words(miss.failed, trace, {});
  return miss.open.empty() ? std::string("nothing, but another policy decides")
                           : "nothing; not told: " + criteria_words(miss.open, trace, told);
}

std::string near_miss_lines(const Page& page) {
  const auto& misses = page.explanation.near_misses;
  if (misses.empty()) return {};
  const std::size_t shown =
      page.options.all ? misses.size() : std::min(kNearMissesShown, misses.size());
  std::vector<std::string> names{"near misses"};
  std::vector<std::string> places{""};
  std::vector<std::string> fails{"fails"};
  for (std::size_t i = 0; i < shown; ++i) {
    const PolicyTrace* const trace = trace_of(page.explanation.decision, misses[i].policy);
    names.push_back(fmt::format("{:>3} {}", i + 1, page.policy_name(misses[i].policy)));
    places.push_back(policy_place(page.snapshot, misses[i].policy));
    fails.push_back(trace == nullptr
                        ? ""
                        : failed_words(misses[i], *trace, page.explanation.request.attributes));
  }
  const std::size_t name_width = column_width(names, 40);
  const std::size_t place_width = column_width(places, 80);
  std::string out = "\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    // A name that would stick out has a line of its own.
    if (code_points(names[i]) > name_width) out += std::exchange(names[i], "") + "\n";
    out += trimmed_line(fmt::format("{}   {}   {}", padded(names[i], name_width),
                                    padded(places[i], place_width), fails[i])) +
           "\n";
  }
  if (shown < misses.size())
    out += fmt::format("    {} more; all: --all\n",
                       counted(misses.size() - shown, "policy", "policies"));
  return out;
}

}  // namespace

std::string write_explain_text(const Explanation& explanation, const Snapshot& snapshot,
                               const AnswerText& answer, const ExplainStyle& options) {
  const Page page{explanation, snapshot, answer, options, Palette(options.color)};
  std::string out = decision_line(page) + asked_line(page) + identity_line(page);
  out += notes(page) + membership_lines(page);
  if (!options.since.empty())
    out += (explanation.user.is_none() ? "\n" : "") + ("since       " + options.since + "\n");
  out += near_miss_lines(page);
  if (options.fixes != nullptr) out += write_fixes_text(*options.fixes, options.all);
  if (options.all && !explanation.decision.policies.empty())
    out += "\n" + trace_table(explanation.decision.policies, snapshot);
  return out;
}

}  // namespace accessdrift
