#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "accessdrift/engine/routing.h"
#include "accessdrift/interpreter/route.h"
#include "accessdrift/query/asked.h"
#include "accessdrift/query/check.h"
#include "accessdrift/query/explain.h"
#include "accessdrift/region/print.h"
#include "agreement.h"

namespace accessdrift::property {
namespace {

constexpr std::size_t kDecisionsTried = 24;

std::string to_text(const naive::UrlTarget& target) {
  const auto or_nobody = [](const std::string& owner) { return owner.empty() ? "nobody" : owner; };
  return target.method + " on " + or_nobody(target.owner_before) + " -> " +
         or_nobody(target.owner_after);
}

bool is_same_for_all(const naive::UrlChange& change) {
  const auto is_same = [](const std::vector<naive::RequestSet>& sets) {
    return std::ranges::all_of(sets, [&](const auto& set) { return set == sets.front(); });
  };
  return is_same(change.before) && is_same(change.after);
}

}  // namespace

std::size_t Agreement::changes_that_hang_on_url() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      changes_by_url_, [](const naive::UrlChange& change) { return !is_same_for_all(change); }));
}

std::string Agreement::check_owners() {
  for (const naive::OwnedAddress& one : addresses_) {
    for (const View* view : {&before_, &after_}) {
      if (view->naive->routes(one.address).size() > 1)
        return "owners: two patterns are equally specific for " + naive::to_text(one.address);
    }
  }
  return check_patterns();
}

std::string Agreement::check_patterns() {
  const auto index = [](const std::optional<std::size_t>& thing) {
    return thing ? ResourceIndex{*thing} : ResourceIndex{};
  };
  const auto best = [](const View& view, const naive::Address& address) {
    const std::vector<naive::Side::Route> routes = view.naive->routes(address);
    return routes.empty() ? nullptr : routes.front().pattern;
  };
  std::map<UrlOwners, std::set<std::string>> expected;
  for (const naive::OwnedAddress& one : addresses_) {
    const UrlPattern* before = best(before_, one.address);
    const UrlPattern* after = best(after_, one.address);
    const bool takes_before =
        after == nullptr ||
        (before != nullptr && naive::specificity(*before) > naive::specificity(*after));
    expected[{index(one.before), index(one.after)}].insert(
        accessdrift::to_text(takes_before ? *before : *after));
  }
  std::map<UrlOwners, std::set<std::string>> found;
  if (comparison_.urls != nullptr) {
    for (const UrlOwners& owners : comparison_.urls->owners()) {
      for (const std::string& pattern : comparison_.urls->patterns(owners))
        found[owners].insert(pattern);
    }
  }
  if (found == expected) return {};
  std::string text = "patterns: naive finds";
  const auto add = [&](const auto& all) {
    for (const auto& [owners, patterns] : all) {
      text += " (" + std::to_string(owners.before.number) + " " +
              std::to_string(owners.after.number) + ":";
      for (const std::string& pattern : patterns) text += " " + pattern;
      text += ")";
    }
  };
  add(expected);
  text += ", the space of URLs";
  add(found);
  return text;
}

naive::Attributes Agreement::some_url() {
  return naive::told_by_url(random_.pick(addresses_).address, random_.pick(methods_));
}

/// With capitals, a default port, dots, escapes of what needs none, and a query.
std::string Agreement::a_spelling_of(const naive::Address& address) {
  std::string text = naive::to_text(address);
  if (random_.chance(40)) return text;
  const std::size_t host = text.find("://") + 3;
  std::size_t path = text.find('/', host);
  if (random_.chance(40)) text.replace(host, 1, 1, static_cast<char>(std::toupper(text[host])));
  if (random_.chance(20)) text.replace(0, 4, "HTTP");
  const bool has_port = text.find(':', host) < path;
  if (!has_port && random_.chance(30)) {
    const std::string port = address.scheme == "https" ? ":443" : ":80";
    text.insert(path, port);
    path += port.size();
  }
  if (random_.chance(30)) text.insert(path, random_.chance(50) ? "/." : "/x/%2e%2E");
  const std::size_t last = text.size() - 1;
  if (text[last] == 'n' && random_.chance(40)) text.replace(last, 1, "%6e");
  if (text.ends_with("/") && random_.chance(30)) text += random_.chance(50) ? "." : "x/..";
  if (random_.chance(20)) text += "?next=/admin";
  return text;
}

std::size_t Agreement::alike_methods(const naive::UrlChange& change) const {
  const naive::OwnedAddress& one = addresses_[change.addresses.front()];
  const auto means = [](const View& view, const std::optional<std::size_t>& owner,
                        const std::string& method, const std::string& action) {
    return owner && !action.empty() && view.naive->meaning(*owner, method) == action;
  };
  return static_cast<std::size_t>(std::ranges::count_if(methods_, [&](const std::string& method) {
    return means(before_, one.before, method, change.target.action_before) ||
           means(after_, one.after, method, change.target.action_after);
  }));
}

