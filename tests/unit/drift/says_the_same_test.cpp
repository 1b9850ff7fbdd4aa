#include "accessdrift/drift/says_the_same.h"

#include <doctest/doctest.h>

namespace accessdrift {
namespace {

ConditionText condition(const char* text, const char* written) {
  ConditionText made{text, {}};
  made.written = written;
  return made;
}

TEST_CASE("A condition says the same if it is written alike and put in the same words") {
  const Declarations file;
  const auto same = [&](const ConditionText& b, const ConditionText& a) {
    PolicyDeclaration before, after;
    before.when = b;
    after.when = a;
    NamedConditionDeclaration named_before, named_after;
    named_before.when = b;
    named_after.when = a;
    const bool is_same =
        says_the_same(Declared<PolicyDeclaration>{&before, &file}, {&after, &file});
    CHECK(says_the_same(Declared<NamedConditionDeclaration>{&named_before, &file},
                        {&named_after, &file}) == is_same);
    return is_same;
  };
  CHECK(same(condition("request.local", "local all all"),
             condition("request.local", "local all all")));
  CHECK_FALSE(
      same(condition("request.local", "local all all"), condition("true", "local all all")));
  CHECK_FALSE(
      same(condition("request.local", "local all all"), condition("request.local", "local all")));
}

TEST_CASE("A group that is declared says something else than one that is only mentioned") {
  const Declarations file;
  GroupDeclaration declared, mentioned;
  mentioned.is_unlisted = true;
  CHECK(says_the_same(Declared<GroupDeclaration>{&declared, &file}, {&declared, &file}));
  CHECK_FALSE(says_the_same(Declared<GroupDeclaration>{&declared, &file}, {&mentioned, &file}));
}

}  // namespace
}  // namespace accessdrift
