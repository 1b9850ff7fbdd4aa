#include <algorithm>

#include "accessdrift/format/native/reading.h"
#include "accessdrift/format/native/validation.h"

namespace accessdrift::native {
namespace {

void check_placed_once(Validation& validation, SetIndex set, const SetDeclaration::Member& member,
                       Snapshot::Standing standing) {
  const Snapshot& side = validation.snapshot;
  if (standing.set == set) return;
  const auto& declared = side.sets[set.index()];
  const auto& holder = side.sets[standing.set.index()];
  Diagnostic& diagnostic = report(validation, "placed-twice",
                                  named(member.is_set ? "set" : "policy", side.text(member.id)) +
                                      " stands in " + named("set", side.text(holder->id)) +
                                      " and in " + named("set", side.text(declared->id)),
                                  declared.span(member.place));
  diagnostic.label = "placed again";
  diagnostic.notes.push_back(
      {holder.span(holder->members[standing.position].place), "first placed here"});
}

void check_member(Validation& validation, SetIndex set, const SetDeclaration::Member& member,
                  Graph& graph) {
  const Snapshot& side = validation.snapshot;
  const Span span = side.sets[set.index()].span(member.place);
  const std::string where = "`policies` of " + named("set", side.text(side.sets[set.index()]->id));
  if (!member.is_set) {
    const PolicyIndex policy = side.policy_by_name.find(member.id);
    if (policy.is_none()) return report_missing(validation, Kind::Policy, member.id, where, span);
    return check_placed_once(validation, set, member, side.policy_standing[policy.index()]);
  }
  const SetIndex inner = side.set_by_name.find(member.id);
  if (inner.is_none()) return report_missing(validation, Kind::Set, member.id, where, span);
  graph.edges[set.index()].push_back({inner.number, span});
  check_placed_once(validation, set, member, side.set_standing[inner.index()]);
}

/// Two old ids for one new id would pair two with one.
void check_targets_once(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  std::unordered_map<Name, std::size_t> first;
  for (std::size_t i = 0; i < side.renames.size(); ++i) {
    const auto& rename = side.renames[i];
    const auto [known, is_new] = first.emplace(rename->to, i);
    const auto& other = side.renames[known->second];
    if (is_new || other->from == rename->from) continue;
    Diagnostic& diagnostic =
        report(validation, "conflicting-rename",
               quoted(side.text(rename->to)) + " is the new id of both " +
                   quoted(side.text(other->from)) + " and " + quoted(side.text(rename->from)),
               rename.span(rename->place));
    diagnostic.label = "it has one old id";
    diagnostic.notes.push_back({other.span(other->place), "the other one"});
  }
}

}  // namespace

void validate_sets(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  Graph graph;
  graph.edges.resize(side.sets.size());
  for (std::size_t i = 0; i < side.sets.size(); ++i) {
    for (const SetDeclaration::Member& member : side.sets[i]->members) {
      check_member(validation, SetIndex{i}, member, graph);
    }
  }
  report_cycles(validation, graph, {"set-cycle", "the members of set", "contains"},
                [&](std::uint32_t i) { return side.text(side.sets[i]->id); });
}

void validate_renames(Validation& validation) {
  const Snapshot& side = validation.snapshot;
  std::unordered_map<Name, std::uint32_t> position;
  for (std::size_t i = 0; i < side.renames.size(); ++i) {
    position.emplace(side.renames[i]->from, static_cast<std::uint32_t>(i));
  }
  Graph graph;
  graph.edges.resize(side.renames.size());
  for (std::size_t i = 0; i < side.renames.size(); ++i) {
    const auto& rename = side.renames[i];
    const auto next = position.find(rename->to);
    if (next != position.end())
      graph.edges[i].push_back({next->second, rename.span(rename->place)});
  }
  check_targets_once(validation);
  report_cycles(validation, graph, {"rename-cycle", "the renames of", "becomes"},
                [&](std::uint32_t i) { return side.text(side.renames[i]->from); });
}

}  // namespace accessdrift::native