std::string Agreement::check_comparison_by_url(const std::vector<ProductChange>& all) {
  using Key = std::tuple<naive::UrlTarget, std::size_t, std::size_t>;
  std::map<Key, const naive::UrlChange*> expected;
  for (const naive::UrlChange& change : changes_by_url_) {
    const naive::Pair& pair = pairs_[change.pair];
    if (limited_one(change) != nullptr) continue;
    expected[{change.target, pair.on_before(*before_.naive), pair.on_after(*after_.naive)}] =
        &change;
  }
  const auto text = [this](Name name) {
    return name.is_none() ? std::string() : std::string(comparison_.after->text(name));
  };
  std::map<Key, std::vector<const ProductChange*>> by_key;
  for (const ProductChange& change : all) {
    const SideNames& owners = change.target.resource;
    const SideNames& actions = change.target.action.names;
    for (const Name method : change.target.action.methods) {
      const naive::UrlTarget target{text(owners.before), text(owners.after), text(method),
                                    text(actions.before), text(actions.after)};
      by_key[{target, person_of(change.identity, before_), person_of(change.identity, after_)}]
          .push_back(&change);
    }
  }
  for (const auto& [key, changes] : by_key) {
    const ProductChange& change = *changes.front();
    const std::string what =
        comparison_.population->printed(change.identity) + ", " + to_text(std::get<0>(key));
    const auto found = expected.find(key);
    if (is_loose(change)) {
      if (found != expected.end()) expected.erase(found);
      continue;
    }
    if (found == expected.end()) return "compare: naive finds no such change by URL: " + what;
    std::string wrong = check_changes_by_url(*found->second, changes);
    if (!wrong.empty()) return "compare: by URL: " + what + ": " + wrong;
    expected.erase(found);
  }
  if (expected.empty()) return {};
  const naive::UrlChange& missed = *expected.begin()->second;
  return "compare: a change by URL is missed: " + pairs_[missed.pair].printed + ", " +
         to_text(missed.target);
}

