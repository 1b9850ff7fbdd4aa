#include "accessdrift/format/hidden_ends.h"

#include <charconv>
#include <string>

#include "accessdrift/base/time_text.h"

namespace accessdrift::source {
namespace {

constexpr std::string_view kOpen = "open groups";

std::string name_of(const SourceReading& reading, Name group) {
  return std::string(reading.names.text(group));
}
std::string ends_of(const SourceReading& reading, Name group) {
  return "ends in " + name_of(reading, group);
}

}  // namespace

void tell_end(SourceReading& reading, Name group, Instant end) {
  if (reading.between.is_told(kOpen, {name_of(reading, group)}))
    reading.between.tell(ends_of(reading, group), {std::to_string(end)});
}

std::vector<std::pair<Mention, Until>> further_members(SourceReading& reading,
                                                       Declarations& declarations, Name group,
                                                       Place place) {
  reading.between.tell(kOpen, {name_of(reading, group)});
  std::vector<std::pair<Mention, Until>> members;
  for (const BetweenSides::Item& told : reading.between.told(ends_of(reading, group))) {
    const std::string& text = told.front();
    Until until{0, place, place};
    (void)std::from_chars(text.data(), text.data() + text.size(), until.end);
    GroupDeclaration some;
    some.id = reading.names.intern(name_of(reading, group) + " (further members until " +
                                   to_text(until.end) + ")");
    some.key = some.body = place;
    some.is_made = true;
    open(some, place);
    declarations.groups.push_back(some);
    members.emplace_back(Mention{some.id, MentionKind::Group, false, place}, until);
  }
  return members;
}

}  // namespace accessdrift::source
