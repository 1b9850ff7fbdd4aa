#include "accessdrift/engine/truth.h"

namespace accessdrift {

Region Truths::is_false(const Truth& truth) {
  Diagrams& diagrams = universe_.diagrams();
  return diagrams.subtract(universe_.care(), diagrams.unite(truth.holds, truth.error));
}

Truth Truths::negated(const Truth& truth) { return {is_false(truth), truth.error}; }

Truth Truths::joined(const std::vector<Truth>& parts, bool is_and) {
  Diagrams& diagrams = universe_.diagrams();
  Region all = universe_.care();  // where every part does not decide
  Region decided = Diagrams::never();
  for (const Truth& part : parts) {
    decided = diagrams.unite(decided, is_and ? is_false(part) : part.holds);
    all = diagrams.intersect(all, is_and ? part.holds : is_false(part));
  }
  const Region error = diagrams.subtract(diagrams.subtract(universe_.care(), decided), all);
  return {is_and ? all : decided, error};
}

Truth Truths::conditional(const Truth& test, const Truth& yes, const Truth& no) {
  Diagrams& diagrams = universe_.diagrams();
  const Region otherwise = is_false(test);
  const auto chosen = [&](Region if_yes, Region if_no) {
    return diagrams.unite(diagrams.intersect(test.holds, if_yes),
                          diagrams.intersect(otherwise, if_no));
  };
  const Region holds = chosen(yes.holds, no.holds);
  return {holds, diagrams.unite(test.error, chosen(yes.error, no.error))};
}

}  // namespace accessdrift
