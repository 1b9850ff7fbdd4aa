#include "agreement.h"

#include <algorithm>
#include <set>

#include "draft.h"
#include "told_apart.h"

namespace accessdrift::property {
std::string yes_no(bool allows) { return allows ? "allow" : "deny"; }

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

RegionRequests::RegionRequests(Universe& universe, const naive::RepresentativeRequests& requests)
    : universe_(universe) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    attributes_.push_back(requests.request(i));
    cells_.push_back(universe.cells_of(attributes_.back()));
  }
}

naive::RequestSet RegionRequests::contained(Region region, const Cells& cells) const {
  naive::RequestSet set;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] && universe_.diagrams().contains(region, *cells[i])) set.add(i, cells.size());
  }
  return set;
}

const naive::RequestSet& RegionRequests::of(Region region) {
  const auto [at, is_new] = known_.try_emplace(region);
  if (is_new) at->second = contained(region, cells_);
  return at->second;
}

const naive::RequestSet& RegionRequests::of(Region region, const naive::Attributes& of_url) {
  const Region told = telling(of_url);
  const auto [at, is_new] = known_by_url_.try_emplace({region, told});
  if (!is_new) return at->second;
  const auto [cells, is_first] = cells_by_url_.try_emplace(told);
  for (std::size_t i = 0; is_first && i < attributes_.size(); ++i) {
    RequestAttributes attributes = attributes_[i];
    for (const auto& [name, value] : of_url) attributes[name] = Told::present(value);
    cells->second.push_back(universe_.cells_of(attributes));
  }
  return at->second = contained(region, cells->second);
}

Region RegionRequests::telling(const naive::Attributes& values) {
  Region region = universe_.care();
  for (const auto& [name, value] : values)
    region = universe_.diagrams().intersect(region, universe_.told(name, Told::present(value)));
  return region;
}

Agreement::Agreement(const LoadedWorld& world, std::uint64_t seed, Instant from, Tried tried)
    : random_(seed),
      requests_(
          naive::RepresentativeRequests::of(*world.before, *world.after, from, kMostRequests)) {
  is_too_big_ = requests_.size() > kMostRequests;
  if (is_too_big_) return;
  comparison_ = compare(world.before, world.after, from);
  ToldApart more;
  if (tried == Tried::AlsoByTheProgram) {
    more = told_apart(comparison_);
    requests_ = with_values(requests_, more);
    is_too_big_ = requests_.size() > 32 * kMostRequests;
    if (is_too_big_) return;
  }
  witnesses_ = std::make_unique<WitnessCheck>(comparison_);
  regions_ = std::make_unique<RegionRequests>(*comparison_.universe, requests_);
  for (View* view : {&before_, &after_}) {
    view->side = view == &before_ ? SideOf::Before : SideOf::After;
    view->snapshot = view == &before_ ? world.before.get() : world.after.get();
    view->naive = std::make_unique<naive::Side>(*view->snapshot);
    view->alone = std::make_unique<naive::Side>(*view->snapshot);
    view->engine =
        view == &before_ ? comparison_.engine_before.get() : comparison_.engine_after.get();
    view->interpreter = std::make_unique<Interpreter>(*view->snapshot);
    view->series = std::make_unique<Interpreter::Series>(*view->interpreter);
    view->interpreter_of_all =
        std::make_unique<Interpreter>(view == &before_ ? *comparison_.before : *comparison_.after);
    const std::shared_ptr<const Snapshot>& snapshot = view == &before_ ? world.before : world.after;
    view->decider = std::make_unique<Decider>(snapshot, from);
    view->inquiry = inquire(snapshot, from);
    view->own_requests =
        naive::RepresentativeRequests::of(*view->snapshot, *view->snapshot, from, kMostRequests);
  }
  naive::tell_alike(*before_.naive, *after_.naive);
  pairs_ = naive::pair_people(*before_.naive, *after_.naive);
  naive::complete(*before_.naive, *after_.naive, pairs_);
  for (View* view : {&before_, &after_}) view->access = naive::access_of(*view->naive, requests_);
  changes_ = naive::compare(*before_.naive, before_.access, *after_.naive, after_.access, pairs_);
  addresses_ = naive::representative_addresses(*before_.naive, *before_.snapshot, *after_.naive,
                                               *after_.snapshot);
  addresses_ = with_addresses(std::move(addresses_), *before_.naive, *after_.naive, more);
  for (const naive::OwnedAddress& one : addresses_) {
    if (one.before) before_.own_addresses.push_back({one.address, *one.before});
    if (one.after) after_.own_addresses.push_back({one.address, *one.after});
  }
  const std::set<std::string> methods = naive::representative_methods(
      *before_.naive, *before_.snapshot, *after_.naive, *after_.snapshot);
  methods_.assign(methods.begin(), methods.end());
  changes_by_url_ =
      naive::compare_by_url(*before_.naive, *after_.naive, addresses_, requests_, pairs_);
}

