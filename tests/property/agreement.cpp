#include "agreement.h"

#include <algorithm>
#include <set>

namespace accessdrift::property {
namespace {

constexpr std::size_t kMostRequests = 4096;
constexpr std::size_t kDecisionsTried = 24;
constexpr std::size_t kExplanationsTried = 6;

const naive::RequestSet& allowed(const naive::Access& access, const naive::Target& target, std::size_t person) {
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

std::string yes_no(bool b) { return b ? "allow" : "deny"; }

}  // namespace

std::string to_text(const RequestAttributes& attributes) {
  std::string out;
  for (const auto& [name, told] : attributes) {
    out += " " + name + "=";
    if (told.state == Told::State::NotTold) out += "(not told)";
    if (told.state == Told::State::Absent) out += "(absent)";
    if (told.state == Told::State::Present) out += accessdrift::to_text(told.value);
  }
  return out;
}

const naive::RequestSet& RegionRequests::of(Region region) {
  const auto [at, is_new] = known_.try_emplace(region);
  if (!is_new) return at->second;
  for (std::size_t i = 0; i < attributes_.size(); ++i) {
    if (universe_.contains(region, attributes_[i])) at->second.add(i, attributes_.size());
  }
  return at->second;
}

Agreement::Agreement(const LoadedWorld& world, std::uint64_t seed)
    : random_(seed), requests_(naive::RepresentativeRequests::of(*world.before, *world.after)) {
  is_too_big_ = requests_.size() > kMostRequests;
  if (is_too_big_) return;
  comparison_ = compare(world.before, world.after);
  regions_ = std::make_unique<RegionRequests>(*comparison_.universe, requests_);
  for (View* view : {&before_, &after_}) {
    view->side = view == &before_ ? SideOf::Before : SideOf::After;
    view->snapshot = view == &before_ ? world.before.get() : world.after.get();
    view->naive = std::make_unique<naive::Side>(*view->snapshot);
    view->access = naive::access_of(*view->naive, requests_);
    view->engine = view == &before_ ? comparison_.engine_before.get() : comparison_.engine_after.get();
    view->interpreter = std::make_unique<Interpreter>(*view->snapshot);
    view->own_requests = naive::RepresentativeRequests::of(*view->snapshot, *view->snapshot);
  }
  pairs_ = naive::pair_people(*before_.naive, *after_.naive);
  changes_ = naive::compare(*before_.naive, before_.access, *after_.naive, after_.access, pairs_);
}

std::size_t Agreement::conditional_changes() const {
  const naive::RequestSet all = naive::RequestSet::all(requests_.size());
  const auto is_constant = [&](const naive::RequestSet& set) { return set.is_empty() || set == all; };
  return static_cast<std::size_t>(std::ranges::count_if(
      changes_, [&](const naive::Change& change) { return !is_constant(change.before) || !is_constant(change.after); }));
}

std::string Agreement::check() {
  std::string found = check_pairing();
  if (found.empty()) found = check_comparison();
  for (View* view : {&before_, &after_}) {
    if (found.empty()) found = check_engine(*view);
    if (found.empty()) found = check_decisions(*view);
    if (found.empty()) found = check_explanations(*view);
  }
  return found;
}

std::string Agreement::check_pairing() {
  using Key = std::tuple<std::size_t, std::size_t, std::string>;
  constexpr std::size_t kNobody = Id<struct UserTag>::kNone;
  std::set<Key> expected;
  for (const naive::Pair& pair : pairs_) expected.emplace(pair.before.value_or(kNobody), pair.after.value_or(kNobody), pair.printed);
  std::set<Key> found;
  for (std::uint32_t i = 0; i < comparison_.population->size(); ++i) {
    const Population::Person& person = comparison_.population->person(IdentityIndex{i});
    found.emplace(person.before.number, person.after.number, comparison_.population->printed(IdentityIndex{i}));
  }
  if (found == expected) return {};
  std::string text = "the pairs of people differ; naive:";
  for (const auto& [before, after, printed] : expected) text += " " + printed;
  text += "; population:";
  for (const auto& [before, after, printed] : found) text += " " + printed;
  return text;
}

std::string Agreement::check_comparison() {
  const std::string limited = limited_target(comparison_);
  if (!limited.empty()) return "a limit was hit: " + limited;
  using Key = std::tuple<std::string, std::string, std::uint32_t, std::uint32_t>;
  const auto number = [](const std::optional<std::size_t>& person) {
    return person ? static_cast<std::uint32_t>(*person) : UserIndex{}.number;
  };
  std::map<Key, const naive::Change*> expected;
  for (const naive::Change& change : changes_) {
    const naive::Pair& pair = pairs_[change.pair];
    expected[{change.resource, change.action, number(pair.before), number(pair.after)}] = &change;
  }
  const std::vector<ProductChange> all = changes_of(comparison_);
  for (const ProductChange& change : all) {
    const auto found = expected.find({change.resource, change.action, change.before.number, change.after.number});
    const std::string what = comparison_.population->printed(change.identity) + ", " + change.action + " on " + change.resource;
    if (found == expected.end()) return "compare: naive finds no such change: " + what;
    std::string wrong = check_change(*found->second, change);
    if (!wrong.empty()) return "compare: " + what + ": " + wrong;
    expected.erase(found);
  }
  if (expected.empty()) return {};
  const naive::Change& missed = *expected.begin()->second;
  return "compare: a change is missed: " + pairs_[missed.pair].printed + ", " + missed.action + " on " + missed.resource;
}

std::string Agreement::check_change(const naive::Change& expected, const ProductChange& found) {
  const auto first_difference = [this](const naive::RequestSet& one, const naive::RequestSet& other) {
    std::size_t request = 0;
    while (one.contains(request) == other.contains(request)) ++request;
    return " says " + yes_no(other.contains(request)) + " for" + to_text(requests_.request(request));
  };
  const naive::RequestSet& before = regions_->of(found.region_before);
  if (before != expected.before) return "before, naive" + first_difference(before, expected.before);
  const naive::RequestSet& after = regions_->of(found.region_after);
  if (after != expected.after) return "after, naive" + first_difference(after, expected.after);
  naive::RequestSet gained = expected.after;
  gained.subtract(expected.before);
  naive::RequestSet lost = expected.before;
  lost.subtract(expected.after);
  ChangeKind kind = ChangeKind::Shifted;
  if (lost.is_empty()) kind = expected.before.is_empty() ? ChangeKind::Gained : ChangeKind::Widened;
  if (gained.is_empty()) kind = expected.after.is_empty() ? ChangeKind::Lost : ChangeKind::Narrowed;
  if (kind != found.kind) return "the kind is another one";
  Diagrams& diagrams = comparison_.universe->diagrams();
  std::string wrong = check_witness(found, diagrams.subtract(found.region_before, found.region_after), true);
  if (wrong.empty()) wrong = check_witness(found, diagrams.subtract(found.region_after, found.region_before), false);
  return wrong;
}

std::string Agreement::check_witness(const ProductChange& change, Region region, bool before_allows) {
  if (region == Diagrams::never()) return {};
  const auto witness = comparison_.universe->witness(region);
  if (!witness) return "no witness";
  for (const naive::Axis& axis : requests_.axes()) {
    const auto told = witness->find(axis.attribute);
    if (told == witness->end() || told->second.state == Told::State::NotTold) return "the witness leaves out " + axis.attribute;
  }
  for (const View* view : {&before_, &after_}) {
    const bool expected = (view == &before_) == before_allows;
    const std::string identity(comparison_.population->id(change.identity, view->side));
    const Request request{identity, change.action, change.resource, *witness};
    if (view->naive->decide(identity, change.action, change.resource, *witness) != expected) return "naive refutes the witness" + to_text(*witness);
    if ((view->interpreter->decide(request) == Outcome::Allow) != expected) return "the interpreter refutes the witness" + to_text(*witness);
  }
  return {};
}

std::size_t Agreement::person_of(IdentityIndex identity, const View& view) const {
  const UserIndex user = comparison_.population->user(identity, view.side);
  return user.is_none() ? view.naive->anonymous() : user.index();
}

std::string Agreement::describe(const View& view, std::size_t person, const naive::Target& target) const {
  const std::string who = person == view.naive->anonymous() ? std::string(kAnonymous) : view.naive->people[person].spelling;
  return who + ", " + target.second + " on " + target.first + ", " + (view.side == SideOf::Before ? "before" : "after");
}

std::string Agreement::check_engine(View& view) {
  for (std::size_t r = 0; r < view.naive->things.size(); ++r) {
    for (const auto& [action, by] : view.naive->things[r].allowed_by) {
      const naive::Target target{view.naive->things[r].id, action};
      comparison_.universe->diagrams().start_target();
      const Engine::Access access = view.engine->access({ResourceIndex{r}, view.snapshot->names->find(action)});
      if (access.is_limited) return "a limit was hit: " + target.second + " on " + target.first;
      for (std::uint32_t i = 0; i < comparison_.population->size(); ++i) {
        const std::size_t person = person_of(IdentityIndex{i}, view);
        const naive::RequestSet& expected = allowed(view.access, target, person);
        const naive::RequestSet& found = regions_->of(access.map.region_of(IdentityIndex{i}));
        if (found == expected) continue;
        std::size_t request = 0;
        while (found.contains(request) == expected.contains(request)) ++request;
        return "engine: " + describe(view, person, target) + ": naive says " + yes_no(expected.contains(request)) + " for" +
               to_text(requests_.request(request));
      }
    }
  }
  return {};
}

std::string Agreement::a_spelling_of(const naive::Side& side, std::size_t person) {
  if (person == side.anonymous()) return std::string(random_.chance(80) ? kAnonymous : "nobody@nowhere.example");
  const naive::Person& one = side.people[person];
  if (!one.aliases.empty() && random_.chance(40)) return random_.pick(one.aliases);
  return random_.chance(50) ? one.id : one.spelling;
}

std::string Agreement::check_decisions(View& view) {
  const std::vector<naive::Target> targets = targets_of(view.access);
  for (std::size_t i = 0; i < kDecisionsTried && !targets.empty(); ++i) {
    const std::size_t person = random_.below(view.naive->people.size() + 1);
    const naive::Target target = random_.pick(targets);
    const std::size_t number = random_.below(requests_.size());
    const Request request{a_spelling_of(*view.naive, person), target.second, target.first, requests_.request(number)};
    const bool expected = allowed(view.access, target, person).contains(number);
    if (view.naive->decide(request.identity, request.action, request.resource, request.attributes) != expected) {
      return "naive against itself: " + describe(view, person, target) + to_text(request.attributes);
    }
    const Outcome outcome = view.interpreter->decide(request);
    if (outcome == Outcome::Open || (outcome == Outcome::Allow) != expected) {
      return "interpreter: " + describe(view, person, target) + " (as " + request.identity + "): naive says " + yes_no(expected) + " for" +
             to_text(request.attributes);
    }
  }
  return {};
}

std::string Agreement::check_explanations(View& view) {
  if (view.own_requests.size() > kMostRequests) return {};
  const std::vector<naive::Target> targets = targets_of(view.access);
  for (std::size_t i = 0; i < kExplanationsTried && !targets.empty(); ++i) {
    const std::size_t person = random_.below(view.naive->people.size() + 1);
    const naive::Target target = random_.pick(targets);
    Request request{a_spelling_of(*view.naive, person), target.second, target.first, {}};
    request.attributes = view.own_requests.request(random_.below(view.own_requests.size()));
    const unsigned hidden = static_cast<unsigned>(random_.between(0, 100));
    for (auto& [name, told] : request.attributes) {
      if (random_.chance(hidden)) told = Told{};
    }
    std::string found = check_explanation(view, target, request, person);
    if (!found.empty()) return found;
  }
  return {};
}

/// What is not told is open exactly if it matters: if not all ways to fill it in agree. The interpreter, that looks at one criterion after the other,
/// may call more open, but is never certain of something wrong.
std::string Agreement::check_explanation(View& view, const naive::Target& target, const Request& request, std::size_t person) {
  std::vector<naive::Axis> axes = view.own_requests.axes();
  for (naive::Axis& axis : axes) {
    const Told& told = request.attributes.at(axis.attribute);
    if (told.state != Told::State::NotTold) axis.values = {told};
  }
  const naive::RepresentativeRequests completions(std::move(axes));
  const naive::Access access = naive::access_of(*view.naive, completions);
  const naive::RequestSet& set = allowed(access, target, person);
  Outcome expected = Outcome::Open;
  if (set.is_empty()) expected = Outcome::Deny;
  if (set == naive::RequestSet::all(completions.size())) expected = Outcome::Allow;
  const Outcome outcome = view.interpreter->explain(request).outcome;
  if (outcome == expected || outcome == Outcome::Open) return {};
  const auto text = [](Outcome o) { return std::string(o == Outcome::Allow ? "allow" : o == Outcome::Deny ? "deny" : "open"); };
  return "explain: " + describe(view, person, target) + ": naive says " + text(expected) + ", interpreter " + text(outcome) + " for" +
         to_text(request.attributes);
}

}  // namespace accessdrift::property
