#include "accessdrift/format/hidden_ends.h"

#include <charconv>
#include <string>

#include "accessdrift/base/time_text.h"

namespace accessdrift::source {
namespace {

constexpr std::string_view kIsOpen = "(is open)\x1f";
constexpr std::string_view kEnds = "(ends)\x1f";
constexpr char kTells = '\x1f';

std::string text_of_group(const SourceReading& reading, std::string_view what, Name group) {
  return std::string(what) + std::string(reading.names.text(group)) + kTells;
}

}  // namespace

void tell_hidden(SourceReading& reading, Name group) {
  reading.told_apart.insert(text_of_group(reading, kIsOpen, group));
}

void tell_end(SourceReading& reading, Name group, Instant end) {
  if (!reading.told_apart.contains(text_of_group(reading, kIsOpen, group))) return;
  reading.told_apart.insert(text_of_group(reading, kEnds, group) + std::to_string(end));
}

std::vector<Instant> hidden_ends(const SourceReading& reading, Name group) {
  std::vector<Instant> ends;
  const std::string start = text_of_group(reading, kEnds, group);
  const auto& apart = reading.told_apart;
  for (auto told = apart.lower_bound(start); told != apart.end() && told->starts_with(start);
       ++told) {
    Instant end = 0;
    const char* const last = told->data() + told->size();
    if (std::from_chars(told->data() + start.size(), last, end).ec == std::errc())
      ends.push_back(end);
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
