#include "accessdrift/query/who.h"

#include <algorithm>
#include <utility>

namespace accessdrift {

WhoAnswer who(Inquiry& inquiry, const ResourceAction& target) {
  inquiry.universe->diagrams().start_target();
  const Engine::Access access = inquiry.engine->access(target);
  WhoAnswer answer;
  answer.is_limited = access.is_limited;
  if (access.is_limited) return answer;
  Labels labels(*inquiry.engine);
  for (const AccessMap::Part& part : access.map.parts) {
    Reaching row;
    for (const std::uint32_t number : part.identities.numbers())
      row.ids.push_back(inquiry.population->printed(IdentityIndex{number}));
    std::ranges::sort(row.ids);
    row.label = labels.of_identities(part.identities);
    row.when = part.region;
    row.includes_anonymous = part.identities.contains(kAnonymousIdentity);
    answer.rows.push_back(std::move(row));
  }
  std::ranges::sort(answer.rows, [&](const Reaching& a, const Reaching& b) {
    const bool a_always = a.when == inquiry.universe->care();
    const bool b_always = b.when == inquiry.universe->care();
    if (a_always != b_always) return a_always;
    return a.ids < b.ids;
  });
  return answer;
}

}  // namespace accessdrift
