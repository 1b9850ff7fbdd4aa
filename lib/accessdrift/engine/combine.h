#pragma once

#include <span>
#include <utility>

#include "accessdrift/model/declarations.h"

namespace accessdrift {

/// What a policy or set yields: where it allows and where it denies; elsewhere it is not
/// applicable.
template <typename Set>
struct Outcomes {
  Set allowed;
  Set denied;
};

/// One child of a set. A gate is an allow policy that covers the target, or a set that contains
/// one.
template <typename Set>
struct Child {
  Outcomes<Set> outcomes;
  bool is_gate = false;
};

/// An algebra of sets: regions of one identity, or identities of one region. It has `nothing()`,
/// `everything()`, `unite`, `intersect` and `subtract`. The combining algorithms of DESIGN §3 over
/// it, children in their order.
template <typename Algebra>
class Combining {
 public:
  using Set = typename Algebra::Set;

  explicit Combining(Algebra& algebra) : algebra_(algebra) {}

  [[nodiscard]] Outcomes<Set> combine(Combine how, std::span<const Child<Set>> children) {
    switch (how) {
      case Combine::DenyOverrides:
        return overriding(children, true);
      case Combine::AllowOverrides:
        return overriding(children, false);
      case Combine::FirstApplicable:
        return first_applicable(children);
      case Combine::AllOf:
        return all_of(children);
    }
    return {algebra_.nothing(), algebra_.nothing()};
  }

 private:
  Outcomes<Set> overriding(std::span<const Child<Set>> children, bool deny_wins) {
    Outcomes<Set> all{algebra_.nothing(), algebra_.nothing()};
    for (const Child<Set>& child : children) {
      all.allowed = algebra_.unite(std::move(all.allowed), child.outcomes.allowed);
      all.denied = algebra_.unite(std::move(all.denied), child.outcomes.denied);
    }
    if (deny_wins) {
      all.allowed = algebra_.subtract(std::move(all.allowed), all.denied);
    } else {
      all.denied = algebra_.subtract(std::move(all.denied), all.allowed);
    }
    return all;
  }

  /// By halves, so that most of it is the same work on both sides of a comparison, and small.
  Outcomes<Set> first_applicable(std::span<const Child<Set>> children) {
    if (children.empty()) return {algebra_.nothing(), algebra_.nothing()};
    if (children.size() == 1) return children.front().outcomes;
    const std::size_t half = children.size() / 2;
    Outcomes<Set> all = first_applicable(children.first(half));
    Outcomes<Set> rest = first_applicable(children.subspan(half));
    const Set decided = algebra_.unite(all.allowed, all.denied);
    all.allowed =
        algebra_.unite(std::move(all.allowed), algebra_.subtract(std::move(rest.allowed), decided));
    all.denied =
        algebra_.unite(std::move(all.denied), algebra_.subtract(std::move(rest.denied), decided));
    return all;
  }

  Outcomes<Set> all_of(std::span<const Child<Set>> children) {
    Outcomes<Set> all{algebra_.nothing(), algebra_.nothing()};
    bool has_gate = false;
    Set through = algebra_.everything();
    for (const Child<Set>& child : children) {
      all.denied = algebra_.unite(std::move(all.denied), child.outcomes.denied);
      if (!child.is_gate) continue;
      has_gate = true;
      through = algebra_.intersect(std::move(through), child.outcomes.allowed);
    }
    if (!has_gate) return all;
    all.allowed = algebra_.subtract(through, all.denied);
    all.denied = algebra_.subtract(algebra_.everything(), all.allowed);
    return all;
  }

  Algebra& algebra_;
};

}  // namespace accessdrift
