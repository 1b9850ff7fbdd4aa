#include "mutation.h"
#include "parts.h"
#include "vocabulary.h"

namespace accessdrift::property {
namespace {

void change_end(std::string& until, Random& random) {
  until = !until.empty() && random.chance(40) ? std::string() : random.pick(kEnds);
}

void user_until(Draft& draft, Random& random) {
  if (DraftUser* user = one_of(draft.users, random)) change_end(user->until, random);
}

void member_until(Draft& draft, Random& random) {
  DraftGroup* group = one_of(draft.groups, random);
  if (group == nullptr || group->members.empty()) return;
  std::string& until = group->untils[random.pick(group->members)];
  change_end(until, random);
  std::erase_if(group->untils, [](const auto& one) { return one.second.empty(); });
}

void window(Draft& draft, Random& random) {
  if (DraftList* one = one_of(draft.windows, random))
    change_list(one->entries, random_hours(random), random);
}

/// Another hour, zone or day in a text, or the same hours in two ranges.
void window_text(Draft& draft, Random& random) {
  DraftList* one = one_of(draft.windows, random);
  if (one == nullptr) return;
  std::string& text = one->entries[random.below(one->entries.size())];
  const std::size_t hours = text.find(' ') + 1;
  const std::size_t zone = text.rfind(' ') + 1;
  switch (random.below(3)) {
    case 0:
      text.replace(zone, std::string::npos, random.pick(kZones));
      break;
    case 1:
      text.replace(hours, zone - 1 - hours, random.pick(kHours));
      break;
    default:
      text.replace(0, hours - 1, random.pick(kDays));
      break;
  }
}

}  // namespace

void mutate_time(Draft& draft, Random& random) {
  static const std::vector<void (*)(Draft&, Random&)> kEdits{user_until, member_until, member_until,
                                                             window, window_text};
  random.pick(kEdits)(draft, random);
}

}  // namespace accessdrift::property
