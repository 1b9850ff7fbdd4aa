#pragma once

#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// Whether two declarations of one thing say the same in the same order, wherever they stand: then
/// there is no edit between them, and no need to put what they say in words. False also of what is
/// only perhaps different. REQUIRES: names of one table.
[[nodiscard]] bool says_the_same(const Declared<UserDeclaration>& b,
                                 const Declared<UserDeclaration>& a);
[[nodiscard]] bool says_the_same(const Declared<GroupDeclaration>& b,
                                 const Declared<GroupDeclaration>& a);
[[nodiscard]] bool says_the_same(const Declared<ResourceDeclaration>& b,
                                 const Declared<ResourceDeclaration>& a);
[[nodiscard]] bool says_the_same(const Declared<PolicyDeclaration>& b,
                                 const Declared<PolicyDeclaration>& a);
[[nodiscard]] bool says_the_same(const Declared<NamedConditionDeclaration>& b,
                                 const Declared<NamedConditionDeclaration>& a);

/// There are few of the others.
template <typename T>
[[nodiscard]] bool says_the_same(const Declared<T>& /*b*/, const Declared<T>& /*a*/) {
  return false;
}

}  // namespace accessdrift
