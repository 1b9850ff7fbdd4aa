#pragma once

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

/// An algebra of sets: regions of one identity, or identities of one region. It has `nothing()`,
/// `everything()`, `unite`, `intersect` and `subtract`. The combining algorithms of DESIGN §3 over
/// it, as something that neighbours can be put together by, in any order: each child is opened, all
/// are joined, and what comes of it is closed. Of those of which the first decides, `denied` is in
/// between all that is decided: it is the same for many targets, and what is allowed is little.
template <typename Algebra>
class Combining {
 public:
  using Set = typename Algebra::Set;

  explicit Combining(Algebra& algebra) : algebra_(algebra) {}

  /// A gate is an allow policy that covers the target, or a set that contains one.
  [[nodiscard]] Outcomes<Set> open(Combine how, Outcomes<Set> child, bool is_gate) {
    if (how == Combine::AllOf && !is_gate) child.allowed = algebra_.everything();
    if (how == Combine::FirstApplicable)
      child.denied = algebra_.unite(std::move(child.denied), child.allowed);
    return child;
  }

  /// `b` follows `a`.
  [[nodiscard]] Outcomes<Set> join(Combine how, Outcomes<Set> a, Outcomes<Set> b) {
    if (how == Combine::FirstApplicable)
      b.allowed = algebra_.subtract(std::move(b.allowed), a.denied);
    a.allowed = how == Combine::AllOf
                    ? algebra_.intersect(std::move(a.allowed), std::move(b.allowed))
                    : algebra_.unite(std::move(a.allowed), std::move(b.allowed));
    a.denied = algebra_.unite(std::move(a.denied), std::move(b.denied));
    return a;
  }

  [[nodiscard]] Outcomes<Set> close(Combine how, Outcomes<Set> all, bool has_gate) {
    switch (how) {
      case Combine::FirstApplicable:
        all.denied = algebra_.subtract(std::move(all.denied), all.allowed);
        return all;
      case Combine::DenyOverrides:
        all.allowed = algebra_.subtract(std::move(all.allowed), all.denied);
        return all;
      case Combine::AllowOverrides:
        all.denied = algebra_.subtract(std::move(all.denied), all.allowed);
        return all;
      case Combine::AllOf:
        break;
    }
    if (!has_gate) return {algebra_.nothing(), std::move(all.denied)};
    all.allowed = algebra_.subtract(std::move(all.allowed), all.denied);
    all.denied = algebra_.subtract(algebra_.everything(), all.allowed);
    return all;
  }

 private:
  Algebra& algebra_;
};

}  // namespace accessdrift
