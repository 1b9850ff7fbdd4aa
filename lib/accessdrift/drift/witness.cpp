#include "accessdrift/drift/witness.h"

#include <algorithm>
#include <set>

#include "accessdrift/drift/worlds.h"
#include "accessdrift/interpreter/route.h"
#include "accessdrift/region/project.h"

namespace accessdrift {
namespace {

/// Fewer requests are decided one by one.
constexpr std::size_t kFewReplays = 16;

/// An opaque test that a request cannot tell.
bool is_nameless(const Universe::Attribute& attribute) {
  return attribute.kind == VariableKind::Opaque && !attribute.is_unread;
}

/// Where it holds for all answers of the opaque tests that nothing answers beforehand.
Region whatever_is_answered(Region region, Universe& universe) {
  std::vector<std::string_view> unanswered;
  for (const Universe::Attribute& attribute : universe.attributes()) {
    if (is_nameless(attribute) && attribute.tested.empty()) unanswered.push_back(attribute.name);
  }
  if (unanswered.empty()) return region;
  Diagrams& diagrams = universe.diagrams();
  const Region outside = diagrams.subtract(universe.care(), region);
  return diagrams.subtract(region, project(universe, outside, unanswered));
}

}  // namespace

WitnessCheck::WitnessCheck(const Comparison& comparison)
    : comparison_(comparison),
      before_(*comparison.before),
      after_(*comparison.after),
      printed_(*comparison.population) {}

std::optional<Witness> WitnessCheck::find(const Finding& finding) {
  Universe& universe = *comparison_.universe;
  universe.diagrams().start_target();
  const bool gives = relevant_side(finding.kind) == SideOf::After;
  Region region = gives ? universe.diagrams().subtract(finding.after, finding.before)
                        : universe.diagrams().subtract(finding.before, finding.after);
  // What is asked of a URL is answered for the one that is chosen.
  const auto is_by_example = [&](std::string_view attribute) {
    return !finding.is_by_url() || !is_told_by_url(attribute);
  };
  region = universe.diagrams().intersect(region, universe.as_answered(is_by_example));
  region = whatever_is_answered(region, universe);
  if (region == Diagrams::never()) return std::nullopt;
  Witness witness;
  const Region in_all = universe.diagrams().intersect(region, in_all_worlds(finding, universe));
  witness.serves_all_worlds = in_all != Diagrams::never();
  if (witness.serves_all_worlds) region = in_all;
  witness.identity = printed_.first(finding.identities);
  witness.action = finding.actions.front();
  witness.resource = finding.resources.front();
  witness.attributes = universe.witness(region).value_or(RequestAttributes{});
  for (const Universe::Attribute& attribute : universe.attributes()) {
    if (is_nameless(attribute)) witness.attributes.erase(attribute.name);
  }
  if (finding.is_by_url() && !ask_by_url(finding, region, witness)) return std::nullopt;
  forget_unread(finding, witness.attributes);
  witness.before_allows = !gives;
  witness.after_allows = gives;
  return witness;
}

/// Of what is not known of identities only that on which the finding hangs: the rest is absent, or
/// false.
void WitnessCheck::forget_unread(const Finding& finding, RequestAttributes& attributes) const {
  std::set<std::string> read;
  for (const Region region : {finding.before, finding.after}) {
    for (const Level level : comparison_.universe->diagrams().levels_of(region))
      read.insert(comparison_.universe->levels()[level].attribute);
  }
  std::erase_if(attributes, [&](const auto& told) {
    return is_of_identity(told.first) && !read.contains(told.first);
  });
}

/// Any URL of the owners, unless the regions hang on it. False where opaque tests answer otherwise
/// for it.
bool WitnessCheck::ask_by_url(const Finding& finding, Region region, Witness& witness) const {
  const auto hangs_on = [&](std::string_view attribute) {
    return project(*comparison_.universe, finding.care, {attribute}) != finding.care;
  };
  const UrlReads reads{hangs_on(kHost), hangs_on(kPath), hangs_on(kMethod)};
  const std::optional<Url> url =
      comparison_.urls->example(comparison_.owners(witness.resource), reads, witness.attributes);
  const std::string method(comparison_.after->text(witness.action.methods.front()));
  if (!url) return false;
  tell_url(*url, method, witness.attributes);
  if (!comparison_.universe->contains(region, witness.attributes)) return false;
  witness.by_url = UrlRequest{method, to_text(*url)};
  for (const std::string_view attribute : kUrlAttributes)
    witness.attributes.erase(std::string(attribute));
  return true;
}

/// What the world tells of groups, by their ids on a side.
RequestAttributes WitnessCheck::told_on(SideOf side, RequestAttributes attributes) const {
  const Snapshot& snapshot = side == SideOf::Before ? *comparison_.before : *comparison_.after;
  for (const GroupIndex group : snapshot.open_groups) {
    auto printed = attributes.extract(comparison_.population->further_member_of(group, side));
    if (printed.empty()) continue;
    printed.key() =
        std::string(kGroupPrefix) + std::string(snapshot.text(snapshot.groups[group.index()]->id));
    attributes.insert(std::move(printed));
  }
  return attributes;
}

Request WitnessCheck::asking_on(SideOf side, const Witness& witness) const {
  return {std::string(comparison_.population->id(witness.identity, side)),
          {},
          {},
          told_on(side, witness.attributes)};
}

std::optional<Request> WitnessCheck::request_on(SideOf side, const Witness& witness) const {
  const Snapshot& snapshot = side == SideOf::Before ? *comparison_.before : *comparison_.after;
  Request request = asking_on(side, witness);
  Name action = witness.action.names.on(side);
  Name resource = comparison_.renamed.resources.id_on(side, witness.resource.on(side));
  if (witness.by_url) {
    const Routed routed = interpreting::route(snapshot, *witness.by_url);
    action = routed.action;
    if (action.is_none()) return std::nullopt;
    resource = snapshot.resources[routed.resource.index()]->id;
    tell_url(routed.url, witness.by_url->method, request.attributes);
  }
  request.action = snapshot.text(action);
  request.resource = snapshot.text(resource);
  return request;
}

Outcome WitnessCheck::decide(SideOf side, const Witness& witness, bool is_one_of_many) {
  const auto request = request_on(side, witness);
  if (!request) return Outcome::Deny;
  if (!is_one_of_many) return interpreter(side).decide(*request);
  std::optional<Interpreter::Series>& series =
      side == SideOf::Before ? series_before_ : series_after_;
  if (!series) series.emplace(interpreter(side));
  return series->decide(*request);
}

std::optional<Disagreement> WitnessCheck::replay(const Witness& witness) {
  if (!preparing_.valid()) preparing_ = std::async([this] { after_.prepare(); });
  const bool is_one_of_many = ++replayed_ > kFewReplays;
  return disagreement(witness, decide(SideOf::Before, witness, is_one_of_many),
                      decide(SideOf::After, witness, is_one_of_many));
}

std::optional<Disagreement> WitnessCheck::replay(const std::vector<Witness>& witnesses) {
  replayed_ += witnesses.size();
  const bool are_many = replayed_ > kFewReplays;
  const auto decided = [&](SideOf side) {
    std::vector<Outcome> outcomes;
    outcomes.reserve(witnesses.size());
    for (const Witness& witness : witnesses) outcomes.push_back(decide(side, witness, are_many));
    return outcomes;
  };
  auto deciding = std::async(decided, SideOf::After);
  const std::vector<Outcome> before = decided(SideOf::Before);
  const std::vector<Outcome> after = deciding.get();
  for (std::size_t w = 0; w < witnesses.size(); ++w)
    if (auto differs = disagreement(witnesses[w], before[w], after[w])) return differs;
  return std::nullopt;
}

std::optional<Disagreement> WitnessCheck::disagreement(const Witness& witness, Outcome was,
                                                       Outcome is) const {
  const bool before = was == Outcome::Allow;
  const bool after = is == Outcome::Allow;
  if (before == witness.before_allows && after == witness.after_allows) return std::nullopt;
  const auto word = [](bool allowed) { return std::string(allowed ? "allow" : "deny"); };
  Disagreement disagreement;
  disagreement.what = comparison_.population->printed(witness.identity) + ", " +
                      text_of(*comparison_.after, witness.action) + " on " +
                      text_of(*comparison_.after, witness.resource);
  if (witness.by_url)
    disagreement.what += ", " + witness.by_url->method + ' ' + witness.by_url->url;
  for (const auto& [attribute, told] : witness.attributes) {
    disagreement.what += ", " + attribute + "=" +
                         (told.state == Told::State::Present ? to_text(told.value) : "absent");
  }
  disagreement.what += ": the compiled engine says " + word(witness.before_allows) +
                       " before and " + word(witness.after_allows) + " after, the interpreter " +
                       word(before) + " and " + word(after);
  return disagreement;
}

}  // namespace accessdrift