std::size_t Agreement::conditional_changes() const {
  const naive::RequestSet all = naive::RequestSet::all(requests_.size());
  const auto is_constant = [&](const naive::RequestSet& set) {
    return set.is_empty() || set == all;
  };
  return static_cast<std::size_t>(std::ranges::count_if(changes_, [&](const naive::Change& change) {
    return !is_constant(change.before) || !is_constant(change.after);
  }));
}

std::string Agreement::check() {
  std::string found = check_pairing();
  if (found.empty()) found = check_owners();
  if (found.empty()) found = check_comparison();
  if (found.empty()) found = check_findings();
  if (found.empty()) found = check_outline();
  if (found.empty()) found = check_common();
  if (found.empty()) found = check_same_policies();
  for (View* view : {&before_, &after_}) {
    if (found.empty()) found = check_engine(*view);
    if (found.empty()) found = check_decisions(*view);
    if (found.empty()) found = check_decisions_by_url(*view);
    if (found.empty()) found = check_explanations(*view);
  }
  return found;
}

std::string Agreement::check_pairing() {
  using Key = std::tuple<std::size_t, std::size_t, std::string>;
  std::set<Key> expected;
  for (const naive::Pair& pair : pairs_) {
    expected.emplace(pair.on_before(*before_.naive), pair.on_after(*after_.naive), pair.printed);
  }
  std::set<Key> found;
  for (const std::uint32_t number : comparison_.population->everybody().numbers()) {
    const IdentityIndex identity{number};
    found.emplace(person_of(identity, before_), person_of(identity, after_),
                  comparison_.population->printed(identity));
  }
  if (found == expected) return {};
  std::string text = "the pairs of people differ; naive:";
  const auto add = [&](const std::set<Key>& all) {
    for (const auto& [before, after, printed] : all)
      text += " " + printed + " (" + std::to_string(before) + " " + std::to_string(after) + ")";
  };
  add(expected);
  text += "; population:";
  add(found);
  return text;
}

std::string Agreement::check_comparison() {
  if (std::string limited = check_limits(); !limited.empty()) return limited;
  using Key = std::tuple<std::string, std::string, std::size_t, std::size_t>;
  std::map<Key, const naive::Change*> expected;
  for (const naive::Change& change : changes_) {
    const naive::Pair& pair = pairs_[change.pair];
    if (limited_one(change) != nullptr) continue;
    expected[{change.resource, change.action, pair.on_before(*before_.naive),
              pair.on_after(*after_.naive)}] = &change;
  }
  const std::vector<ProductChange> all = changes_of(comparison_);
  std::map<Key, std::vector<const ProductChange*>> by_key;
  for (const ProductChange& change : all) {
    if (!change.target.is_by_url())
      by_key[{change.resource, change.action, person_of(change.identity, before_),
              person_of(change.identity, after_)}]
          .push_back(&change);
  }
  for (const auto& [key, changes] : by_key) {
    const ProductChange& change = *changes.front();
    const auto found = expected.find(key);
    if (is_loose(change)) {
      if (found != expected.end()) expected.erase(found);
      continue;
    }
    const std::string what = comparison_.population->printed(change.identity) + ", " +
                             change.action + " on " + change.resource;
    if (found == expected.end()) return "compare: naive finds no such change: " + what;
    std::string wrong = check_changes(*found->second, changes);
    if (!wrong.empty()) return "compare: " + what + ": " + wrong;
    expected.erase(found);
  }
  if (expected.empty()) return check_comparison_by_url(all);
  const naive::Change& missed = *expected.begin()->second;
  return "compare: a change is missed: " + pairs_[missed.pair].printed + ", " + missed.action +
         " on " + missed.resource;
}

std::string first_difference_of(const naive::RepresentativeRequests& requests,
                                const naive::RequestSet& one, const naive::RequestSet& other) {
  std::size_t request = 0;
  while (one.contains(request) == other.contains(request)) ++request;
  return " says " + yes_no(other.contains(request)) + " for" + to_text(requests.request(request));
}

std::vector<naive::RequestSet> within(std::vector<naive::RequestSet> sets,
                                      const naive::RequestSet& world) {
  for (naive::RequestSet& set : sets) set.intersect(world);
  return sets;
}

ChangeKind kind_of_change(const std::vector<naive::RequestSet>& before,
                          const std::vector<naive::RequestSet>& after) {
  bool had_any = false;
  bool has_any = false;
  bool gained_any = false;
  bool lost_any = false;
  for (std::size_t i = 0; i < before.size(); ++i) {
    naive::RequestSet gained = after[i];
    gained.subtract(before[i]);
    naive::RequestSet lost = before[i];
    lost.subtract(after[i]);
    had_any |= !before[i].is_empty();
    has_any |= !after[i].is_empty();
    gained_any |= !gained.is_empty();
    lost_any |= !lost.is_empty();
  }
  if (gained_any && lost_any) return ChangeKind::Shifted;
  if (gained_any) return had_any ? ChangeKind::Widened : ChangeKind::Gained;
  return has_any ? ChangeKind::Narrowed : ChangeKind::Lost;
}

