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

void tell_hidden(SourceReading& reading, Name group) {
  reading.between.tell(kOpen, {name_of(reading, group)});
}

void tell_end(SourceReading& reading, Name group, Instant end) {
  if (reading.between.is_told(kOpen, {name_of(reading, group)}))
    reading.between.tell(ends_of(reading, group), {std::to_string(end)});
}

std::vector<Instant> hidden_ends(const SourceReading& reading, Name group) {
  std::vector<Instant> ends;
  for (const BetweenSides::Item& told : reading.between.told(ends_of(reading, group))) {
    const std::string& text = told.front();
    (void)std::from_chars(text.data(), text.data() + text.size(), ends.emplace_back());
  }
  return ends;
}

GroupDeclaration further_members(SourceReading& reading, Name group, Instant end, Place place) {
  GroupDeclaration some;
  some.id = reading.names.intern(std::string(reading.names.text(group)) +
                                 " (further members until " + to_text(end) + ")");
  some.key = some.body = place;
  some.is_made = true;
  open(some, place);
  return some;
}

}  // namespace accessdrift::source
