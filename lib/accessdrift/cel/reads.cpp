#include "accessdrift/cel/reads.h"

namespace accessdrift::cel {
namespace {

bool are_same(const Reads& a, const Reads& b) {
  if (a.kind != b.kind) return false;
  return a.kind == Reads::Kind::Varying ? a.binding == b.binding : a.first == b.first;
}

/// An example in `b` other than the first of `a`.
const std::string* other_example(const Reads& a, const Reads& b) {
  if (b.first != a.first) return b.first;
  return b.second != nullptr ? b.second : a.second;
}

}  // namespace

Reads unite(const Reads& a, const Reads& b) {
  if (!b.is_any() || a.kind == Reads::Kind::Several) return a;
  if (!a.is_any() || b.kind == Reads::Kind::Several || are_same(a, b)) return b;
  return {Reads::Kind::Several, 0, a.first, other_example(a, b)};
}

Reads choice_of(std::span<const Reads> elements, std::uint32_t binding) {
  Reads all;
  for (const Reads& element : elements) {
    if (element.kind == Reads::Kind::Several) return element;
    if (!element.is_any() || are_same(all, element)) continue;
    all = all.is_any()
              ? Reads{Reads::Kind::Varying, binding, all.first, other_example(all, element)}
              : element;
  }
  return all;
}

}  // namespace accessdrift::cel