/// The requests by world: those with the same values of what is not visible.
std::vector<naive::RequestSet> Agreement::requests_by_world() const {
  const auto is_world = [](const View& view, const std::string& attribute) {
    if (is_of_identity(attribute)) return true;
    const auto type = view.snapshot->schema.request.find(attribute);
    return type != view.snapshot->schema.request.end() && type->second.is_world;
  };
  std::vector<std::size_t> axes;
  for (std::size_t axis = 0; axis < requests_.axes().size(); ++axis) {
    const std::string& attribute = requests_.axes()[axis].attribute;
    if (is_world(before_, attribute) || is_world(after_, attribute)) axes.push_back(axis);
  }
  std::map<std::vector<std::size_t>, naive::RequestSet> by_world;
  for (std::size_t request = 0; request < requests_.size(); ++request) {
    std::vector<std::size_t> world;
    for (const std::size_t axis : axes) world.push_back(requests_.digit(request, axis));
    by_world[world].add(request, requests_.size());
  }
  std::vector<naive::RequestSet> all;
  for (auto& [world, requests] : by_world) all.push_back(std::move(requests));
  return all;
}

Agreement::Kinds Agreement::kinds_of(const std::vector<naive::RequestSet>& before,
                                     const std::vector<naive::RequestSet>& after) {
  if (worlds_.empty()) worlds_ = requests_by_world();
  Kinds kinds;
  for (const naive::RequestSet& world : worlds_) {
    const auto was = within(before, world);
    const auto is = within(after, world);
    if (was == is) {
      kinds.certainty = Certainty::May;
    } else {
      kinds.worlds[kind_of_change(was, is)].unite(world);
    }
  }
  return kinds;
}

/// One for each kind that the change has in some world, within its worlds.
std::string Agreement::check_changes(const naive::Change& expected,
                                     const std::vector<const ProductChange*>& found) {
  const Kinds kinds = kinds_of({expected.before}, {expected.after});
  if (found.size() != kinds.worlds.size()) return "it has another number of kinds";
  for (const ProductChange* const change : found) {
    const auto worlds = kinds.worlds.find(change->kind);
    if (worlds == kinds.worlds.end()) return "the kind is another one";
    if (change->certainty != kinds.certainty) return "it is not as certain";
    if (regions_->of(change->care) != worlds->second) return "it is not of all requests there";
    const auto before = within({expected.before}, worlds->second);
    const auto after = within({expected.after}, worlds->second);
    std::string wrong = check_change({0, {}, {}, before.front(), after.front()}, *change);
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string Agreement::check_change(const naive::Change& expected, const ProductChange& found) {
  const auto first_difference = [this](const naive::RequestSet& one,
                                       const naive::RequestSet& other) {
    return first_difference_of(requests_, one, other);
  };
  const naive::RequestSet& before = regions_->of(found.region_before);
  if (before != expected.before) return "before, naive" + first_difference(before, expected.before);
  const naive::RequestSet& after = regions_->of(found.region_after);
  if (after != expected.after) return "after, naive" + first_difference(after, expected.after);
  for (const Region region : {found.region_before, found.region_after}) {
    if (!addresses_.empty() && regions_->of(region, some_url()) != regions_->of(region))
      return "a region hangs on the URL of requests by id";
  }
  Diagrams& diagrams = comparison_.universe->diagrams();
  std::string wrong =
      check_witness(found, diagrams.subtract(found.region_before, found.region_after), true);
  if (wrong.empty())
    wrong = check_witness(found, diagrams.subtract(found.region_after, found.region_before), false);
  return wrong;
}

std::string Agreement::check_witness(const ProductChange& change, Region region,
                                     bool before_allows) {
  if (region == Diagrams::never()) return {};
  const auto witness = comparison_.universe->witness(region);
  if (!witness) return "no witness";
  for (const naive::Axis& axis : requests_.axes()) {
    // When it is made, and who is in which group, may be left out where nothing hangs on that.
    const bool may_be_left_out = axis.attribute == kTime || is_of_identity(axis.attribute);
    if (may_be_left_out && !comparison_.universe->has_attribute(axis.attribute)) continue;
    const auto told = witness->find(axis.attribute);
    if (told == witness->end() || told->second.state == Told::State::NotTold)
      return "the witness leaves out " + axis.attribute;
  }
  for (const View* view : {&before_, &after_}) {
    const bool expected = (view == &before_) == before_allows;
    const std::string identity(comparison_.population->id(change.identity, view->side));
    const std::string resource = resource_on(*view, change.resource);
    const Request request{identity, change.action, resource, told_alone(*view, *witness)};
    if (view->naive->decide(identity, change.action, resource, *witness) != expected)
      return "naive refutes the witness" + to_text(*witness);
    if ((view->interpreter_of_all->decide(request) == Outcome::Allow) != expected)
      return "the interpreter refutes the witness" + to_text(*witness);
  }
  return {};
}

std::string Agreement::resource_on(const View& view, std::string_view printed) const {
  if (&view == &before_) {
    for (const auto& [old, renamed] : naive::pair_things(*before_.naive, *after_.naive)) {
      if (renamed == printed) return old;
    }
  }
  return std::string(printed);
}

}  // namespace accessdrift::property
