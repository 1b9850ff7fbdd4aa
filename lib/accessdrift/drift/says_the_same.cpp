#include "accessdrift/drift/says_the_same.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace accessdrift {
namespace {

template <typename Pool>
auto run_of(const Pool& pool, Range range) {
  return std::span(pool).subspan(range.first, range.count);
}

bool are_same(std::span<const NamePlace> b, std::span<const NamePlace> a) {
  return std::ranges::equal(b, a, {}, &NamePlace::name, &NamePlace::name);
}

/// Ends are facts of their own.
bool are_same(std::span<const Mention> b, std::span<const Mention> a) {
  return std::ranges::equal(b, a, [](const Mention& x, const Mention& y) {
    return x.id == y.id && x.kind == y.kind && !x.has_until && !y.has_until;
  });
}

bool are_same(std::span<const AttributeValue> b, std::span<const AttributeValue> a) {
  return std::ranges::equal(b, a, [](const AttributeValue& x, const AttributeValue& y) {
    return x.attribute == y.attribute && x.value == y.value;
  });
}

bool are_same(const std::optional<NamePlace>& b, const std::optional<NamePlace>& a) {
  return b && a ? b->name == a->name : !b && !a;
}

bool are_same(const std::optional<std::vector<NamePlace>>& b,
              const std::optional<std::vector<NamePlace>>& a) {
  return b && a ? are_same(std::span(*b), std::span(*a)) : !b && !a;
}

/// What is written alike may still be put in other words.
bool are_same(const std::optional<ConditionText>& b, const std::optional<ConditionText>& a) {
  return b && a ? *b == *a && b->as_written() == a->as_written() : !b && !a;
}

template <typename T>
bool have_same_attributes(const Declared<T>& b, const Declared<T>& a) {
  return are_same(run_of(b.file->attribute_values, b->attributes),
                  run_of(a.file->attribute_values, a->attributes));
}

}  // namespace

bool says_the_same(const Declared<UserDeclaration>& b, const Declared<UserDeclaration>& a) {
  return b->uid == a->uid && b->status == a->status && !b->has_until && !a->has_until &&
         are_same(run_of(b.file->aliases, b->aliases), run_of(a.file->aliases, a->aliases)) &&
         have_same_attributes(b, a);
}

bool says_the_same(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a) {
  return b->is_unlisted == a->is_unlisted && b->is_open == a->is_open &&
         are_same(b->rule, a->rule) && are_same(std::span(b->within), std::span(a->within)) &&
         are_same(run_of(b.file->mentions, b->members), run_of(a.file->mentions, a->members));
}

bool says_the_same(const Declared<ResourceDeclaration>& b, const Declared<ResourceDeclaration>& a) {
  return b->urls.empty() && a->urls.empty() && are_same(b->type, a->type) &&
         are_same(b->parent, a->parent) && are_same(b->actions, a->actions) &&
         have_same_attributes(b, a);
}

bool says_the_same(const Declared<PolicyDeclaration>& b, const Declared<PolicyDeclaration>& a) {
  return b->effect == a->effect && b->on_error == a->on_error &&
         are_same(std::span(b->who), std::span(a->who)) &&
         are_same(std::span(b->to), std::span(a->to)) && are_same(b->actions, a->actions) &&
         are_same(std::span(b->scopes), std::span(a->scopes)) && are_same(b->when, a->when);
}

bool says_the_same(const Declared<NamedConditionDeclaration>& b,
                   const Declared<NamedConditionDeclaration>& a) {
  return are_same(b->when, a->when);
}

}  // namespace accessdrift
