#include <algorithm>
#include <set>

#include "accessdrift/query/asked.h"
#include "accessdrift/query/check.h"
#include "agreement.h"
#include "told_apart.h"

namespace accessdrift::property {
namespace {

constexpr std::size_t kOwnDecisionsTried = 24;
constexpr std::size_t kExplanationsTried = 6;

const naive::RequestSet& allowed(const naive::Access& access, const naive::Target& target,
                                 std::size_t person) {
  static const naive::RequestSet kNothing;
  const auto found = access.find(target);
  if (found == access.end()) return kNothing;
  const auto holder = std::ranges::find(found->second, person, &naive::Holder::person);
  return holder == found->second.end() ? kNothing : holder->allowed;
}

std::vector<naive::Target> targets_of(const naive::Access& access) {
  std::vector<naive::Target> targets;
  for (const auto& [target, holders] : access) targets.push_back(target);
  return targets;
}

}  // namespace

Outcome outcome_of(const std::vector<naive::RequestSet>& allowed,
                   const naive::RepresentativeRequests& requests) {
  const naive::RequestSet all = naive::RequestSet::all(requests.size());
  if (std::ranges::all_of(allowed, [&](const auto& set) { return set == all; }))
    return Outcome::Allow;
  const bool never = std::ranges::all_of(allowed, [](const auto& set) { return set.is_empty(); });
  return never ? Outcome::Deny : Outcome::Open;
}

std::string to_text(Outcome outcome) {
  if (outcome == Outcome::Open) return "open";
  return outcome == Outcome::Allow ? "allow" : "deny";
}

std::size_t Agreement::person_of(IdentityIndex identity, const View& view) const {
  const UserIndex user = comparison_.population->user(identity, view.side);
  if (!user.is_none() && user.index() < view.snapshot->declared_users()) return user.index();
  const std::string_view id = comparison_.population->id(identity, view.side);
  const auto found = std::ranges::find_if(view.naive->people, [&](const naive::Person& person) {
    return (person.is_unknown || person.is_client) && person.spelling == id;
  });
  if (found == view.naive->people.end() && id != kAnonymous) return view.naive->signed_out();
  return static_cast<std::size_t>(found - view.naive->people.begin());
}

std::string Agreement::describe(const View& view, const naive::Side& side, std::size_t person,
                                const naive::Target& target) const {
  const std::string who = person == side.anonymous()    ? std::string(kAnonymous)
                          : person == side.signed_out() ? "who is signed out"
                                                        : side.people[person].spelling;
  return who + ", " + target.second + " on " + target.first + ", " +
         (view.side == SideOf::Before ? "before" : "after");
}

std::string Agreement::check_engine(View& view) {
  for (std::size_t r = 0; r < view.naive->things.size(); ++r) {
    for (const auto& [action, by] : view.naive->things[r].allowed_by) {
      const naive::Target target{view.naive->things[r].id, action};
      comparison_.universe->diagrams().start_target();
      const Engine::Access access =
          view.engine->access({ResourceIndex{r}, view.snapshot->names->find(action)},
                              IdentitySet::first(comparison_.population->size()));
      if (access.is_limited) {
        note_limit(is_loose(view, target));
        continue;
      }
      for (std::uint32_t i = 0; i < comparison_.population->size(); ++i) {
        const std::size_t person = person_of(IdentityIndex{i}, view);
        if (view.naive->is_unknown(person) && is_loose(view, target)) continue;
        const naive::RequestSet& expected = allowed(view.access, target, person);
        const naive::RequestSet& found = regions_->of(access.map.region_of(IdentityIndex{i}));
        if (found == expected) continue;
        std::size_t request = 0;
        while (found.contains(request) == expected.contains(request)) ++request;
        return "engine: " + describe(view, *view.naive, person, target) + ": naive says " +
               yes_no(expected.contains(request)) + " for" + to_text(requests_.request(request));
      }
    }
  }
  return {};
}

std::string Agreement::a_spelling_of(const naive::Side& side, std::size_t person) {
  static const std::vector<std::string> kNobody{"member:nowhere", "stranger:nowhere.example",
                                                "client:nobody"};
  if (person == side.anonymous()) return std::string(kAnonymous);
  if (person == side.signed_out()) {
    if (random_.chance(30)) return std::string(kSignedOut);
    return side.is_open ? random_.pick(kNobody) : "nobody@nowhere.example";
  }
  const naive::Person& one = side.people[person];
  const bool is_stranger = one.id.starts_with("stranger:");
  if (is_stranger && random_.chance(60)) {
    if (!one.domain.empty()) return "zo\xC3\xAB@" + one.domain;
    return random_.pick(std::vector<std::string>{"zoe", "zoe@nowhere.example", "z@"});
  }
  if (!one.aliases.empty() && random_.chance(40)) return random_.pick(one.aliases);
  return random_.chance(50) ? one.id : one.spelling;
}

std::string Agreement::check_decisions(View& view) {
  const std::vector<naive::Target> targets = targets_of(view.access);
  std::size_t person = 0;
  std::size_t number = 0;
  naive::Target target;
  for (std::size_t i = 0; i < kOwnDecisionsTried && !targets.empty(); ++i) {
    // What a series keeps of the last question is asked for again.
    if (i == 0 || random_.chance(50)) person = random_.below(view.alone->all());
    if (i == 0 || random_.chance(50)) target = random_.pick(targets);
    if (i == 0 || random_.chance(50)) number = random_.below(requests_.size());
    const Request request{a_spelling_of(*view.alone, person), target.second, target.first,
                          told_alone(view, requests_.request(number))};
    const std::size_t of_all = person == view.alone->anonymous()    ? view.naive->anonymous()
                               : person == view.alone->signed_out() ? view.naive->signed_out()
                                                                    : person;
    const bool expected = allowed(view.access, target, of_all).contains(number);
    if (view.alone->decide(request.identity, request.action, request.resource,
                           request.attributes) != expected)
      return "naive against itself: " + describe(view, *view.alone, person, target) + " (as " +
             request.identity + ")" + to_text(request.attributes);
    std::string wrong = check_live_decision(view, target, request, expected, false);
    if (!wrong.empty()) return wrong;
    const Outcome outcome = view.interpreter->decide(request);
    if (outcome == Outcome::Open || (outcome == Outcome::Allow) != expected) {
      return "interpreter: " + describe(view, *view.alone, person, target) + " (as " +
             request.identity + "): naive says " + yes_no(expected) + " for" +
             to_text(request.attributes);
    }
    if (view.series->decide(request) != outcome) {
      return "interpreter of a series: " + describe(view, *view.alone, person, target) + " (as " +
             request.identity + "): one request alone is " + yes_no(expected) + " for" +
             to_text(request.attributes);
    }
  }
  return {};
}

std::string Agreement::check_explanations(View& view) {
  if (view.own_requests.size() > kMostRequests) return {};
  const std::vector<naive::Target> targets = targets_of(view.access);
  for (std::size_t i = 0; i < kExplanationsTried && !targets.empty(); ++i) {
    const std::size_t person = random_.below(view.alone->all());
    const naive::Target target = random_.pick(targets);
    Request request{a_spelling_of(*view.alone, person), target.second, target.first, {}};
    request.attributes = view.own_requests.request(random_.below(view.own_requests.size()));
    const unsigned hidden = static_cast<unsigned>(random_.between(0, 100));
    for (auto& [name, told] : request.attributes) {
      if (random_.chance(hidden)) told = Told{};
    }
    std::string found = check_explanation(view, target, request, person);
    if (found.empty()) found = check_question_of_url(view, request, person);
    if (!found.empty()) return found;
  }
  return {};
}

/// A request that this side's declarations do not allow may be refused, but never decided
/// otherwise. What a URL would tell is nothing that a request by id can tell.
std::string Agreement::check_live_decision(View& view, const naive::Target& target,
                                           const Request& request, bool expected, bool is_own) {
  RequestAttributes attributes = request.attributes;
  if (random_.chance(10)) attributes["request.path"] = Told::present(std::string("/admin"));
  const Decided decided =
      view.decider->decide(request.identity, request.action, request.resource, attributes);
  if (decided == (expected ? Decided::Allow : Decided::Deny)) return {};
  if (!is_own && decided == Decided::Incomplete) return {};
  if (decided == Decided::Limited) {
    note_limit(is_loose(view, target));
    return {};
  }
  if (decided == Decided::Incomplete && is_loose(view, target)) return {};
  return "decider: " + target.second + " on " + target.first + " (as " + request.identity +
         "): naive says " + yes_no(expected) + " for" + to_text(request.attributes) +
         ", the decider " + std::to_string(static_cast<int>(decided));
}

/// What `check` answers is exact.
std::string Agreement::check_question(View& view, const naive::Target& target,
                                      const Request& request, std::size_t person, Outcome expected,
                                      const naive::RepresentativeRequests& completions,
                                      const naive::RequestSet& allowed_completions) {
  const AskedIdentity asked = find_asked_identity(view.inquiry, request.identity);
  const auto asked_target = find_asked_target(view.inquiry, request.action, request.resource);
  if (!asked_target || asked_target->by_url)
    return "check: the target is not found: " + target.second + " on " + target.first;
  const CheckAnswer answer =
      accessdrift::check(view.inquiry, asked.identity, *asked_target, request.attributes);
  const std::string what = "check: " + target.second + " on " + target.first + " (as " +
                           request.identity + ") for" + to_text(request.attributes);
  const bool may_be_open = view.alone->is_unknown(person) && is_loose(view, target);
  if (answer.is_limited) note_limit(is_loose(view, target));
  if (answer.outcome == Outcome::Open && (may_be_open || answer.is_limited)) return {};
  if (answer.outcome == Outcome::Open && expected != Outcome::Open && !asks_again_) {
    const std::string found = check_question_again(view, target, request, person);
    if (found.empty()) return found;
  }
  if (answer.outcome != expected)
    return what + ": naive says " + to_text(expected) + ", check " + to_text(answer.outcome);
  if (expected == Outcome::Open) {
    for (std::size_t i = 0; i < completions.size(); ++i) {
      const RequestAttributes attributes = completions.request(i);
      const bool is_in = view.inquiry.universe->contains(answer.when, attributes);
      if (is_in != allowed_completions.contains(i))
        return what + ": the region is wrong at" + to_text(attributes);
    }
  }
  const std::size_t some = random_.below(completions.size());
  Request complete = request;
  complete.attributes = completions.request(some);
  return check_live_decision(view, target, complete, allowed_completions.contains(some), true);
}

/// It may be open for a text that the naive evaluation did not think of: it is asked again with all
/// that the program tells apart.
std::string Agreement::check_question_again(View& view, const naive::Target& target,
                                            const Request& request, std::size_t person) {
  const naive::RepresentativeRequests completions =
      completions_of(with_values(view.own_requests, told_apart(comparison_)), request);
  if (completions.size() > 32 * kMostRequests) return "check: too many requests to ask again";
  const naive::RequestSet set = naive::access_to(*view.alone, completions, target, person);
  asks_again_ = true;
  const Outcome expected = outcome_of({set}, completions);
  std::string found = check_question(view, target, request, person, expected, completions, set);
  asks_again_ = false;
  questions_asked_again_ += found.empty() ? 1 : 0;
  return found;
}

/// All ways to tell what the request does not.
naive::RepresentativeRequests Agreement::completions_of(const naive::RepresentativeRequests& all,
                                                        const Request& request) {
  std::vector<naive::Axis> axes = all.axes();
  for (naive::Axis& axis : axes) {
    const Told& told = request.attributes.at(axis.attribute);
    if (told.state != Told::State::NotTold) axis.values = {told};
  }
  return naive::RepresentativeRequests(std::move(axes));
}

/// What is not told is open exactly if it matters: if not all ways to fill it in agree. The
/// interpreter, that looks at one criterion after the other, may call more open, but is never
/// certain of something wrong.
std::string Agreement::check_explanation(View& view, const naive::Target& target,
                                         const Request& request, std::size_t person) {
  const naive::RepresentativeRequests completions = completions_of(view.own_requests, request);
  const std::size_t thing = view.naive->find_thing(target.first).value();
  if (view.naive->things[thing].is_found_by_url(target.second))
    return check_question_of_all_urls(view, target, request, person, completions);
  const naive::RequestSet set = naive::access_to(*view.alone, completions, target, person);
  const Outcome expected = outcome_of({set}, completions);
  Request without_url = request;
  for (const std::string_view attribute : kUrlAttributes)
    without_url.attributes[std::string(attribute)] = Told::absent();
  const Outcome outcome = view.interpreter->explain(without_url).outcome;
  if (outcome == expected || outcome == Outcome::Open)
    return check_question(view, target, request, person, expected, completions, set);
  return "explain: " + describe(view, *view.alone, person, target) + ": naive says " +
         to_text(expected) + ", interpreter " + to_text(outcome) + " for" +
         to_text(request.attributes);
}

}  // namespace accessdrift::property
