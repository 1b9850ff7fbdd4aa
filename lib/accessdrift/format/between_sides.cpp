#include "accessdrift/format/between_sides.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/digest.h"
#include "accessdrift/format/format.h"

namespace accessdrift {

void BetweenSides::tell(std::string_view about, Item item) {
  if (told_[std::string(about)].insert(std::move(item)).second) ++count_;
}

bool BetweenSides::is_told(std::string_view about, const Item& item) const {
  return told(about).contains(item);
}

const BetweenSides::Items& BetweenSides::told(std::string_view about) const {
  static const Items kNone;
  const auto found = told_.find(about);
  return found == told_.end() ? kNone : found->second;
}

void BetweenSides::tell_all(std::string_view about, const std::string& side, const Items& items) {
  for (const Item& item : items) tell(about, item);
  Sides& sides = by_side_[std::string(about)];
  const auto known = sides.find(side);
  const bool is_known =
      known == sides.end()
          ? std::ranges::find(sides, items, &Sides::value_type::second) != sides.end()
          : known->second == items;
  if (is_known) return;
  sides.insert_or_assign(side, items);
  ++count_;
}

bool BetweenSides::does_some_side_lack(std::string_view about, const Item& item) const {
  const auto sides = by_side_.find(about);
  return sides != by_side_.end() && std::ranges::any_of(sides->second, [&](const auto& side) {
           return !side.second.contains(item);
         });
}

std::string source::side_of(const SourceReading& reading) {
  constexpr std::size_t kDigits = 32;
  Digest digest;
  for (const SourceReading::File& file : reading.files) {
    digest.add(file.document.text->path());
    digest.add(file.document.text->bytes());
    digest.add(file.moment == Moment::Before ? "before" : "after");
  }
  digest.add(reading.version.version);
  return digest.hex(kDigits);
}

}  // namespace accessdrift