/// As by id, of all URLs at once.
std::string Agreement::check_changes_by_url(const naive::UrlChange& expected,
                                            const std::vector<const ProductChange*>& found) {
  const Kinds kinds = kinds_of(expected.before, expected.after);
  if (found.size() != kinds.worlds.size()) return "it has another number of kinds";
  for (const ProductChange* const change : found) {
    const auto worlds = kinds.worlds.find(change->kind);
    if (worlds == kinds.worlds.end()) return "the kind is another one";
    if (change->certainty != kinds.certainty) return "it is not as certain";
    if (change->target.action.of_methods != alike_methods(expected))
      return "so many methods do not mean it";
    std::string wrong = check_change_by_url(expected, worlds->second, *change);
    if (wrong.empty()) wrong = check_care(expected, *change);
    if (wrong.empty()) wrong = check_witness_of(*change);
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string Agreement::check_change_by_url(const naive::UrlChange& expected,
                                           const naive::RequestSet& worlds,
                                           const ProductChange& found) {
  const auto before = within(expected.before, worlds);
  const auto after = within(expected.after, worlds);
  for (std::size_t a = 0; a < expected.addresses.size(); ++a) {
    const naive::Address& address = addresses_[expected.addresses[a]].address;
    const naive::Attributes told = naive::told_by_url(address, expected.target.method);
    if (regions_->of(found.care, told) != worlds) return "it is not of all requests there";
    const auto check = [&](Region region, const naive::RequestSet& wanted) {
      const naive::RequestSet& in = regions_->of(region, told);
      if (in == wanted) return std::string();
      return "naive" + first_difference_of(requests_, in, wanted) + ", " + naive::to_text(address);
    };
    if (std::string wrong = check(found.region_before, before[a]); !wrong.empty())
      return "before, " + wrong;
    if (std::string wrong = check(found.region_after, after[a]); !wrong.empty())
      return "after, " + wrong;
  }
  return {};
}

/// All requests or, if it matters for which of its URLs, those for the target; in the worlds of the
/// change.
std::string Agreement::check_care(const naive::UrlChange& expected, const ProductChange& found) {
  Diagrams& diagrams = comparison_.universe->diagrams();
  if (is_same_for_all(expected)) {
    if (found.care != diagrams.intersect(found.worlds, comparison_.universe->care()))
      return "the regions hang on the URL for nothing";
    for (const Region region : {found.region_before, found.region_after}) {
      if (regions_->of(region, some_url()) != regions_->of(region))
        return "a region hangs on the URL though it does not matter";
    }
    return {};
  }
  std::set<std::string> read;
  const auto add_read = [&](const View& view, const std::optional<std::size_t>& owner,
                            const std::string& action) {
    if (owner && !action.empty())
      read.merge(naive::url_attributes_read(*view.naive, *owner, action));
  };
  const naive::OwnedAddress& first = addresses_[expected.addresses.front()];
  add_read(before_, first.before, expected.target.action_before);
  add_read(after_, first.after, expected.target.action_after);
  Region all = Diagrams::never();
  for (const std::size_t a : expected.addresses) {
    naive::Attributes told = naive::told_by_url(addresses_[a].address, expected.target.method);
    std::erase_if(told, [&](const auto& one) { return !read.contains(one.first); });
    all = diagrams.unite(all, regions_->telling(told));
  }
  all = diagrams.intersect(all, found.worlds);
  if (found.care == all) return {};
  return "the regions lie within " + canonical_text(*comparison_.universe, found.care) + ", not " +
         canonical_text(*comparison_.universe, all);
}

std::string Agreement::check_witness_by_url(const Witness& witness) {
  if (witness.before_allows == witness.after_allows)
    return "the witness is decided alike on both sides";
  const auto text = [this](Name name) {
    return name.is_none() ? std::string() : std::string(comparison_.after->text(name));
  };
  const std::string& method = witness.by_url->method;
  const std::string what = ": " + method + " " + witness.by_url->url;
  const auto& methods = witness.action.methods;
  if (std::ranges::none_of(methods, [&](Name one) { return text(one) == method; }))
    return "the witness has another method" + what;
  for (const std::string_view attribute : kUrlAttributes) {
    if (witness.attributes.contains(attribute)) return "the witness says twice what its URL tells";
  }
  if (witness.by_url->url.empty()) return "the witness has no URL";
  const naive::Address address = naive::read_address(witness.by_url->url);
  for (const View* view : {&before_, &after_}) {
    const auto owner = view->naive->owner(address);
    const std::string printed = text(witness.resource.on(view->side));
    const std::string owner_id = owner ? view->naive->things[*owner].id : std::string();
    if (owner_id != (printed.empty() ? printed : resource_on(*view, printed)))
      return "the witness is for another resource" + what;
    const std::string identity(comparison_.population->id(witness.identity, view->side));
    const bool expected = view == &before_ ? witness.before_allows : witness.after_allows;
    if (view->naive->decide_by_url(identity, method, address, witness.attributes) != expected)
      return "naive refutes" + what + property::to_text(witness.attributes);
  }
  return {};
}

/// Any URL, whether somebody has it or not, by any method.
std::string Agreement::check_decisions_by_url(View& view) {
  if (addresses_.empty()) return {};
  const Routing routing(*view.snapshot);
  for (std::size_t i = 0; i < kDecisionsTried; ++i) {
    const std::size_t person = random_.below(view.alone->all());
    const naive::Address address = random_.pick(addresses_).address;
    const std::string method = random_.pick(methods_);
    const UrlRequest asked{method, a_spelling_of(address)};
    const RequestAttributes told = requests_.request(random_.below(requests_.size()));
    const RequestAttributes attributes = told_alone(view, told);
    const std::string identity = a_spelling_of(*view.alone, person);
    const bool expected = view.alone->decide_by_url(identity, method, address, attributes);
    const std::string what = method + " " + asked.url + " (as " + identity + "), " +
                             (view.side == SideOf::Before ? "before" : "after") + ": naive says " +
                             yes_no(expected) + " for" + property::to_text(attributes);

    const Routed routed = interpreting::route(*view.snapshot, asked);
    bool allows = false;
    if (!routed.action.is_none()) {
      Request request{
          identity, std::string(view.snapshot->text(routed.action)),
          std::string(view.snapshot->text(view.snapshot->resources[routed.resource.index()]->id)),
          attributes};
      tell_url(routed.url, method, request.attributes);
      allows = view.interpreter->decide(request) == Outcome::Allow;
    }
    if (allows != expected) return "interpreter by URL: " + what;

    const Decided decided = view.decider->decide(identity, asked, attributes);
    const bool is_decided = decided == (expected ? Decided::Allow : Decided::Deny);
    const bool is_limited = decided == Decided::Limited && !routed.action.is_none();
    if (is_limited)
      note_limit(
          is_loose(view, routed.resource.index(), std::string(view.snapshot->text(routed.action))));
    if (!is_decided && decided != Decided::Incomplete && !is_limited)
      return "decider by URL: the decider says " + std::to_string(static_cast<int>(decided)) +
             ": " + what;

    const Routed compiled = routing.route(asked);
    if (compiled.resource != routed.resource || compiled.action != routed.action ||
        compiled.url != routed.url)
      return "router: another resource or action than the interpreter's: " + what;
  }
  return {};
}

std::string Agreement::check_question_of_all_urls(
    View& view, const naive::Target& target, const Request& request, std::size_t person,
    const naive::RepresentativeRequests& completions) {
  const std::size_t thing = view.naive->find_thing(target.first).value();
  naive::AccessByUrl access(*view.alone, completions);
  std::vector<naive::Attributes> told;
  std::vector<naive::RequestSet> sets;
  for (const auto& [address, owner] : view.own_addresses) {
    for (const auto& [method, action] : view.naive->things[thing].methods) {
      if (owner != thing || action != target.second) continue;
      told.push_back(naive::told_by_url(address, method));
      sets.push_back(access.allowed({thing, action, told.back()}, person));
    }
  }
  // Other resources may have more specific patterns for all of them.
  if (told.empty()) return {};
  const Outcome expected = outcome_of(sets, completions);
  const std::string what = describe(view, *view.alone, person, target) + ", by its URLs, for" +
                           property::to_text(request.attributes) + ": naive says " +
                           property::to_text(expected);
  const Outcome outcome = view.interpreter->explain(request).outcome;
  if (outcome != expected && outcome != Outcome::Open)
    return "explain: " + what + ", the interpreter " + property::to_text(outcome);

  const AskedIdentity asked = find_asked_identity(view.inquiry, request.identity);
  const auto asked_target = find_asked_target(view.inquiry, request.action, request.resource);
  if (!asked_target) return "check: the target is not found: " + what;
  const CheckAnswer answer =
      accessdrift::check(view.inquiry, asked.identity, *asked_target, request.attributes);
  const bool may_be_open = view.alone->is_unknown(person) && is_loose(view, target);
  if (answer.is_limited) note_limit(is_loose(view, target));
  if (answer.outcome == Outcome::Open && (may_be_open || answer.is_limited)) return {};
  if (answer.outcome != expected)
    return "check: " + what + ", check " + property::to_text(answer.outcome);
  for (std::size_t u = 0; u < told.size() && expected == Outcome::Open; ++u) {
    for (std::size_t i = 0; i < completions.size(); ++i) {
      RequestAttributes attributes = completions.request(i);
      for (const auto& [name, value] : told[u]) attributes[name] = Told::present(value);
      if (view.inquiry.universe->contains(answer.when, attributes) != sets[u].contains(i))
        return "check: " + what + ": the region is wrong at" + property::to_text(attributes);
    }
  }
  return {};
}

std::string Agreement::check_question_of_url(View& view, const Request& request,
                                             std::size_t person) {
  if (view.own_addresses.empty()) return {};
  const auto& [address, owner] = random_.pick(view.own_addresses);
  const std::string method = random_.pick(methods_);
  const UrlRequest url{method, naive::to_text(address)};
  const naive::RepresentativeRequests completions = completions_of(view.own_requests, request);
  naive::AccessByUrl access(*view.alone, completions);
  naive::RequestSet set;
  const auto action = view.naive->meaning(owner, method);
  if (action) {
    const naive::Attributes told = naive::told_by_url(address, method);
    set = access.allowed({owner, *action, told}, person);
  }
  const Outcome expected = outcome_of({set}, completions);
  const std::string what = method + " " + url.url + " (as " + request.identity + ") for" +
                           property::to_text(request.attributes) + ": naive says " +
                           property::to_text(expected);
  const Outcome outcome =
      explain(*view.interpreter, *view.snapshot, request.identity, url, request.attributes)
          .decision.outcome;
  if (outcome != expected && outcome != Outcome::Open)
    return "explain by URL: " + what + ", the interpreter " + property::to_text(outcome);

  const AskedIdentity asked = find_asked_identity(view.inquiry, request.identity);
  const auto asked_target = find_asked_target(view.inquiry, url.method, url.url);
  if (!asked_target || !asked_target->by_url) return "check by URL: it is not found: " + what;
  const CheckAnswer answer = accessdrift::check(view.inquiry, asked.identity, *asked_target,
                                                with_url(*asked_target, request.attributes));
  const bool is_loose_target = action && is_loose(view, owner, *action);
  const bool may_be_open = view.alone->is_unknown(person) && is_loose_target;
  if (answer.is_limited) note_limit(is_loose_target);
  if (answer.outcome == Outcome::Open && (may_be_open || answer.is_limited)) return {};
  if (answer.outcome != expected)
    return "check by URL: " + what + ", check " + property::to_text(answer.outcome);
  for (std::size_t i = 0; i < completions.size() && expected == Outcome::Open; ++i) {
    const RequestAttributes attributes = completions.request(i);
    if (view.inquiry.universe->contains(answer.when, attributes) != set.contains(i))
      return "check by URL: " + what + ": the region is wrong at" + property::to_text(attributes);
  }
  return {};
}

}  // namespace accessdrift::property
