#include <utility>

#include "mutation.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

using Replacement = std::pair<std::string, std::string>;

/// Some narrow, some widen, some say the same.
const std::vector<Replacement> kReplacements{{"startsWith(", "contains("},
                                             {"contains(", "startsWith("},
                                             {"endsWith(", "contains("},
                                             {"contains(", "endsWith("},
                                             {"startsWith(", "endsWith("},
                                             {"a+", "aa*"},
                                             {"^/a", "^(/a)"},
                                             {"startsWith(\"/a\")", "matches(r\"^/a\")"},
                                             {"\"/a\"", "\"/ab\""},
                                             {"\"/a\"", "\"/a/\""},
                                             {"\"/\"", "\"/b\""},
                                             {"\"a\"", "\"aa\""},
                                             {"[ab]", "(a|b)"},
                                             {"[ab]", "[a-b]"},
                                             {".matches(r\"^", ".matches(r\"^.*"}};

}  // namespace

void mutate_texts(Draft& draft, Random& random) {
  DraftPolicy* const policy = one_of(draft.policies, random);
  if (policy == nullptr || !policy->when) return;
  std::string& text = policy->when->text;
  for (int tries = 0; tries < 8; ++tries) {
    const auto& [from, to] = random.pick(kReplacements);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) continue;
    text.replace(at, from.size(), to);
    return;
  }
}

}  // namespace accessdrift::property
