#include "accessdrift/drift/witness.h"

#include <algorithm>

namespace accessdrift {
namespace {

IdentityIndex first_printed(const IdentitySet& identities, const Population& population) {
  IdentityIndex first = identities.smallest();
  std::string text = population.printed(first);
  for (const std::uint32_t number : identities.numbers()) {
    std::string other = population.printed(IdentityIndex{number});
    if (other < text) {
      first = IdentityIndex{number};
      text = std::move(other);
    }
  }
  return first;
}

}  // namespace

WitnessCheck::WitnessCheck(const Comparison& comparison)
    : comparison_(comparison), before_(*comparison.before), after_(*comparison.after) {}

Witness WitnessCheck::find(const Finding& finding) {
  Universe& universe = *comparison_.universe;
  universe.diagrams().start_target();
  const bool gives = relevant_side(finding.kind) == SideOf::After;
  const Region region = gives ? universe.diagrams().subtract(finding.after, finding.before)
                              : universe.diagrams().subtract(finding.before, finding.after);
  Witness witness;
  witness.identity = first_printed(finding.identities, *comparison_.population);
  witness.action = finding.actions.front();
  witness.resource = finding.resources.front();
  witness.attributes = universe.witness(region).value_or(RequestAttributes{});
  witness.before_allows = !gives;
  witness.after_allows = gives;
  return witness;
}

std::optional<Disagreement> WitnessCheck::replay(const Witness& witness) {
  if (!preparing_.valid()) preparing_ = std::async([this] { after_.prepare(); });
  const auto allows = [&](const Interpreter& interpreter, SideOf side) {
    const Snapshot& snapshot = side == SideOf::Before ? *comparison_.before : *comparison_.after;
    const Name resource = comparison_.renamed.resources.id_on(side, witness.resource);
    const Request request{std::string(comparison_.population->id(witness.identity, side)),
                          std::string(snapshot.text(witness.action)),
                          std::string(snapshot.text(resource)), witness.attributes};
    return interpreter.decide(request) == Outcome::Allow;
  };
  const bool before = allows(before_, SideOf::Before);
  const bool after = allows(after_, SideOf::After);
  if (before == witness.before_allows && after == witness.after_allows) return std::nullopt;
  const auto word = [](bool allowed) { return std::string(allowed ? "allow" : "deny"); };
  Disagreement disagreement;
  disagreement.what = comparison_.population->printed(witness.identity) + ", " +
                      std::string(comparison_.after->text(witness.action)) + " on " +
                      std::string(comparison_.after->text(witness.resource));
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
